import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("Canned replies in the store")
struct CannedReplyTests {
    private func staff() async throws -> Desk {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        _ = try await desk.engine.syncOnce()
        return desk
    }

    private func new(_ name: String, _ text: String = "Добрий день", isOwn: Bool = true) -> NewCannedReply {
        NewCannedReply(name: name, text: LocalizedText([.ukrainian: text]), isOwn: isOwn)
    }

    private func replies(_ desk: Desk) async throws -> [StoredCannedReply] {
        try await desk.store.deskSnapshot().cannedReplies
    }

    @Test("one shows at once, is sent once, and stays after the answer")
    func sends() async throws {
        let desk = try await staff()
        let id = try await desk.store.queueCannedReply(new("Вітання"))
        #expect(try await replies(desk).map(\.isUnsent) == [true])
        await desk.backend.failNext(.putCannedReply, with: HelpdeskError(.unreachable), afterEffect: true)
        _ = try? await desk.engine.syncOnce()
        _ = try await desk.engine.syncOnce()
        let found = try await replies(desk)
        #expect(found.map(\.id) == [id] && found.map(\.isUnsent) == [false])
        #expect(found.map(\.reply.owner) == [Sample.agent.id])
        #expect(await desk.backend.cannedReplies.count == 1)
    }

    @Test("a text that takes another's place is sent after it, or instead of one that has not left")
    func replaces() async throws {
        let desk = try await staff()
        let id = try await desk.store.queueCannedReply(new("Вітання", "A"))
        try await desk.store.queueCannedReply(new("Вітання", "B"), replacing: id)
        #expect(try await replies(desk).map { $0.reply.text[.ukrainian] } == ["B"])
        _ = try await desk.engine.syncOnce()
        #expect(await desk.backend.count(of: .putCannedReply) == 1)
        try await desk.store.queueCannedReply(new("Вітання", "C"), replacing: id)
        #expect(try await replies(desk).map { $0.reply.text[.ukrainian] } == ["C"])
        _ = try await desk.engine.syncOnce()
        #expect(await desk.backend.cannedReplies[id]?.text[.ukrainian] == "C")
        let error = await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueCannedReply(new("Вітання", isOwn: false), replacing: id)
        }
        #expect(error?.code == .conflict)
        await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueCannedReply(new("X"), replacing: .make())
        }
    }

    @Test("no two of one owner get one name, in whatever letter case; a deleted one leaves its name")
    func names() async throws {
        let desk = try await staff()
        let id = try await desk.store.queueCannedReply(new("Каса"))
        let other = try await desk.store.queueCannedReply(new("Інша"))
        try await desk.store.queueCannedReply(new("каса", isOwn: false))
        for (name, replaced) in [("КАСА", nil), ("Каса ", other)] {
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.queueCannedReply(new(name), replacing: replaced)
            }
            #expect(error?.code == .conflict && error?.subject == name)
        }
        try await desk.store.queueCannedReply(new("КАСА"), replacing: id)
        try await desk.store.queueCannedReplyRemoval(id)
        try await desk.store.queueCannedReply(new("каса"), replacing: other)
        _ = try await desk.engine.syncOnce()
        #expect(try await replies(desk).map(\.refusal) == [nil, nil])
    }

    @Test("a deleted one is hidden at once and goes from the desk; one that never left is only taken back")
    func deletes() async throws {
        let desk = try await staff()
        let id = try await desk.store.queueCannedReply(new("Вітання"))
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueCannedReplyRemoval(id)
        #expect(try await replies(desk).isEmpty)
        #expect(try await desk.store.isRemovalWaiting(id))
        _ = try await desk.engine.syncOnce()
        #expect(try await replies(desk).isEmpty)
        #expect(await desk.backend.cannedReplies[id]?.isGone == true)
        let other = try await desk.store.queueCannedReply(new("Інша"))
        try await desk.store.queueCannedReplyRemoval(other)
        _ = try await desk.engine.syncOnce()
        #expect(await desk.backend.count(of: .putCannedReply) == 1)
        #expect(await desk.backend.count(of: .deleteCannedReply) == 1)
    }

    @Test("a colleague's of the desk is received, also in place of what waits here, and leaves when it is gone")
    func receives() async throws {
        let desk = try await staff()
        var reply = CannedReply(
            id: .make(), name: "Спільна", text: LocalizedText([.russian: "Здравствуйте"]), owner: nil, updated: .now)
        await desk.backend.show(reply)
        _ = try await desk.engine.syncOnce()
        #expect(try await replies(desk).map(\.reply) == [reply])
        try await desk.store.queueCannedReply(new("Спільна", "Моя зміна", isOwn: false), replacing: reply.id)
        let item = try #require(try await desk.store.read { try Outbox(database: $0).cannedReplies().first })
        reply.isGone = true
        await desk.backend.show(reply)
        let cursor = try await desk.store.read { try MetaKey.cursor.read($0) }
        let page = ChangePage(changes: [.cannedReply(.gone(reply.id))], cursor: "later", hasMore: false)
        #expect(try await desk.store.apply(page, after: cursor))
        // A late answer does not bring it back.
        reply.isGone = false
        try await desk.store.confirm(item, reply)
        #expect(try await replies(desk).isEmpty)
    }

    @Test("what the desk refuses is there with the reason, and no other reply is hidden by it")
    func refused() async throws {
        let desk = try await staff()
        let id = try await desk.store.queueCannedReply(new("Вітання", "A"))
        _ = try await desk.engine.syncOnce()
        try await desk.store.queueCannedReply(new("Вітання", "B"), replacing: id)
        await desk.backend.failNext(.putCannedReply, with: HelpdeskError(.conflict))
        _ = try await desk.engine.syncOnce()
        let found = try await replies(desk)
        #expect(found.map { $0.reply.text[.ukrainian] } == ["A"] && found.first?.refusal?.code == .conflict)
        let other = try await desk.store.queueCannedReply(new("Нова"))
        await desk.backend.failNext(.putCannedReply, with: HelpdeskError(.invalid))
        _ = try await desk.engine.syncOnce()
        #expect(try await replies(desk).first { $0.id == other }?.refusal?.code == .invalid)
    }

    @Test("they are sorted by name, one's own before the desk's of the same name")
    func order() async throws {
        let desk = try await staff()
        for (name, isOwn) in [("Я", true), ("Є", true), ("а", false), ("а", true)] {
            try await desk.store.queueCannedReply(new(name, isOwn: isOwn))
        }
        let found = try await replies(desk)
        #expect(found.map(\.reply.name) == ["а", "а", "Є", "Я"])
        #expect(found.prefix(2).map { $0.reply.owner == nil } == [false, true])
    }

    @Test("a customer has none and can write none; a bad name is refused before it is queued")
    func refusals() async throws {
        let customer = try Desk()
        _ = try await customer.engine.syncOnce()
        let error = await #expect(throws: HelpdeskError.self) { try await customer.store.queueCannedReply(new("X")) }
        #expect(error?.code == .forbidden)
        #expect(try await replies(customer).isEmpty)
        let desk = try await staff()
        let invalid = await #expect(throws: HelpdeskError.self) { try await desk.store.queueCannedReply(new(" ")) }
        #expect(invalid?.violations.map(\.field) == ["name"])
    }

    @Test("a store from before canned replies receives everything once more, if its reader may have any")
    func migration() async throws {
        for (me, api, cursor) in [
            (Me(user: Sample.agent, service: nil), "cabdesk/1", nil),
            (Me(user: Sample.agent, service: nil), "rt/5", "c"),
            (Sample.me, "cabdesk/1", "c"),
        ] {
            let folder = try TemporaryFolder()
            let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
            try await database.write { database in
                Store.addFunctions(database)
                for migration in Schema.migrations.prefix(12) { try database.execute(sql: migration) }
                var desk = Sample.desk
                desk.api = api
                try MetaKey.desk.write(try StoredJSON.encode(desk), database)
                try MetaKey.me.write(try StoredJSON.encode(me), database)
                try MetaKey.cursor.write("c", database)
                try database.execute(sql: "PRAGMA user_version = 12")
            }
            try database.close()
            let store = try Store(directory: folder.path)
            #expect(try await store.cursor() == cursor, "\(me.user.role) of \(api)")
            #expect(try await store.deskSnapshot().cannedReplies.isEmpty)
        }
    }
}
