import HelpdeskDesk
import HelpdeskModels
import Testing

/// The promises of every ``SupportDesk`` about the feed of changes, drafts in a terminal, and incidents.
struct FeedContractTests {
    private let customer = TelegramAuthor.customer(chat: 7)

    /// A desk where chat 7 is linked to Зірка.
    private func world(_ kind: DeskKind) async throws -> any DeskWorld {
        let world = try kind.world()
        _ = try await world.desk.redeem(world.code(by: MemoryDesk.oksana), by: TelegramChat(id: 7, name: "Oksana"))
        return world
    }

    @Test(
        "What happens after a cursor comes in order, a thing that changed twice once, as it is now",
        arguments: DeskKind.allCases)
    func order(kind: DeskKind) async throws {
        let world = try await world(kind)
        let start = try await world.desk.latestCursor()
        #expect(try await world.desk.changes(after: start, limit: 10, wait: 0).changes.isEmpty)
        let (first, answer) = (Message.ID.make(), Message.ID.make())
        let ticket = try await world.file(message: first, by: customer)
        let note = try await world.answer(ticket.id, "He is wrong", isInternal: true)
        _ = try await world.write("Since when?", id: answer, in: ticket, by: .agent(MemoryDesk.olena.id))
        world.clock.pass(60)
        let resolved = try await world.desk.change(
            ticket.id, NewEvent(kind: .resolved), id: .make(), by: .agent(MemoryDesk.olena.id))
        let page = try await world.desk.changes(after: start, limit: 100, wait: 0)
        #expect(!page.hasMore)
        #expect(page.changes.compactMap(\.message?.id) == [first, note.id, answer])
        #expect(page.changes.compactMap(\.message?.isInternal) == [false, true, false])
        #expect(page.changes.compactMap(\.event?.kind) == [.created, .answered, .resolved])
        #expect(page.changes.compactMap(\.ticket) == [resolved])
        #expect(try await world.desk.changes(after: page.cursor, limit: 100, wait: 0).changes.isEmpty)

        // The same in pages.
        var (cursor, changes) = (start, [Change]())
        while true {
            let page = try await world.desk.changes(after: cursor, limit: 2, wait: 0)
            #expect(page.changes.count <= 2)
            changes += page.changes
            cursor = page.cursor
            guard page.hasMore else { break }
        }
        #expect(changes == page.changes && cursor == page.cursor)
    }

    @Test("Links are among the changes, also those that ended", arguments: DeskKind.allCases)
    func links(kind: DeskKind) async throws {
        let world = try await world(kind)
        let start = try await world.desk.latestCursor()
        try await world.desk.setBlocked(true, chat: 7)
        let blocked = try await world.desk.changes(after: start, limit: 10, wait: 0)
        #expect(blocked.changes.compactMap(\.link?.state) == [.blocked])
        try await world.endLink(of: 7)
        let ended = try await world.desk.changes(after: blocked.cursor, limit: 10, wait: 0)
        #expect(ended.changes.compactMap(\.link?.state) == [.unlinked])
        let link = try #require(ended.changes.first?.link)
        #expect(try await world.desk.link(link.id)?.chat == 7)
    }

