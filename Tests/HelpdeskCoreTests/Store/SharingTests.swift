import Foundation
import GRDB
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// Two programs with the same store, as far as that can be shown in one process.
@Suite(.timeLimit(.minutes(5)))
struct SharingTests {
    @Test("While one sends, the other does not, says so, and sends once the first has gone")
    func oneSender() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        try await desk.queueTicket("A")
        do {
            let lock = try #require(try desk.store.takeSendingLock())
            let other = SyncEngine(store: desk.store, backend: desk.backend, clock: desk.clock.read, sleep: { _ in })
            let report = try await other.syncOnce()
            #expect((report.sent, report.failed, report.errors.map(\.code)) == (0, 0, [.storeBusy]))
            withExtendedLifetime(lock) {}
        }
        #expect(try await desk.engine.syncOnce().sent == 1)
    }

    @Test("What was being sent by a program that ended is sent by the next one that may send")
    func takeOver() async throws {
        let desk = try Desk()
        let changes = desk.store.changes
        let task = Task { await desk.engine.run() }
        defer { task.cancel() }
        for await status in desk.engine.statuses where status.phase == .online { break }
        let other = try desk.restarted()
        let id: Ticket.ID
        do {
            let lock = try #require(try other.store.takeSendingLock())
            id = try await other.queueTicket("A")
            #expect(try await other.store.takeNextDue() != nil)
            withExtendedLifetime(lock) {}
        }
        for await _ in changes where try await desk.store.conversation(id)?.ticket.number != nil { break }
        #expect(await desk.backend.tickets.count == 1)
    }

    @Test("What another program writes shows by itself")
    func changes() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let changes = desk.store.changes
        let watching = Task { await desk.store.watchOthers() }
        defer { watching.cancel() }
        let other = try desk.restarted()
        // The watch begins at some time after the task: what is written before is not told.
        let writing = Task {
            while !Task.isCancelled { _ = try await other.draft("typed there") }
        }
        for await _ in changes where try await !desk.store.drafts().isEmpty { break }
        writing.cancel()
        _ = await writing.result
    }

    @Test("A commit is reported once others can read it: while it waits for the disk, they cannot")
    func afterCommit() async throws {
        let desk = try Desk()
        let directory = desk.store.directory
        let (commits, commit) = AsyncStream.makeStream(of: AsyncStream<Void>.self)
        try await desk.store.writeDurably { database in
            try MetaKey.preferences.write("{}", database)
            database.afterNextTransaction { _ in commit.yield(DirectoryWatch.writes(in: directory)) }
        }
        for await reports in commits {
            for await _ in reports { return }
        }
    }

    @Test("A draft is open in one program, until that one closes it")
    func openDrafts() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let other = try desk.restarted()
        let draft = try await desk.draft("typed here")
        #expect(try await other.store.openDraft(.newTicket) == nil)
        #expect(try await other.store.drafts() == [draft])
        var changed = draft
        changed.text = "typed there"
        await #expect(throws: HelpdeskError(.draftInUse)) { try await other.store.saveDraft(changed) }
        await #expect(throws: HelpdeskError(.draftInUse)) { try await other.store.discardDraft(draft.id) }
        await #expect(throws: HelpdeskError(.draftInUse)) { _ = try await other.store.openDraft(draft.id) }
        await #expect(throws: HelpdeskError(.draftInUse)) {
            _ = try await other.store.queueTicket(changed, origin: .tui)
        }
        #expect(try await desk.store.drafts() == [draft])
        desk.store.closeDraft(draft.id)
        #expect(try await other.store.openDraft(draft.id) == draft)
        #expect(try await desk.store.openDraft(.newTicket) == nil)
        _ = try await other.store.queueTicket(draft, origin: .tui)
        #expect(try await desk.store.drafts().isEmpty)
    }

    @Test("A ticket tells of drafts that one can go on with, not of what another program has open")
    func draftsOfTicket() async throws {
        let desk = try Desk()
        let ticket = await desk.backend.addTicket("A").id
        _ = try await desk.engine.syncOnce()
        let other = try desk.restarted()
        let draft = try await other.draft("typed there", .reply(ticket))
        #expect(try await desk.conversation(ticket).drafts.isEmpty)
        #expect(try await other.conversation(ticket).drafts == [draft])
        other.store.closeDraft(draft.id)
        #expect(try await desk.conversation(ticket).drafts == [draft])
    }

    @Test("Each program opens a draft of its own, and that of one that ended")
    func draftsOfTheEnded() async throws {
        let desk = try Desk()
        let ended = try await {
            let other = try desk.restarted()
            let draft = try await other.draft("not finished")
            #expect(try await desk.store.openDraft(.newTicket) == nil)
            return draft
        }()
        let own = try await desk.draft("typed here")
        #expect(try await desk.store.openDraft(ended.id) == ended)
        #expect(try await desk.store.drafts().map(\.id) == [own.id, ended.id])
    }

    @Test("A draft that is being sent is not opened by another program, which would send it again")
    func sendingAndOpening() async throws {
        let desk = try Desk()
        _ = try await desk.engine.syncOnce()
        let other = try desk.restarted()
        for number in 1...20 {
            let draft = try await desk.draft("\(number)")
            async let sent = desk.store.queueTicket(draft, origin: .tui)
            while try await other.store.drafts().contains(where: { $0.id == draft.id }) {
                #expect(try await other.store.openDraft(.newTicket) == nil)
            }
            _ = try await sent
            #expect(try await other.store.openDraft(.newTicket) == nil)
        }
    }

    @Test("A store that other programs have open is made anew by none of them, however often they try")
    func repairOfSharedStores() throws {
        let desk = try Desk()
        let (first, second) = (desk.store, try desk.restarted().store)
        for store in [first, second, first, second] {
            #expect(throws: HelpdeskError(.storeDamaged, subject: store.directory)) {
                try store.repair(store.connections)
            }
        }
        // Both have it still: nobody else gets it alone.
        #expect(try !first.files.open(lock: first.files.useLock).lock(LOCK_EX))
        withExtendedLifetime((first, second)) {}
    }
}
