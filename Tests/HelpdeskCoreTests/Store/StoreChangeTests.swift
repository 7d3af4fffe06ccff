import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("What the store announces", .timeLimit(.minutes(5)))
struct StoreChangeTests {
    /// All that somebody can read of a store.
    private struct Contents {
        let desk: DeskSnapshot
        let lists: [TicketQuery: [Ticket.ID]]
        let counts: TicketCounts
        let rows: [Ticket.ID: TicketRow]
        let conversations: [Ticket.ID: Conversation]
        let drafts: [Draft.ID: Draft]

        init(_ store: Store) async throws {
            desk = try await store.deskSnapshot()
            var lists: [TicketQuery: [Ticket.ID]] = [:]
            for view in TicketView.allCases {
                for column in TicketSort.Column.allCases {
                    for filter in ["", "printer"] {
                        let query = TicketQuery(view: view, filter: filter, sort: TicketSort(column: column))
                        lists[query] = try await store.ticketIDs(query)
                    }
                }
            }
            self.lists = lists
            counts = try await store.counts()
            let ids = lists[TicketQuery()] ?? []
            // What a draft changes in its ticket is announced as the draft.
            var rows: [Ticket.ID: TicketRow] = [:]
            for row in try await store.rows(ids) {
                rows[row.id] = row
                rows[row.id]?.hasDraft = false
            }
            self.rows = rows
            var conversations: [Ticket.ID: Conversation] = [:]
            for id in ids {
                conversations[id] = try await store.conversation(id)
                conversations[id]?.drafts = []
                conversations[id]?.ticket.hasDraft = false
            }
            self.conversations = conversations
            drafts = Dictionary(uniqueKeysWithValues: try await store.drafts().map { ($0.id, $0) })
        }

        /// Expects that the change names everything that differs between an older state and this one.
        func expectCovered(by change: StoreChange, since old: Contents, _ name: String) {
            if desk != old.desk { #expect(change.desk, "\(name): the desk") }
            if lists != old.lists { #expect(change.lists, "\(name): lists") }
            if counts != old.counts { #expect(change.counts, "\(name): counts") }
            for id in Set(rows.keys).union(old.rows.keys)
            where rows[id] != old.rows[id] || conversations[id] != old.conversations[id] {
                #expect(change.touches(id), "\(name): a ticket")
            }
            for id in Set(drafts.keys).union(old.drafts.keys) where drafts[id] != old.drafts[id] {
                #expect(change.drafts?.contains(id) ?? true, "\(name): a draft")
            }
        }
    }

    private let desk: Desk
    private let ticket: Ticket.ID
    private var changes: AsyncStream<StoreChange>.Iterator

    init() async throws {
        desk = try Desk()
        ticket = await desk.backend.addTicket("The printer is jammed").id
        _ = await desk.backend.addTicket("No dial tone")
        _ = try await desk.engine.syncOnce()
        changes = desk.store.changes.makeAsyncIterator()
    }

    /// Does it, and returns what was announced.
    private mutating func announced(by write: (Store) async throws -> Void) async throws -> StoreChange {
        try await write(desk.store)
        return try #require(await changes.next())
    }

    @Test("whatever a write changes is announced")
    mutating func covered() async throws {
        let (desk, ticket) = (desk, ticket)
        let draft = Draft(kind: .reply(ticket), text: "Is it still jammed?", updated: desk.clock.now)
        var sent = Message.ID.make()
        let writes: [(String, (Store) async throws -> Void)] = [
            ("a draft", { try await $0.saveDraft(draft) }),
            ("a reply", { sent = try await $0.queueReply(draft, origin: .tui) }),
            ("a reply that is taken back", { _ = try await $0.cancelQueued(message: sent) }),
            ("a draft that is discarded", { try await $0.discardDraft(draft.id) }),
            ("a new ticket", { _ in try await desk.queueTicket("The printer is out of paper") }),
            ("a status", { try await $0.queueTransition(.resolved, ticket: ticket) }),
            (
                "an answer that is received",
                { _ in
                    await desk.backend.answer(ticket, "Which printer?")
                    _ = try await desk.engine.syncOnce()
                }
            ),
            ("a read mark", { try await $0.queueReadMark(ticket, upTo: desk.clock.now) }),
            ("a synchronisation that sends", { _ in _ = try await desk.engine.syncOnce() }),
            ("a rating", { try await $0.queueRating(Rating(score: 4, comment: ""), ticket: ticket) }),
            ("an unread mark", { try await $0.queueUnreadMark(ticket) }),
            (
                "preferences and a draft",
                { store in
                    try await store.savePreferences(Preferences())
                    try await store.saveDraft(draft)
                }
            ),
            (
                "a new subject",
                { _ in
                    await desk.backend.rename(ticket, "The scanner is jammed")
                    _ = try await desk.engine.syncOnce()
                }
            ),
            (
                "a member of the staff",
                { _ in
                    await desk.backend.addAgent()
                    _ = try await desk.engine.syncOnce()
                }
            ),
            (
                "a ticket that is gone",
                { _ in
                    await desk.backend.lose(ticket)
                    await desk.backend.forgetCursors()
                    _ = try await desk.engine.syncOnce()
                }
            ),
        ]
        var before = try await Contents(desk.store)
        for (name, write) in writes {
            let change = try await announced(by: write)
            let after = try await Contents(desk.store)
            after.expectCovered(by: change, since: before, name)
            before = after
        }
    }

    @Test("a saved draft announces itself and nothing else, and so does a file that is attached to it")
    mutating func draft() async throws {
        let draft = Draft(kind: .reply(ticket), text: "A", updated: .now)
        let saving = try await announced { try await $0.saveDraft(draft) }
        #expect(saving == StoreChange(drafts: [draft.id]))
        let path = try desk.folder.write(Data("log".utf8), to: "log.txt")
        let attaching = try await announced { store in
            _ = try await store.attach(path: path, to: draft.id, limits: .standard)
        }
        #expect(attaching == StoreChange(drafts: [draft.id]))
    }

    @Test("a read mark leaves lists as they are, and so does what is on its way")
    mutating func small() async throws {
        let (clock, ticket) = (desk.clock, ticket)
        let reading = try await announced { try await $0.queueReadMark(ticket, upTo: clock.now) }
        #expect(reading == StoreChange(tickets: [ticket], counts: true, outbox: true))
        let sending = try await announced { _ = try await $0.takeNextDue() }
        #expect(sending == .delivery(ticket))
    }

    @Test("changes that nobody has read yet become one")
    mutating func merged() async throws {
        let (one, two) = (Draft(text: "A", updated: .now), Draft(text: "B", updated: .now))
        let change = try await announced { store in
            try await store.saveDraft(one)
            try await store.saveDraft(two)
        }
        #expect(change == StoreChange(drafts: [one.id, two.id]))
    }
}
