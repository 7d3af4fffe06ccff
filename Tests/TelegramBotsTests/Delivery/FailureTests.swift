import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import Testing

@testable import TelegramBots

/// An update that cannot be processed is set aside and reported, and never blocks the rest.
struct FailureTests {
    @Test(
        "A full or busy disk and a desk that is away are temporary; a rule that is broken and words that cannot be read are not"
    )
    func kinds() {
        for code in [ResultCode.SQLITE_BUSY, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_READONLY] {
            #expect(FailureKind(DatabaseError(resultCode: code)) == .temporary)
        }
        #expect(FailureKind(DatabaseError(resultCode: .SQLITE_CONSTRAINT_UNIQUE)) == .permanent)
        for (code, kind) in [
            ("", FailureKind.temporary), ("53100", .temporary), ("40001", .temporary), ("XX001", .temporary),
            ("23505", .permanent), ("22P02", .permanent), ("54000", .permanent),
        ] {
            var failure = PostgresFailure(.other, "broken")
            failure.code = code
            #expect(FailureKind(failure) == kind, "\(code)")
        }
        #expect(FailureKind(BotTakenOver()) == .temporary)
        #expect(FailureKind(TelegramDeskError.unavailable("busy")) == .temporary)
        #expect(FailureKind(TryLater("later")) == .temporary)
        for error: TelegramDeskError in [.damaged("x"), .refused("x"), .gone] {
            #expect(FailureKind(error) == .permanent)
        }
    }

    @Test("A fault of the bot's own database that passes puts an update off for ever, and never aside")
    func busyDatabase() async throws {
        struct Busy: UpdateHandler {
            func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
                throw DatabaseError(resultCode: .SQLITE_IOERR)
            }

            func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn { Turn() }
        }
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        try await rig.receive([rig.update("message", rig.message(7, "Hello"))])
        let busy = UpdateWorker(
            store: rig.store, handler: Busy(), clock: { [clock = rig.clock] in clock.now }, log: rig.lines.log)
        for _ in 0..<6 {
            try await busy.drain()
            rig.clock.pass(61)
        }
        #expect(try await rig.store.use().setAside == 0)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["Hello"])
    }

    @Test("Whoever wrote what is set aside hears of it")
    func told() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        try await rig.receive([rig.update("message", ["message_id": "no number", "chat": ["id": 7]])])
        try await rig.settle()
        #expect(rig.telegram.texts(7).last == BotTexts.text(.setAside, .ukrainian))
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("set aside") == true)
    }

    @Test("An album with a part that cannot be read is set aside as a whole, so that no part of it is lost unseen")
    func album() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        rig.telegram.put(Data("a".utf8), as: "a")
        let part: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo("a")]
        try await rig.receive([
            rig.update("message", rig.message(7, nil, part)),
            rig.update("message", rig.message(7, nil, part.merging(["date": "yesterday"]) { $1 })),
            rig.update("message", rig.message(7, "Fine")),
        ])
        rig.clock.pass(2)
        try await rig.settle()
        #expect(try await rig.store.use().setAside == 2)
        #expect(await rig.desk.messages.map(\.text) == ["Fine"])
    }

    @Test("A notice that nobody can be told, or that cannot be read, does not keep the next one back")
    func notices() async throws {
        let rig = try SupportRig(staff: true)
        try rig.store.database.run("INSERT INTO notice(body, created) VALUES ('{\"ofTheFuture\":{}}', 0)")
        try rig.store.breakInserts(into: "outbox", where: "NEW.body LIKE '%no connection%'")
        try await rig.store.note(
            .gap(from: rig.clock.now, to: rig.clock.now.adding(seconds: 90_000)), at: rig.clock.now)
        try await rig.store.note(.conflict, at: rig.clock.now)
        try await rig.settle()
        #expect(rig.telegram.texts(SupportRig.group).map { $0.prefix(15) } == ["Another program"])
        #expect(rig.lines.all.count { $0.contains("a notice is given up") } == 2)
    }

    @Test("A call that cannot be read is given up and told; its chat and the others go on")
    func outbox() async throws {
        let rig = try SupportRig(staff: true)
        for (chat, text) in [(Int64(7), "Broken"), (7, "One"), (8, "Two")] {
            try await rig.store.queue([Outgoing(to: chat, .message(FormattedText(text)))], at: rig.clock.now)
        }
        try rig.store.database.run("UPDATE outbox SET body = '{}' WHERE id = 1")
        try await rig.settle()
        try await rig.settle()
        #expect(rig.telegram.texts(7) == ["One"] && rig.telegram.texts(8) == ["Two"])
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.hasPrefix("Something that happened at the desk") })
    }

    @Test("An answer of Telegram that is too large, or cannot be read, is asked for again in smaller pages")
    func smallerPages() async throws {
        #expect(BotPoller.limit(after: BotError(.tooLarge), 100) == 10)
        #expect(BotPoller.limit(after: BotError(.badAnswer), 10) == 1)
        #expect(BotPoller.limit(after: BotError(.badAnswer), 1) == 1)
        #expect(BotPoller.limit(after: BotError(.unreachable), 100) == 100)
        let rig = try SupportRig()
        try await rig.poller.poll(wait: 0, limit: 10)
        #expect(rig.telegram.polls.last?.parameters["limit"] == 10)
    }
}