    @Test("A cursor of another desk is told from one of this", arguments: DeskKind.allCases)
    func foreignCursor(kind: DeskKind) async throws {
        let world = try await world(kind)
        await #expect(throws: TelegramDeskError.cursorGone) {
            try await world.desk.changes(after: "c-0-0-0000000000000000", limit: 10, wait: 0)
        }
        await #expect(throws: TelegramDeskError.cursorGone) {
            try await world.desk.pageBehindOne(after: "c-0-0-0000000000000000")
        }
    }

    @Test("A change that cannot be read is told, and what comes behind it can be read", arguments: DeskKind.allCases)
    func damage(kind: DeskKind) async throws {
        let world = try await world(kind)
        let start = try await world.desk.latestCursor()
        let before = Message.ID.make()
        let ticket = try await world.file(message: before, by: customer)
        try await world.damageFeed()
        let behind = try await world.write("Since 11", in: ticket, by: customer)
        func expectDamage(after cursor: String, limit: Int) async {
            let error = await #expect(throws: TelegramDeskError.self) {
                try await world.desk.changes(after: cursor, limit: limit, wait: 0)
            }
            guard case .damaged = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        await expectDamage(after: start, limit: 100)
        var (cursor, seen) = (start, [Message.ID]())
        // Ticket, message and event: the ticket moved behind the damage when the message came.
        for _ in 0..<2 {
            let page = try await world.desk.changes(after: cursor, limit: 1, wait: 0)
            seen += page.changes.compactMap(\.message?.id)
            #expect(page.hasMore)
            cursor = page.cursor
        }
        #expect(seen == [before])
        await expectDamage(after: cursor, limit: 1)
        let empty = try await world.desk.pageBehindOne(after: cursor)
        #expect(empty.changes.isEmpty && empty.hasMore)
        let rest = try await world.desk.changes(after: empty.cursor, limit: 100, wait: 0)
        #expect(rest.changes.compactMap(\.message) == behind.messages)
        let end = try await world.desk.pageBehindOne(after: rest.cursor)
        #expect(end.cursor == rest.cursor && !end.hasMore)
    }

    @Test("Files go to the draft that the chat's user has open, once", arguments: DeskKind.allCases)
    func drafts(kind: DeskKind) async throws {
        let world = try await world(kind)
        let (draft, files) = (EntityID<DraftAnnouncement>.make(), try Files())
        let file = try files.file("picture")
        #expect(try await world.desk.openDraft(ofChat: 7) == nil)
        #expect(try await world.desk.offer([file], to: draft, ofChat: 7) == false)
        try await world.openDraft(draft, title: "№ 1 No calls")
        #expect(try await world.desk.openDraft(ofChat: 7) == OpenDraft(id: draft, title: "№ 1 No calls"))
        #expect(try await world.desk.openDraft(ofChat: 8) == nil)
        for _ in 0..<2 { #expect(try await world.desk.offer([file], to: draft, ofChat: 7)) }
        #expect(try await world.desk.offer([files.file("another")], to: .make(), ofChat: 7) == false)
        #expect(try await world.desk.offer([files.file("another")], to: draft, ofChat: 8) == false)
        // A chat that was linked by the service's name is nobody's in particular.
        _ = try await world.desk.claim("Зірка", by: TelegramChat(id: 9, name: "Oksana"))
        try await world.decide(claimOf: 9, accept: true)
        #expect(try await world.desk.openDraft(ofChat: 9) == nil)
        #expect(try await world.desk.offer([file], to: draft, ofChat: 9) == false)
        try await world.closeDraft(draft)
        #expect(try await world.desk.openDraft(ofChat: 7) == nil)
        #expect(try await world.desk.offer([file], to: draft, ofChat: 7) == false)
    }

    @Test("An incident is told as it stands; the same again changes nothing", arguments: DeskKind.allCases)
    func incidents(kind: DeskKind) async throws {
        let world = try await world(kind)
        let start = try await world.desk.latestCursor()
        var incident = Incident(id: .make(), kind: .telephony, opened: world.clock.now)
        try await world.desk.publish(incident)
        incident.reportCount = 2
        for _ in 0..<2 { try await world.desk.publish(incident) }
        let page = try await world.desk.changes(after: start, limit: 10, wait: 0)
        #expect(page.changes == [.incident(incident)])
        try await world.desk.publish(incident)
        #expect(try await world.desk.changes(after: page.cursor, limit: 10, wait: 0).changes.isEmpty)
    }
}

extension Change {
    fileprivate var message: Message? { if case .message(let message) = self { message } else { nil } }
    fileprivate var event: Event? { if case .event(let event) = self { event } else { nil } }
    fileprivate var ticket: Ticket? { if case .ticket(let ticket) = self { ticket } else { nil } }
    fileprivate var link: TelegramLink? { if case .telegramLink(let link) = self { link } else { nil } }
}
