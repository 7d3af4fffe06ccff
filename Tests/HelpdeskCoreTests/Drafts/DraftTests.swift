import Foundation
import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct DraftTests {
    @Test("Drafts survive a restart, with their files, the newest first")
    func survival() async throws {
        let desk = try Desk()
        var first = try await desk.draft("новий", files: ["a.txt": Data("a".utf8)])
        first.topic = "telephony"
        first.fields = [FieldValue(key: "phone", value: "0441234567")]
        try await desk.store.saveDraft(first)
        desk.clock.advance(seconds: 1)
        let reply = try await desk.draft("reply", .reply(.make()))
        for draft in [first, reply] { desk.store.closeDraft(draft.id) }
        let store = try desk.restarted().store
        #expect(try await store.drafts() == [reply, first])
        #expect(try await store.openDraft(.newTicket) == first)
        #expect(try await store.openDraft(reply.kind) == reply)
    }

    @Test("A file that is taken off the draft is deleted; saving the draft removes none")
    func files() async throws {
        let desk = try Desk()
        var draft = try await desk.draft("A", files: ["a.txt": Data("a".utf8), "b.txt": Data("b".utf8)])
        let path = try desk.folder.write(Data("c".utf8), to: "c.txt")
        // Attached while the user types: keys are saved before the screen knows of the file.
        let attached = try await desk.store.attach(path: path, to: draft.id, limits: .standard)
        let removed = draft.files.removeFirst()
        try await desk.store.detach(removed.id, from: draft.id)
        draft.files = []
        try await desk.store.saveDraft(draft)
        #expect(try await desk.store.openDraft(.newTicket)?.files.map(\.name) == ["b.txt", "c.txt"])
        #expect(!FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(removed.id)))
        #expect(FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(attached.id)))
        // A draft does not remove the files of another one.
        let other = try await desk.draft("B", files: ["d.txt": Data("d".utf8)])
        try await desk.store.detach(other.files[0].id, from: draft.id)
        #expect(try await desk.store.openDraft(other.id)?.files == other.files)
        try await desk.store.discardDraft(draft.id)
        #expect(try await desk.store.drafts() == [other])
        #expect(!FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(attached.id)))
    }

    @Test("A file that is taken off stays off after a restart, also if nothing else was saved")
    func detached() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let draft = try await desk.draft("A", files: ["a.txt": Data("a".utf8), "b.txt": Data("b".utf8)])
        try await desk.store.detach(draft.files[0].id, from: draft.id)
        desk.store.closeDraft(draft.id)
        let next = try desk.restarted()
        #expect(try await next.store.openDraft(.newTicket)?.files == [draft.files[1]])
        // And sending the text as another window still shows it is refused: the file is gone.
        await #expect(throws: HelpdeskError(.fileMissing, subject: "a.txt")) {
            try await next.store.queueTicket(draft, origin: .tui)
        }
    }

    @Test("A store of the version before keeps the files of drafts and messages")
    func listedFiles() async throws {
        let folder = try TemporaryFolder()
        let (draft, intent, ticket) = (Draft(text: "A", updated: .now), Message.ID.make(), Ticket.ID.make())
        let digest = try #require(SHA256Digest(of: Data("k".utf8)))
        let files = ["listed", "new", "queued"].map {
            OutgoingFile(id: .make(), name: $0, mediaType: "b/c", size: 1, sha256: digest)
        }
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try await database.write { database in
            Store.addFunctions(database)
            for migration in Schema.migrations.prefix(9) { try database.execute(sql: migration) }
            try Store.write(draft, database)
            let message = Intent.message(NewMessage(origin: .tui, text: "B"))
            try Outbox(database: database)
                .append(message, id: intent.uuid, ticket: ticket, at: Moment(wall: .now, steady: .now))
            let owners: [(draft: UUID?, intent: UUID?, isListed: Int)] = [
                (draft.id.uuid, nil, 1), (draft.id.uuid, nil, 0), (nil, intent.uuid, 1),
            ]
            for (file, owner) in zip(files, owners) {
                try database.execute(
                    sql: """
                        INSERT INTO outgoing_file (id, draft, intent, is_listed, json, is_uploaded)
                        VALUES (?, ?, ?, ?, ?, 0)
                        """,
                    arguments: [file.id.uuid, owner.draft, owner.intent, owner.isListed, try StoredJSON.encode(file)])
            }
            try database.execute(sql: "PRAGMA user_version = 9")
        }
        try database.close()
        let path = folder.path + "/store.sqlite"
        #expect(Set(Salvage(SQLitePages(path: path)).files.keys) == Set(files.map(\.id.uuid)))
        let store = try Store(directory: folder.path)
        #expect(try await store.openDraft(draft.id)?.files.map(\.name) == ["listed", "new"])
        #expect(
            try await store.read { try Outbox(database: $0).item(intent.uuid)?.files.map(\.file.name) } == ["queued"])
        #expect(Set(Salvage(SQLitePages(path: path)).files.keys) == Set(files.map(\.id.uuid)))
        try await store.detach(files[0].id, from: draft.id)
        #expect(Salvage(SQLitePages(path: path)).files[files[0].id.uuid] == nil)
    }

    @Test("What was attached to a draft that was thrown away meanwhile is deleted after a day")
    func stray() async throws {
        let desk = try Desk()
        let (gone, kept) = (try await desk.draft("A"), try await desk.draft("B"))
        let path = try desk.folder.write(Data("c".utf8), to: "c.txt")
        try await desk.store.discardDraft(gone.id)
        let late = try await desk.store.attach(path: path, to: gone.id, limits: .standard)
        let file = try await desk.store.attach(path: path, to: kept.id, limits: .standard)
        try FileManager.default.setAttributes(
            [.modificationDate: Date.distantPast], ofItemAtPath: desk.store.outgoingFilePath(late.id))
        for (hours, isThere) in [(23.0, true), (2.0, false)] {
            desk.clock.advance(seconds: hours * 3_600)
            try await desk.store.removeStrayCopies()
            #expect(FileManager.default.fileExists(atPath: desk.store.outgoingFilePath(late.id)) == isThere)
        }
        #expect(try await desk.store.drafts().flatMap(\.files) == [file])
    }

    @Test(
        "The subject is what was given, else the first line with something on it, cut to the limit",
        arguments: [
            (nil, "\n  перша \nдруга", "перша"), ("given", "text", "given"), ("  ", "text", "text"), (nil, " \n ", ""),
            ("a\nb", "text", "a"), (nil, String(repeating: "я", count: 300), String(repeating: "я", count: 200)),
        ])
    func subject(_ given: String?, _ text: String, _ expected: String) {
        #expect(Draft(subject: given, text: text).effectiveSubject == expected)
    }
}
