import Foundation
import HelpdeskModels
import SQLDatabase
import Testing

@testable import TelegramBots

/// An alert bot with a real database and a clock that stands still until it is moved. What it sends stays in the
/// database, where a test looks at it and decides how each message fared.
final class AlertNight {
    /// 2026-03-01, 23:00 at UTC+3.
    static let start = Timestamp(milliseconds: 1_772_395_200_000)
    static let olena = DutyPerson(name: "Olena", telegram: 11, language: .english)
    static let ihor = DutyPerson(name: "Ihor", telegram: 12, language: .english)
    static let anna = DutyPerson(name: "Anna", telegram: 21, language: .english)
    static let group: Int64 = -1_000_000_000_001
    static let night = AlertHours(from: hour(20), to: hour(8), utcOffsetMinutes: 180)

    static func hour(_ hour: Int) -> TimeOfDay {
        guard let time = TimeOfDay(minutes: hour * 60) else { preconditionFailure("a day has 24 hours") }
        return time
    }

    struct Sent: Equatable {
        var entry: Int64
        var chat: Int64
        var text: String
        var buttons: [String]
        var isPage: Bool
    }

    var now = AlertNight.start
    let lines = LogLines()
    let bot: AlertBot
    private(set) var store: BotStore
    let place: TestPlace
    private var seen: Int64 = 0
    private var pressed = 0

    init(
        levels: [[DutyPerson]] = [[olena, ihor], [anna]], group: Int64? = nil, timing: AlertTiming = .standard
    ) throws {
        place = try TestPlace()
        store = try place.alert()
        bot = AlertBot(
            settings: AlertSettings(
                schedule: DutySchedule(levels: levels, group: group), timing: timing, night: Self.night,
                language: .english, username: "example_alert_bot", supportBot: "example_support_bot"))
    }

    deinit { Deliveries.keep(store) }

    /// The program ends and begins anew: only the database is left.
    func restart() throws {
        try store.database.close()
        store = try place.alert()
    }

    func write<Value>(_ body: (any BotRows) throws -> Value) throws -> Value { try store.database.writeWaiting(body) }

    func read<Value>(_ body: (AlertRecords) throws -> Value) throws -> Value {
        try store.database.readWaiting { try body(AlertRecords(db: $0)) }
    }

    func pass(_ seconds: Double) throws {
        now = now.adding(seconds: seconds)
        try tick()
    }

    func tick() throws {
        try write { db in try bot.tick(at: now, in: db) }
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

    /// Somebody presses a button in a private chat, or in `chat`; what the person sees at once.
    @discardableResult
    func press(
        _ press: AlertPress, by user: Int64, in chat: Int64? = nil, isAnonymous: Bool = false
    ) throws -> (text: String, isAlert: Bool) {
        try self.press(data: press.data, by: user, in: chat, isAnonymous: isAnonymous)
    }

    @discardableResult
    func press(
        data: String, by user: Int64, in chat: Int64? = nil, isAnonymous: Bool = false
    ) throws -> (text: String, isAlert: Bool) {
        pressed += 1
        try receive(
            .press(
                AlertButtonPress(
                    id: "press\(pressed)", chat: chat ?? user, isPrivate: chat == nil,
                    sender: AlertSender(id: user, name: "P\(user)", language: .english, isAnonymous: isAnonymous),
                    data: data)))
        let calls = try entries(after: 0).map(\.outgoing.call)
        let answer = try #require(calls.last { $0["callback_query_id"] == .string("press\(pressed)") })
        return (answer["text"]?.string ?? "", answer["show_alert"] == true)
    }

    func receive(_ input: AlertInput) throws {
        try write { db in try bot.take(input, at: now, in: db) }
    }

    /// A linked service reports with one press.
    func report(_ choice: AlertChoice = .program, from chat: Int64, service: String? = nil) throws {
        if let service { try link(chat, to: service) }
        try press(.choose(choice), by: chat)
    }

    func link(_ chat: Int64, to service: String) throws {
        try write { db in
            let records = AlertRecords(db: db)
            var links = try records.links()
            links[chat] = Service(id: Service.ID(service.lowercased()), name: service)
            try records.replaceLinks(links)
        }
    }

    private func entries(after entry: Int64) throws -> [OutboxItem] {
        try store.database.readWaiting { try $0.entries("WHERE id > ? ORDER BY id", entry).compactMap(\.item) }
    }

    private static func elements(_ json: JSON?) -> [JSON] {
        if case .array(let elements) = json { elements } else { [] }
    }

    /// Everything that was queued.
    func calls() throws -> [Outgoing] { try entries(after: 0).map(\.outgoing) }

    /// All messages after an entry of the outbox.
    func messages(after entry: Int64 = 0) throws -> [Sent] {
        try entries(after: entry).filter { $0.outgoing.call.method == .sendMessage }.map { item in
            let rows = Self.elements(item.outgoing.call["reply_markup"]?["inline_keyboard"])
            return Sent(
                entry: item.id, chat: item.outgoing.chat, text: item.outgoing.call["text"]?.string ?? "",
                buttons: rows.flatMap { Self.elements($0) }.compactMap { $0["callback_data"]?.string },
                isPage: item.outgoing.key?.hasPrefix("page-") == true)
        }
    }

    /// The messages that were sent since the last look.
    func news() throws -> [Sent] {
        let sent = try messages(after: seen)
        seen = sent.last?.entry ?? seen
        return sent
    }

    /// The chats that were paged since the last look.
    func pages() throws -> [Int64] { try news().filter(\.isPage).map(\.chat) }

    /// How everything that is under way fares, or what goes into some chats.
    func settle(_ state: OutboxItem.State = .sent, in chats: Set<Int64>? = nil) throws {
        for item in try entries(after: 0) where item.state == .queued && chats?.contains(item.outgoing.chat) != false {
            try write { db in
                _ = try db.execute("UPDATE outbox SET state = ? WHERE id = ?", state.rawValue, item.id)
            }
        }
    }

    /// Somebody shuts the bot out.
    func block(_ chats: Int64...) throws {
        try write { db in for chat in chats { try db.setBlocked(true, chat) } }
    }

    func incident(_ number: Int64 = 1) throws -> AlertIncident { try #require(try read { try $0.incident(number) }) }

    func incidentCount() throws -> Int {
        try write { try $0.row("SELECT COUNT(*) FROM alert_incident") { Int($0.integer(at: 0)) } ?? 0 }
    }

    func reports(of number: Int64 = 1) throws -> [IncidentReport] { try read { try $0.reports(of: [number]) } }
}
