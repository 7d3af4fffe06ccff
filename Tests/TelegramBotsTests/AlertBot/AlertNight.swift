import Foundation
import GRDB
import HelpdeskModels
import Testing

@testable import TelegramBots

/// An alert bot with a real database file and a clock that stands still until it is moved. What it sends stays in the
/// file, where a test looks at it and decides how each message fared.
final class AlertNight {
    /// 2026-03-01, 23:00 at UTC+3.
    static let start = Timestamp(milliseconds: 1_772_395_200_000)
    static let olena = DutyPerson(name: "Olena", telegram: 11, language: .english)
    static let ihor = DutyPerson(name: "Ihor", telegram: 12, language: .english)
    static let anna = DutyPerson(name: "Anna", telegram: 21, language: .english)
    static let group: Int64 = -1_000_000_000_001
    static let night = AlertHours(
        outside: OfficeHours(
            opens: TimeOfDay(minutes: 480)!, closes: TimeOfDay(minutes: 1200)!, utcOffsetMinutes: 180))

    struct Sent: Equatable {
        var entry: Int64
        var chat: Int64
        var text: String
        var buttons: [String]
        var isPage: Bool
    }

    var now = AlertNight.start
    var bot: AlertBot
    private(set) var queue: DatabaseQueue
    private let folder: URL
    private var seen: Int64 = 0
    private var pressed = 0

    init(
        levels: [[DutyPerson]] = [[olena, ihor], [anna]], group: Int64? = nil, timing: AlertTiming = .standard
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-alert-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        queue = try Self.open(folder)
        bot = AlertBot(
            settings: AlertSettings(
                schedule: DutySchedule(levels: levels, group: group), timing: timing, night: Self.night,
                language: .english, username: "example_alert_bot", supportBot: "example_support_bot"),
            post: FilePost())
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private static func open(_ folder: URL) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: folder.appending(path: "alert.sqlite").path)
        var migrator = DatabaseMigrator()
        AlertSchema.register(in: &migrator)
        FilePost.register(in: &migrator)
        try migrator.migrate(queue)
        return queue
    }

    /// The program ends and begins anew: only the file is left.
    func restart() throws {
        try queue.close()
        queue = try Self.open(folder)
    }

    func pass(_ seconds: Double) throws {
        now = now.adding(seconds: seconds)
        try tick()
    }

    func tick() throws {
        try queue.write { db in try bot.tick(at: now, in: db) }
    }

    /// Somebody writes in a private chat.
    @discardableResult
    func say(_ text: String, from chat: Int64, language: Language? = .english) throws -> [Sent] {
        try receive(
            .message(
                AlertChatMessage(
                    chat: chat, isPrivate: true, sender: AlertSender(id: chat, name: "P\(chat)", language: language),
                    text: text)))
        return try news()
    }

    /// Somebody presses a button in a private chat, or in `chat`.
    @discardableResult
    func press(
        _ press: AlertPress, by user: Int64, in chat: Int64? = nil, isAnonymous: Bool = false
    ) throws -> AlertPressAnswer? {
        pressed += 1
        return try receive(
            .press(
                AlertButtonPress(
                    id: "press\(pressed)", chat: chat ?? user, isPrivate: chat == nil,
                    sender: AlertSender(id: user, name: "P\(user)", language: .english, isAnonymous: isAnonymous),
                    data: press.data))
        ).first
    }

    @discardableResult
    func receive(_ input: AlertInput) throws -> [AlertPressAnswer] {
        try queue.write { db in try bot.receive(input, at: now, in: db) }
    }

    /// A linked service reports with one press.
    func report(_ choice: AlertChoice = .program, from chat: Int64, service: String? = nil) throws {
        if let service { try link(chat, to: service) }
        try press(.choose(choice), by: chat)
    }

    func link(_ chat: Int64, to service: String) throws {
        try queue.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO alert_link(chat, service, service_name) VALUES (?, ?, ?)",
                arguments: [chat, service.lowercased(), service])
        }
    }

    /// What was sent since the last look.
    func news() throws -> [Sent] {
        let sent = try queue.read { db in try FilePost.sent(after: seen, db) }
        seen = sent.last?.entry ?? seen
        return sent
    }

    /// The chats that were paged since the last look.
    func pages() throws -> [Int64] { try news().filter(\.isPage).map(\.chat) }

    /// How everything that is under way fares.
    func settle(_ outcome: AlertOutcome = .sent, where condition: (Sent) -> Bool = { _ in true }) throws {
        try queue.write { db in
            for sent in try FilePost.sent(after: 0, db)
            where try condition(sent) && FilePost.isOpen(sent.entry, db) {
                try FilePost.set(outcome, sent.entry, db)
            }
        }
    }

    func incident(_ number: Int64 = 1) throws -> AlertIncident {
        try #require(try queue.read { db in try AlertRecords(db: db).incident(number) })
    }

    func incidentCount() throws -> Int {
        try queue.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM alert_incident") ?? 0 }
    }

    func reports(of number: Int64 = 1) throws -> [IncidentReport] {
        try queue.read { db in try AlertRecords(db: db).reports(of: number) }
    }
}
