import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import Synchronization
import TestSupport
import Testing

@testable import TelegramBots

/// Bots that are moved from SQLite to PostgreSQL and back go on where they were.
@Suite(.enabled(if: TestEngine.server != nil, "TEST_POSTGRES names no server"), .timeLimit(.minutes(2)))
struct BotMoveTests {
    private let file: TestPlace
    private let back: TestPlace
    private let postgres: TestPlace
    private let lines = LogLines()
    private let now = Timestamp(milliseconds: 1_780_000_000_000)

    init() throws {
        (file, back) = (try TestPlace(.sqlite), try TestPlace(.sqlite))
        postgres = try TestPlace(.postgres(server: #require(TestEngine.server)))
    }

    /// How many rows of which bot arrived.
    @discardableResult
    private func move(_ source: TestPlace, to target: TestPlace) async throws -> [String: Int] {
        let counts = Mutex<[String: Int]>([:])
        try await BotMove(from: source.places, to: target.places, log: lines.log).run { copy in
            try await copy { bot, count in counts.withLock { $0[bot] = count } }
        }
        return counts.withLock(\.self)
    }

    /// Every row of every table of both bots, in order.
    private func rows(of place: TestPlace) throws -> [String: [[SQLValue]]] {
        var found: [String: [[SQLValue]]] = [:]
        for (store, schema) in [(try place.support(), BotSchema.support), (try place.alert(), .alert)] {
            try store.database.readWaiting { db in
                for table in MovedTable.ofBot(schema) {
                    found["\(schema) \(table.name)"] = try table.rows(after: nil, limit: 100_000, in: db)
                }
            }
            try store.database.close()
        }
        return found
    }

    /// Whether there are no rows of the bots, or of the one that is named.
    private func isEmpty(_ place: TestPlace, _ bot: String = "") throws -> Bool {
        try rows(of: place).allSatisfy { $0.value.isEmpty || !$0.key.hasPrefix(bot) }
    }

    private func update(_ number: Int64) -> JSON {
        ["update_id": .integer(number), "message": ["chat": ["id": 7], "text": "Oksana writes \u{0}"]]
    }

    /// Both bots in the middle of their work, with something in every table.
    private func fill(_ place: TestPlace) async throws {
        let store = try place.support()
        try await store.accept((1...2500).map(update), at: now)
        try await store.setAside([3], because: "it cannot be read", at: now)
        let subject = Outgoing.Subject(ticket: .make(), message: .make(), isNote: false)
        func call(_ text: String, to chat: Int64, _ whenUnknown: Outgoing.WhenUnknown) -> Outgoing {
            Outgoing(to: chat, .message(FormattedText(text)), key: text, subject: subject, whenUnknown: whenUnknown)
        }
        try await store.queue(
            [
                call("half sent", to: 7, .again), call("half sent, to be asked about", to: 8, .ask),
                call("waits", to: 7, .again), call("gone", to: 9, .again),
            ], at: now)
        let items = try await store.sendable(at: now, limit: 10)
        _ = try await store.begin(items.map(\.id).filter { $0 < 4 })
        try await store.write { db in
            try db.execute("DELETE FROM outbox WHERE id = 4")
            try db.setMeta("cursor", to: "a place in the feed")
            try db.map(1001, in: 7, to: subject)
            try db.map(1002, in: 7, to: Outgoing.Subject(ticket: subject.ticket))
            try db.setBlocked(true, 8)
            try db.setState(ChatMemory(chosenLanguage: .english), of: 7)
        }
        try await store.setThread(5, of: subject.ticket, in: -100)
        _ = try WebhookSecret.read(store, in: place.place)
        try store.database.close()
        let alert = try place.alert()
        try await alert.queue([call("page", to: 11, .again)], at: now)
        try await alert.write { db in
            for number in 1...2 as ClosedRange<Int64> {
                try db.execute(
                    """
                    INSERT INTO alert_incident(number, id, kind, state, opened, resolved, merged_into, round, step, told)
                    VALUES (?, ?, 'u', ?, 1, ?, NULL, 1, 1, 0)
                    """, number, "incident \(number)", number == 1 ? "resolved" : "triggered",
                    number == 1 ? number : nil)
            }
            // A choice that came late: the earlier incident became a part of the later one.
            try db.execute("UPDATE alert_incident SET merged_into = 2 WHERE number = 1")
            for statement in [
                "INSERT INTO alert_report(incident, chat, reporter, created, changed) VALUES (2, 7, 'Oksana', 1, 1)",
                "INSERT INTO alert_remark(report, text, created) VALUES (1, 'No sound', 1)",
                "INSERT INTO alert_step(incident, round, step, at) VALUES (2, 1, 1, 1)",
                "INSERT INTO alert_page(incident, round, step, chat, entry) VALUES (2, 1, 1, 11, 1)",
                "INSERT INTO alert_person(chat, name, dialogue) VALUES (7, 'Oksana', '{}')",
                "INSERT INTO alert_link(chat, service, service_name) VALUES (7, 'zirka', 'Зірка')",
                "INSERT INTO alert_question(id, message, chat, text, created) VALUES ('q', 'm', 7, 'Hello', 1)",
                "INSERT INTO alert_broadcast(ordinal, incident, kind, actor, created) VALUES (1, 2, 'reopened', 11, 1)",
                "INSERT INTO alert_recipient(broadcast, chat, name, entry) VALUES (1, 7, 'Oksana', 1)",
            ] { try db.execute(statement) }
            try db.note(.conflict, at: now)
        }
        try alert.database.close()
    }

    private func secret(in place: TestPlace) throws -> String {
        let store = try place.support()
        defer { try? store.database.close() }
        return try WebhookSecret.read(store, in: place.place)
    }

    @Test("Every row arrives, in either direction, and the bots go on: nothing is sent twice, and nothing is lost")
    func thereAndBack() async throws {
        try await fill(file)
        let before = try rows(of: file)
        #expect(before.count == 24)
        #expect(
            before.filter(\.value.isEmpty).keys.sorted() == [
                "alert chat", "alert inbox", "alert message_map", "alert meta", "alert thread",
            ])
        let counts = try await move(file, to: postgres)
        #expect(counts.values.reduce(0, +) == before.values.reduce(0) { $0 + $1.count })
        // PostgreSQL has the secret of the webhook among the rows.
        #expect(
            try rows(of: postgres).filter { $0.key != "support meta" } == before.filter { $0.key != "support meta" })
        #expect(try secret(in: postgres) == secret(in: file))
        // Once more finds everything there.
        #expect(try await move(file, to: postgres) == counts)
        #expect(try await move(postgres, to: back) == counts)
        #expect(try rows(of: back) == before)
        #expect(try secret(in: back) == secret(in: file))

        for place in [postgres, back] {
            let store = try place.support()
            try await store.runAlone(lines.log) {
                try await store.recover(at: now)
                #expect(try await store.sendable(at: now, limit: 10).map(\.outgoing.key) == ["half sent"])
                #expect(try await store.item(2)?.state == .unknown)
                // Telegram repeats what it does not know to have arrived.
                #expect(try await store.accept([2500, 2501].map(update), at: now) == 1)
                // A place in the outbox is given once.
                let calls = ["waits", "new"].map { Outgoing(to: 7, .message(FormattedText($0)), key: $0) }
                let places = try await store.write { db in try db.queue(calls, at: now) }
                #expect(places.count == 1 && places[0] > 4)
            }
        }
    }

