import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

/// What the desk has erased is gone from the bots' databases, and what belongs to others is not.
struct BotErasureTests {
    private static let words = "The drawer has eleven lemons"
    private let now = Timestamp(milliseconds: 1_780_000_000_000)

    private func update(_ id: Int64, _ chat: Int64, from: Int64? = nil, _ text: String) -> JSON {
        [
            "update_id": .integer(id),
            "message": [
                "message_id": .integer(id), "date": 1_780_000_000, "text": .string(text),
                "chat": ["id": .integer(chat), "type": "private"],
                "from": ["id": .integer(from ?? chat), "is_bot": false, "first_name": "Oksana Lemon"],
            ],
        ]
    }

    @Test("Of a person's chat, messages and tickets nothing is left, and what waits for others goes out")
    func support() async throws {
        let place = try TestPlace()
        let store = try place.support()
        let (mine, others): (Ticket.ID, Ticket.ID) = (.make(), .make())
        let message = Message.ID.make()
        try await store.accept(
            [
                update(1, 7, "My \(Self.words)"), update(2, -100, from: 7, "In the group: \(Self.words)"),
                update(3, 8, "Somebody else's"),
            ], at: now)
        func call(_ chat: Int64, _ text: String, _ subject: Outgoing.Subject?) -> Outgoing {
            Outgoing(to: chat, .message(FormattedText(text)), key: "\(chat) \(text)", subject: subject)
        }
        try await store.queue(
            [
                call(7, Self.words, nil), call(-100, "№ 1 · \(Self.words)", Outgoing.Subject(ticket: mine)),
                call(8, "Said: \(Self.words)", Outgoing.Subject(ticket: others, message: message)),
                call(8, "An answer to somebody else", Outgoing.Subject(ticket: others, message: .make())),
            ], at: now)
        try await store.write { db in
            try db.setState(["held": [Self.words]], of: 7)
            try db.setState(["title": "№ 1 \(Self.words)"], of: 9)
            try db.map(5, in: 7, to: Outgoing.Subject(ticket: others))
        }
        let left = URL(filePath: store.folder).appending(path: "left")
        try Data(Self.words.utf8).write(to: left)
        let longAgo = Date(timeIntervalSince1970: 0)
        try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: left.path)
        #expect(try !place.traces(of: Self.words).isEmpty)

        var things = ErasedThings()
        things.chats = [7]
        things.tickets = [mine]
        things.messages = [message]
        things.emptiedTickets = [others]
        things.names = ["Oksana Lemon"]
        things.texts = [Self.words]
        // The bot runs on meanwhile.
        try place.stores.erase(things)
        #expect(try place.traces(of: Self.words).isEmpty)
        let waiting = try await store.sendable(at: now, limit: 10)
        #expect(waiting.map(\.outgoing.key) == ["8 An answer to somebody else"])
        #expect(try await store.dueUpdates(at: now, limit: 10).map(\.chat) == [8])
        #expect(try await store.subject(of: 5, in: 7) == nil)
    }

    @Test("Reports of an incident lose their words and their person, and the incident stays what it was")
    func alert() async throws {
        let place = try TestPlace()
        let store = try place.alert()
        try store.database.run(
            """
            INSERT INTO alert_incident(id, kind, state, opened, acknowledged, acknowledged_by,
                acknowledged_name, round, step, told)
            VALUES ('0198', 'p', 'acknowledged', 1, 2, 70, 'Duty Lemon', 1, 1, 1);
            INSERT INTO alert_report(incident, chat, reporter, service, service_name, created, changed)
            VALUES (1, 7, 'Oksana Lemon', 'harbour', 'Harbour Lemons', 1, 1), (1, 8, 'Ivan', NULL, NULL, 1, 1);
            INSERT INTO alert_remark(report, text, created) VALUES (1, '\(Self.words)', 1), (2, 'Silence', 1);
            INSERT INTO alert_person(chat, name, dialogue) VALUES (7, 'Oksana Lemon', '{}'), (8, 'Ivan', '{}');
            INSERT INTO alert_link VALUES (7, 'harbour', 'Harbour Lemons');
            INSERT INTO alert_question VALUES ('a', 'b', 7, '\(Self.words)', 1, NULL, NULL);
            INSERT INTO alert_broadcast VALUES (1, 1, 'resolved', 70, 1, 1);
            INSERT INTO alert_recipient VALUES (1, 7, 'Oksana Lemon', 3), (1, 8, 'Ivan', 4);
            """)
        var things = ErasedThings()
        things.chats = [7, 70]
        things.services = ["harbour"]
        try place.stores.erase(things)
        for trace in [Self.words, "Oksana", "Lemon", "harbour"] {
            #expect(try place.traces(of: trace).isEmpty, "\(trace)")
        }
        let reports = try await store.read { try AlertRecords(db: $0).reports(of: [1]) }
        #expect(reports.map(\.chat) == [0, 8] && reports.map(\.reporter) == ["…", "Ivan"])
        #expect(reports[1].entries.count == 1)
    }

    @Test("A bot that follows the desk's feed forgets a ticket that is gone, and passes nothing on of erased people")
    func feed() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("About \(Self.words)")
        let message = await rig.desk.answer(ticket, Self.words)
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.contains(Self.words) == true)
        let sent = rig.telegram.texts(7).count
        await rig.desk.empty(message.id)
        try await rig.settle()
        #expect(rig.telegram.texts(7).count == sent)
        let left = try await rig.store.texts("SELECT body FROM outbox").filter { $0.contains(Self.words) }
        #expect(left.isEmpty)

        #expect(try await rig.store.telegramMessage(of: message.id, in: 7) != nil)
        await rig.desk.erase(ticket.id)
        try await rig.settle()
        #expect(try await rig.store.telegramMessage(of: message.id, in: 7) == nil)
        let subjects = try await rig.store.texts("SELECT body FROM outbox").filter {
            $0.contains(ticket.id.description)
        }
        #expect(subjects.isEmpty)
    }

    @Test("Deliveries that failed are forgotten when their time is over, and those that wait are not")
    func failures() async throws {
        let place = try TestPlace()
        let store = try place.support()
        try await store.queue([Outgoing(to: 7, .message(FormattedText(Self.words)))], at: now)
        try await store.queue([Outgoing(to: 8, .message(FormattedText("Waits")))], at: now)
        let failed = try #require(try await store.sendable(at: now, limit: 10).first)
        try await store.giveUp(on: failed, as: .failed, because: "refused", at: now)
        try place.stores.forgetFailures(before: now)
        #expect(try await store.item(failed.id) != nil)
        try place.stores.forgetFailures(before: now.adding(seconds: 1))
        #expect(try await store.item(failed.id) == nil)
        #expect(try place.traces(of: Self.words).isEmpty)
        #expect(try await store.sendable(at: now, limit: 10).map(\.outgoing.chat) == [8])
    }
}
