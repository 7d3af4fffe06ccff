import Foundation
import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// A reply and an internal note are never taken for each other, whatever becomes of them.
struct DraftKindTests {
    /// A specialist's store, with a ticket in it.
    private func specialist() async throws -> (Desk, Ticket.ID) {
        let desk = try Desk(Me(user: Sample.agent, service: nil))
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        return (desk, ticket.id)
    }

    @Test("A reply and a note of one ticket are two drafts, also after a restart")
    func sideBySide() async throws {
        let (desk, ticket) = try await specialist()
        let reply = try await desk.draft("for the customer", .reply(ticket))
        let note = try await desk.draft("for us", .note(ticket))
        for draft in [reply, note] { desk.store.closeDraft(draft.id) }
        let store = try desk.restarted().store
        #expect(try await store.openDraft(.reply(ticket)) == reply)
        #expect(try await store.openDraft(.note(ticket)) == note)
        #expect(try await store.openDraft(.newTicket) == nil)
        #expect(try await store.openDraft(.note(.make())) == nil)
        #expect(try await store.conversation(ticket)?.drafts == [note, reply])
        let listed = try await store.listedDrafts()
        #expect(listed.map(\.draft) == [note, reply])
        #expect(listed.map(\.ticketSubject) == ["A", "A"])
        #expect(listed.map(\.number) == [1, 1])
        _ = try await store.queueReply(note, origin: .tui)
        #expect(try await store.openDraft(.note(ticket)) == nil)
        #expect(try await store.openDraft(.reply(ticket)) == reply)
    }