    @Test(
        "A bot that runs is not moved, from either engine, and nor is one that runs in the target",
        arguments: [true, false])
    func running(isPostgresSource: Bool) async throws {
        let (source, target) = isPostgresSource ? (postgres, file) : (file, postgres)
        try await fill(source)
        for place in [source, target] {
            let store = try place.support()
            let lines = LogLines()
            let running = Task {
                try await store.runAlone(lines.log) {
                    lines.log.info("it runs")
                    // Cancelled is ended.
                    try? await Task.sleep(for: .seconds(600))
                }
            }
            try await lines.wait(for: "it runs")
            let failure = await #expect(throws: ServerFailure.self) { try await move(source, to: target) }
            #expect(failure?.description.contains("A process runs the bot") == true)
            running.cancel()
            try await running.value
            #expect(try isEmpty(target))
        }
        try await move(source, to: target)
        #expect(try rows(of: target)["support outbox"]?.count == 3)
    }

    @Test("What cannot be written whole leaves nothing of the bot there, and can be tried again")
    func allOrNothing() async throws {
        let (source, target) = (TestEngine.isPostgres ? file : postgres, TestEngine.isPostgres ? postgres : file)
        try await fill(source)
        let before = try rows(of: source)
        let alert = try target.alert()
        try alert.breakInserts(into: "alert_recipient", where: "NEW.chat = 7")
        let failure = await #expect(throws: ServerFailure.self) { try await move(source, to: target) }
        #expect(failure?.description.contains("cannot be used") == true)
        #expect(try isEmpty(target, "alert"))
        #expect(try rows(of: source) == before)
        try alert.mendInserts(into: "alert_recipient")
        try await move(source, to: target)
        #expect(try rows(of: target)["alert alert_recipient"] == before["alert alert_recipient"])
    }

    @Test("Rows that a bot has in the target already stay, and the move is refused")
    func taken() async throws {
        try await fill(file)
        let store = try postgres.support()
        try await store.queue([Outgoing(to: 7, .message(FormattedText("other")), key: "other")], at: now)
        let before = try rows(of: postgres)
        let failure = await #expect(throws: ServerFailure.self) { try await move(file, to: postgres) }
        #expect(failure?.description.contains("has other rows of the bot support already") == true)
        #expect(try rows(of: postgres) == before)
    }

    @Test("A bot that has the same place before and afterwards stays there, also while it runs")
    func samePlace() async throws {
        try await fill(file)
        let places = BotMove.Places(support: postgres.place, alert: file.place)
        let counts = Mutex<[String]>([])
        let move = try BotMove(from: file.places, to: places, log: lines.log)
        try await move.run { copy in try await copy { bot, _ in counts.withLock { $0.append(bot) } } }
        #expect(counts.withLock(\.self) == ["support"])
    }
}

extension TestPlace {
    fileprivate var places: BotMove.Places { BotMove.Places(support: place, alert: place) }
}
