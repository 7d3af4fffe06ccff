import Foundation
import GRDB
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// A damaged store: what only this machine had is rescued, the rest comes from the backend again.
struct RescueTests {
    /// A store as it lies on a disk, and the backend behind it.
    private struct Original {
        let desk: Desk
        let texts: [String]
        let queued: [String]

        /// Tickets from the backend; drafts, some longer than a page; queued tickets and replies, one with a file.
        init() async throws {
            desk = try Desk()
            for number in 0..<12 { await desk.backend.addTicket("ticket \(number)") }
            _ = try await desk.engine.syncOnce()
            let tickets = try await desk.store.ticketIDs(TicketQuery())
            var (texts, queued): ([String], [String]) = ([], [])
            for number in 0..<6 {
                texts.append("draft-\(number)-as-typed")
                try await desk.draft(
                    texts[number] + String(repeating: ".", count: number * 40), .reply(tickets[number]))
                queued.append("reply-\(number)-to-send")
                try await desk.queueReply(queued[number * 2], to: tickets[number])
                queued.append("ticket-\(number)-to-send")
                let files = number == 0 ? ["a.txt": Data("content".utf8)] : [:]
                try await desk.queueTicket(queued[number * 2 + 1], files: files)
            }
            try await desk.draft(String(repeating: "long draft ", count: 2000))
            self.texts = texts
            self.queued = queued
        }

        /// A copy of the directory, of which nobody has a file open.
        func copy(checkpointed: Bool) throws -> TemporaryFolder {
            if checkpointed {
                try desk.store.connections.writer.writeWithoutTransaction {
                    try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
            }
            let folder = try TemporaryFolder()
            let target = folder.path + "/store"
            try FileManager.default.copyItem(atPath: desk.store.directory, toPath: target)
            try? FileManager.default.removeItem(atPath: target + "/store.sqlite-shm")
            return folder
        }
    }

    @Test(
        "Whatever is damaged, nothing crashes, and what was not hit is neither lost nor sent twice", arguments: 0..<39)
    func anyDamage(seed: UInt64) async throws {
        let original = try await Original()
        let folder = try original.copy(checkpointed: seed % 2 == 0)
        var damage = Damage(seed: seed, to: folder.path + "/store")
        let isUnharmed = try damage.strike()
        let desk = try original.desk.moved(to: folder)

        let drafts = try await desk.store.drafts().map(\.text)
        for text in original.texts where isUnharmed(text) {
            #expect(drafts.contains { $0.hasPrefix(text) }, "\(damage.kind): \(text)")
        }
        for id in try await desk.store.ticketIDs(TicketQuery()) { _ = try await desk.store.conversation(id) }
        _ = try await desk.store.ticketIDs(TicketQuery(filter: "ticket"))
        _ = try await desk.engine.syncOnce()
        let sent = await desk.backend.messages.values.map(\.text)
        for text in original.queued where isUnharmed(text) {
            #expect(sent.count { $0 == text } == 1, "\(damage.kind): \(text)")
        }
        #expect(Set(sent).count == sent.count, "\(damage.kind): something was sent twice")
        if try await desk.store.rescueReport() != nil {
            let known = await desk.backend.tickets.values.map(\.subject).sorted()
            let found = try await desk.subjects().sorted()
            #expect(found == known, "\(damage.kind)")
        }
    }