    @Test("A customer's note is refused, not sent as something else, and the draft stays")
    func customersNote() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A")
        _ = try await desk.engine.syncOnce()
        let note = try await desk.draft("for us", .note(ticket.id))
        await #expect(throws: HelpdeskError(.forbidden)) { try await desk.store.queueReply(note, origin: .cli) }
        #expect(try await desk.store.outboxCounts().waiting == 0)
        #expect(try await desk.store.drafts() == [note])
    }

    @Test("Only a draft of a new ticket becomes one")
    func noTicket() async throws {
        let (desk, ticket) = try await specialist()
        for kind in [Draft.Kind.reply(ticket), .note(ticket)] {
            var draft = try await desk.draft("text", kind)
            draft.service = Sample.service.id
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.queueTicket(draft, origin: .tui)
            }
            #expect(error?.code == .invalid)
        }
        let ticketDraft = try await desk.draft("text")
        let error = await #expect(throws: HelpdeskError.self) {
            try await desk.store.queueReply(ticketDraft, origin: .tui)
        }
        #expect(error?.code == .notFound)
        #expect(try await desk.store.outboxCounts().waiting == 0)
    }

    @Test("A note that is taken back is a note again, a reply a reply")
    func takenBack() async throws {
        let (desk, ticket) = try await specialist()
        for kind in [Draft.Kind.reply(ticket), .note(ticket)] {
            let id = try await desk.store.queueReply(
                try await desk.draft("text", kind, files: ["a.txt": Data("a".utf8)]), origin: .tui)
            let draft = try #require(try await desk.store.cancelQueued(message: id))
            #expect(draft.kind == kind)
            #expect(draft.files.map(\.name) == ["a.txt"])
            #expect(try await desk.store.openDraft(kind) == draft)
        }
    }

    @Test("A ticket that is taken back takes no note with it: queued or half written, notes stay notes")
    func unsentTicket() async throws {
        let (desk, _) = try await specialist()
        var draft = try await desk.draft("filed for them")
        draft.service = Sample.service.id
        let ticket = try await desk.store.queueTicket(draft, origin: .cli)
        try await desk.queueReply("public", to: ticket)
        let queued = try await desk.draft("queued note", .note(ticket), files: ["secret.txt": Data("s".utf8)])
        _ = try await desk.store.queueReply(queued, origin: .tui)
        try await desk.draft("half a note", .note(ticket))
        try await desk.draft("half a reply", .reply(ticket))
        let first = try #require(try await desk.conversation(ticket).messages.first)

        let back = try #require(try await desk.store.cancelQueued(message: first.id))
        #expect(back.kind == .newTicket)
        #expect(back.text == "filed for them\n\npublic")
        #expect(back.files.isEmpty)
        let drafts = try await desk.store.drafts()
        let notes = drafts.filter(\.kind.isNote)
        #expect(Set(notes.map(\.text)) == ["queued note", "half a note"])
        #expect(notes.first { $0.text == "queued note" }?.files.map(\.name) == ["secret.txt"])
        #expect(Set(drafts.filter { $0.kind == .newTicket }.map(\.text)) == [back.text, "half a reply"])

        _ = try await desk.store.queueTicket(back, origin: .tui)
        _ = try await desk.engine.syncOnce()
        let sent = await desk.backend.messages.values.map(\.text)
        #expect(sent.contains(back.text))
        #expect(!sent.contains { $0.contains("note") })
    }

    @Test("A text is added to a draft that nobody has on the screen; one that is gone stays gone")
    func appending() async throws {
        let (desk, ticket) = try await specialist()
        let note = try await desk.draft("for us", .note(ticket))
        try await desk.store.append(" and more", to: note.id)
        #expect(try await desk.store.openDraft(.note(ticket))?.text == "for us and more")
        try await desk.store.discardDraft(note.id)
        try await desk.store.append(" and more", to: note.id)
        #expect(try await desk.store.drafts().isEmpty)
    }

    // MARK: Stores of the version before

    private static let (ticket, other) = (Ticket.ID.make(), Ticket.ID.make())

    /// A store of the sixth version of the schema with a draft of each kind, as that version wrote them.
    private func oldStore(_ folder: TemporaryFolder, version: Int = 6) throws -> [Draft.Kind: Draft.ID] {
        let kinds = [Draft.Kind.newTicket, .reply(Self.ticket), .note(Self.ticket), .note(Self.other)]
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        let ids = Dictionary(uniqueKeysWithValues: kinds.map { ($0, Draft.ID.make()) })
        try database.write { database in
            Store.addFunctions(database)
            for number in 0..<version { try database.execute(sql: Schema.migrations[number]) }
            try database.execute(sql: "PRAGMA user_version = \(version)")
            for (kind, id) in ids {
                let ticket = kind.ticket.map { ",\"ticket\":\"\($0)\"" } ?? ""
                try database.execute(
                    sql: "INSERT INTO draft VALUES (?, ?, 1, ?)",
                    arguments: [
                        id.uuid, kind.ticket?.uuid,
                        """
                        {"fields":[],"files":[],"id":"\(id)","isInternal":\(kind.isNote),"text":"text",\
                        "updated":"2026-03-12T08:15:00Z"\(ticket)}
                        """,
                    ])
            }
        }
        try database.close()
        return ids
    }

    @Test("Drafts of the version before get the kind of the box in which they were written")
    func migration() async throws {
        let folder = try TemporaryFolder()
        let ids = try oldStore(folder)
        let store = try Store(directory: folder.path)
        for (kind, id) in ids {
            let draft = try #require(try await store.openDraft(kind))
            #expect(draft.id == id)
            #expect(draft.kind == kind)
            #expect(draft.text == "text")
        }
        let rows = try await store.read { try String.fetchAll($0, sql: "SELECT kind || json FROM draft") }
        #expect(rows.allSatisfy { !$0.contains("isInternal") })
    }

    @Test("A damaged store keeps the kinds, also one of the version before")
    func rescue() async throws {
        let folder = try TemporaryFolder()
        let ids = try oldStore(folder)
        func rescued() -> [Draft.Kind: Draft.ID] {
            let drafts = Salvage(SQLitePages(path: folder.path + "/store.sqlite")).drafts.values
            return Dictionary(drafts.map { ($0.kind, $0.id) }, uniquingKeysWith: { $1 })
        }
        #expect(rescued() == ids)
        let store = try Store(directory: folder.path)
        #expect(rescued() == ids)
        // The pages keep no rows of the older table, so nothing is found again.
        for id in ids.values { try await store.discardDraft(id) }
        #expect(rescued().isEmpty)
    }

    @Test("A kind that does not go with its ticket is no draft", arguments: ["note", "reply"])
    func mismatch(kind: String) {
        let json = """
            {"fields":[],"files":[],"id":"\(Draft.ID.make())","kind":"\(kind)","text":"","updated":"2026-03-12T08:15:00Z"}
            """
        #expect(throws: DecodingError.self) { try StoredJSON.decode(Draft.self, from: json) }
    }
}