    @Test("What was sent, taken back or discarded is not rescued")
    func erased() async throws {
        let original = try await Original()
        let (desk, store) = (original.desk, original.desk.store)
        let ticket = try #require(try await store.ticketIDs(TicketQuery()).last)
        let withdrawn = try await desk.queueReply("withdrawn", to: ticket)
        _ = try await store.cancelQueued(message: withdrawn)
        for draft in try await store.drafts() where draft.text.count % 3 == 0 || draft.text == "withdrawn" {
            try await store.discardDraft(draft.id)
        }
        for item in try await store.read({ try Outbox(database: $0).texts() }).prefix(5) {
            let draft = try await store.cancelQueued(message: try #require(item.message?.id))
            try await store.discardDraft(try #require(draft).id)
        }
        for isCheckpointed in [false, true] {
            let folder = try original.copy(checkpointed: isCheckpointed)
            let salvage = Salvage(SQLitePages(path: folder.path + "/store/store.sqlite"))
            #expect(Set(salvage.drafts.keys) == Set(try await store.drafts().map(\.id.uuid)))
            #expect(
                Set(salvage.items.keys) == Set(try await store.read { try Outbox(database: $0).items().map(\.id) }))
            #expect(salvage.lost == 0)
        }
        _ = try await desk.engine.syncOnce()
        let folder = try original.copy(checkpointed: false)
        #expect(Salvage(SQLitePages(path: folder.path + "/store/store.sqlite")).items.isEmpty)
    }

    @Test(
        "The damaged files are kept beside, with the attached files that nobody names, and it is told until it is read")
    func report() async throws {
        let original = try await Original()
        let folder = try original.copy(checkpointed: true)
        let path = folder.path + "/store/store.sqlite"
        try Data("stray".utf8).write(to: URL(fileURLWithPath: folder.path + "/store/outbox/stray"))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data(repeating: 7, count: 4096))
        try file.close()
        let damaged = FileManager.default.contents(atPath: path)
        var desk: Desk? = try original.desk.moved(to: folder)
        let report = try #require(try await desk?.store.rescueReport())
        #expect(report.copy.hasPrefix(folder.path + "/store.damaged-2026"))
        #expect((report.drafts, report.unsent, report.lost) == (7, 12, 0))
        #expect(FileManager.default.contents(atPath: report.copy + "/store.sqlite") == damaged)
        #expect(FileManager.default.fileExists(atPath: report.copy + "/stray"))
        #expect(try await desk?.store.deskSnapshot().rescue == report)
        desk = nil
        desk = try original.desk.moved(to: folder)
        #expect(try await desk?.store.rescueReport() == report)
        try await desk?.store.acknowledgeRescue()
        #expect(try await desk?.store.rescueReport() == nil)
    }

    @Test("Damage that shows while the store is in use is repaired at once, and the request that met it is served")
    func inUse() async throws {
        let original = try await Original()
        let folder = try original.copy(checkpointed: true)
        let desk = try original.desk.moved(to: folder)
        try await desk.store.connections.writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.execute(sql: "UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'ticket'")
            try database.execute(sql: "PRAGMA writable_schema = RESET")
        }
        try await desk.draft("typed while it broke")
        #expect(try await desk.store.ticketIDs(TicketQuery()).count == 6, "what is unsent shows at once")
        #expect(try await desk.store.drafts().count == 8)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.store.ticketIDs(TicketQuery()).count == 18)
        #expect(try await desk.store.rescueReport()?.drafts == 7, "the eighth was saved once that was done")
    }

    @Test("A store that another process has open is not made anew under its feet")
    func shared() async throws {
        let original = try await Original()
        let folder = try original.copy(checkpointed: true)
        let files = StoreFiles(directory: folder.path + "/store")
        let other = try files.open(lock: files.useLock)
        let isShared = other.lock(LOCK_SH)
        #expect(isShared)
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: files.database))
        let error = #expect(throws: HelpdeskError.self) { try original.desk.moved(to: folder) }
        #expect(error?.code == .storeDamaged)
        #expect(FileManager.default.contents(atPath: files.database)?.count == 9000)
        flock(other.number, LOCK_UN)
        let desk = try original.desk.moved(to: folder)
        #expect(try await desk.store.rescueReport() != nil)
    }

    @Test("A repair that was interrupted once the new store was complete goes on", arguments: ["", "-wal"])
    func interrupted(moved: String) async throws {
        let original = try await Original()
        let folder = try original.copy(checkpointed: false)
        let files = StoreFiles(directory: folder.path + "/store")
        let copy = folder.path + "/store.damaged-x"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        do {
            let queue = try DatabaseQueue(path: files.rescued)
            try await queue.writeWithoutTransaction { database in
                Store.addFunctions(database)
                try Store.migrate(database)
                try Salvage(SQLitePages(path: files.database)).write(to: database)
                let report = RescueReport(copy: copy, drafts: 7, unsent: 12, lost: 0)
                try MetaKey.rescue.write(try StoredJSON.encode(report), database)
            }
            try queue.close()
        }
        try FileManager.default.moveItem(atPath: files.database + moved, toPath: copy + "/store.sqlite" + moved)
        let desk = try original.desk.moved(to: folder)
        #expect(try await desk.store.drafts().count == 7)
        #expect(try await desk.store.rescueReport()?.copy == copy)
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy).sorted().contains("store.sqlite-wal"))
        #expect(!FileManager.default.fileExists(atPath: files.rescued))
    }
}
