import HelpdeskDesk
import HelpdeskModels
import Testing

/// The promises of every ``SupportDesk`` about the links of chats.
struct LinkContractTests {
    private let oksana = MemoryDesk.oksana
    private let ivan = DeskKind.ivan
    private let seven = TelegramChat(id: 7, name: "Oksana K")
    private let eight = TelegramChat(id: 8, name: "Stranger")

    @Test(
        "A code links one chat: looking does not use it, the winner gets the same answer again",
        arguments: DeskKind.allCases)
    func oneWinner(kind: DeskKind) async throws {
        let world = try kind.world()
        let code = try await world.code(by: oksana)
        for _ in 0..<2 { #expect(try await world.desk.service(of: code) == MemoryDesk.zirka) }
        #expect(try await world.desk.service(of: LinkCode.make()) == nil)
        #expect(try await world.desk.redeem(LinkCode.make(), by: seven) == nil)

        let linked = try #require(try await world.desk.redeem(code, by: seven))
        #expect(linked.chat == 7 && linked.service == MemoryDesk.zirka)
        #expect(linked.link.state == .linked && linked.link.user == oksana && linked.link.wantsAnswers)
        #expect(linked.author == Author(id: oksana.id, name: "Oksana K", role: .customer))
        #expect(try await world.desk.service(of: code) == nil)
        #expect(try await world.desk.redeem(code, by: eight) == nil)
        #expect(try await world.desk.redeem(code, by: seven) == linked)
        #expect(try await world.desk.standing(ofChat: 7) == .linked(linked))
        #expect(try await world.desk.standing(ofChat: 8) == .none)
        #expect(try await world.desk.link(linked.link.id) == linked)
        #expect(try await world.desk.link(.make()) == nil)
        // Of a link that has ended nobody gets the answer.
        try await world.desk.unlink(chat: 7)
        #expect(try await world.desk.redeem(code, by: seven) == nil)
    }

    @Test("A code can be used for fifteen minutes", arguments: DeskKind.allCases)
    func expiry(kind: DeskKind) async throws {
        let world = try kind.world()
        let code = try await world.code(by: oksana)
        world.clock.pass(899)
        #expect(try await world.desk.service(of: code) != nil)
        world.clock.pass(1)
        #expect(try await world.desk.service(of: code) == nil)
        #expect(try await world.desk.redeem(code, by: seven) == nil)
    }

    @Test("A code of the same service keeps the link, one of another service ends it", arguments: DeskKind.allCases)
    func moving(kind: DeskKind) async throws {
        let world = try kind.world()
        let first = try #require(try await world.desk.redeem(world.code(by: oksana), by: seven))
        try await world.setWantsAnswers(false, chat: 7)
        let again = try #require(try await world.desk.redeem(world.code(by: oksana), by: seven))
        #expect(again.link.id == first.link.id && !again.link.wantsAnswers)
        let moved = try #require(try await world.desk.redeem(world.code(by: ivan), by: seven))
        #expect(moved.service == MemoryDesk.volna && moved.link.id != first.link.id && moved.link.wantsAnswers)
        #expect(try await world.desk.link(first.link.id)?.link.state == .unlinked)
        #expect(try await world.desk.linkedChats() == [moved])
    }

    @Test("A typed name is a claim, recorded alike whether there is such a service", arguments: DeskKind.allCases)
    func claims(kind: DeskKind) async throws {
        let world = try kind.world()
        #expect(try await world.desk.claim("  «ЗІРКА» ", by: seven) == .recorded)
        #expect(try await world.desk.claim("No such service", by: eight) == .recorded)
        #expect(try await world.desk.standing(ofChat: 7) == .pending(name: "«ЗІРКА» "))
        #expect(try await world.desk.standing(ofChat: 8) == .pending(name: "No such service"))
        for nothing in ["", "  \n", "«»"] { #expect(try await world.desk.claim(nothing, by: eight) == .malformed) }
        // While it waits, nothing goes there or comes from there.
        #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).isEmpty)
        #expect(try await world.desk.linkedChats().isEmpty)
        try await world.desk.setBlocked(true, chat: 7)
        #expect(try await world.desk.standing(ofChat: 7) == .pending(name: "«ЗІРКА» "))
        await #expect(throws: TelegramDeskError.gone) { try await world.file(by: .customer(chat: 7)) }
        // A claim that is turned away looks to its chat like one that waits.
        try await world.decide(claimOf: 7, accept: false)
        #expect(try await world.desk.standing(ofChat: 7) == .pending(name: "«ЗІРКА» "))
        await #expect(throws: TelegramDeskError.gone) { try await world.file(by: .customer(chat: 7)) }
    }

    @Test("A claim that is accepted links the chat, to nobody's user in particular", arguments: DeskKind.allCases)
    func accepted(kind: DeskKind) async throws {
        let world = try kind.world()
        _ = try await world.desk.claim("Зірка", by: seven)
        try await world.decide(claimOf: 7, accept: true)
        guard case .linked(let linked) = try await world.desk.standing(ofChat: 7) else {
            Issue.record("not linked")
            return
        }
        #expect(linked.service == MemoryDesk.zirka && linked.link.user == nil)
        #expect(linked.author == Author(id: User.ID("telegram-\(linked.link.id)"), name: "Oksana K", role: .customer))
        #expect(try await world.file(by: .customer(chat: 7)).author == linked.author)
        #expect(try await world.desk.claim("Волна", by: seven) == .linked(linked))
    }

    @Test("A chat types five names an hour", arguments: DeskKind.allCases)
    func throttled(kind: DeskKind) async throws {
        let world = try kind.world()
        let start = world.clock.now
        for number in 0..<5 {
            #expect(try await world.desk.claim("Guess \(number)", by: seven) == .recorded)
            world.clock.pass(60)
        }
        let until = start.adding(seconds: 3600)
        #expect(try await world.desk.claim("Зірка", by: seven) == .throttled(until: until))
        #expect(try await world.desk.standing(ofChat: 7) == .pending(name: "Guess 4"))
        #expect(try await world.desk.claim("Зірка", by: eight) == .recorded)
        world.clock.move(to: until)
        #expect(try await world.desk.claim("Зірка", by: seven) == .recorded)
    }

    @Test("Answers wait for a chat that has blocked the bot; its person may write", arguments: DeskKind.allCases)
    func blocked(kind: DeskKind) async throws {
        let world = try kind.world()
        _ = try await world.desk.redeem(world.code(by: oksana), by: seven)
        for _ in 0..<2 { try await world.desk.setBlocked(true, chat: 7) }
        #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).map(\.link.state) == [.blocked])
        #expect(try await world.desk.linkedChats().map(\.link.state) == [.blocked])
        #expect(try await world.file(by: .customer(chat: 7)).service == MemoryDesk.zirka.id)
        for _ in 0..<2 { try await world.desk.setBlocked(false, chat: 7) }
        #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).map(\.link.state) == [.linked])
        try await world.desk.setBlocked(true, chat: 8)
        #expect(try await world.desk.standing(ofChat: 8) == .none)
    }

    @Test("A chat that wants no answers gets none, and stays linked", arguments: DeskKind.allCases)
    func quiet(kind: DeskKind) async throws {
        let world = try kind.world()
        for chat in [seven, eight] { _ = try await world.desk.redeem(world.code(by: oksana), by: chat) }
        #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).map(\.chat) == [7, 8])
        #expect(try await world.desk.chats(of: MemoryDesk.volna.id).isEmpty)
        try await world.setWantsAnswers(false, chat: 7)
        #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).map(\.chat) == [8])
        #expect(try await world.desk.linkedChats().map(\.chat) == [7, 8])
        _ = try await world.file(by: .customer(chat: 7))
    }

    @Test("A chat has the names that its person has in Telegram", arguments: DeskKind.allCases)
    func names(kind: DeskKind) async throws {
        let world = try kind.world()
        let id = try #require(try await world.desk.redeem(world.code(by: oksana), by: seven)).link.id
        try await world.desk.rename(TelegramChat(id: 7, name: "Oksana M\n", username: "oksana_m"))
        let link = try #require(try await world.desk.link(id)).link
        #expect(link.chatName == "Oksana M " && link.username == "oksana_m")
        #expect(try await world.file(by: .customer(chat: 7)).author.name == "Oksana M ")
        try await world.desk.rename(eight)
        #expect(try await world.desk.standing(ofChat: 8) == .none)
    }

    @Test("After a link nothing goes on, whoever ended it", arguments: DeskKind.allCases)
    func ended(kind: DeskKind) async throws {
        let world = try kind.world()
        for isPerson in [true, false] {
            let id = try #require(try await world.desk.redeem(world.code(by: oksana), by: seven)).link.id
            let ticket = try await world.file(by: .customer(chat: 7))
            if isPerson {
                for _ in 0..<2 { try await world.desk.unlink(chat: 7) }
            } else {
                try await world.endLink(of: 7)
            }
            #expect(try await world.desk.standing(ofChat: 7) == .none)
            #expect(try await world.desk.link(id)?.link.state == .unlinked)
            #expect(try await world.desk.chats(of: MemoryDesk.zirka.id).isEmpty)
            #expect(try await world.desk.linkedChats().isEmpty)
            try await world.expectNoRights(of: .customer(chat: 7), in: ticket)
        }
        // A claim is withdrawn the same way.
        _ = try await world.desk.claim("Зірка", by: eight)
        try await world.desk.unlink(chat: 8)
        #expect(try await world.desk.standing(ofChat: 8) == .none)
    }

    @Test("An agent is known by the number in Telegram, and has no rights once retired", arguments: DeskKind.allCases)
    func agents(kind: DeskKind) async throws {
        let world = try kind.world()
        _ = try await world.desk.redeem(world.code(by: oksana), by: seven)
        let ticket = try await world.file(by: .customer(chat: 7))
        #expect(try await world.desk.agent(telegramUser: 50) == MemoryDesk.olena)
        #expect(try await world.desk.agent(telegramUser: 51) == nil)
        _ = try await world.write("Hello", in: ticket, by: .agent(MemoryDesk.olena.id))
        try await world.retireOlena()
        #expect(try await world.desk.agent(telegramUser: 50) == nil)
        try await world.expectNoRights(of: .agent(MemoryDesk.olena.id), in: ticket)
        try await world.expectNoRights(of: .agent("nobody"), in: ticket)
    }
}

extension DeskWorld {
    /// Files a ticket, with a minute before it.
    @discardableResult
    func file(
        _ id: Ticket.ID = .make(), _ subject: String = "No calls", message: Message.ID = .make(),
        text: String = "It is quiet", topic: Topic.ID = Topic.otherID, fields: [FieldValue] = [],
        files: [TelegramFile] = [], by author: TelegramAuthor
    ) async throws -> Ticket {
        clock.pass(60)
        return try await desk.file(
            id, topic: topic, subject: subject, fields: fields, messageID: message, text: text, files: files,
            by: author)
    }

    /// Writes into a ticket, with a minute before it.
    @discardableResult
    func write(
        _ text: String, id: Message.ID = .make(), in ticket: Ticket, files: [TelegramFile] = [],
        isInternal: Bool = false, by author: TelegramAuthor
    ) async throws -> TicketUpdate {
        clock.pass(60)
        return try await desk.write(
            id, in: ticket.id, text: text, files: files, isInternal: isInternal, by: author)
    }

    /// An author who may not write may do nothing else.
    func expectNoRights(of author: TelegramAuthor, in ticket: Ticket) async throws {
        await #expect(throws: TelegramDeskError.gone) { try await file(by: author) }
        await #expect(throws: TelegramDeskError.gone) { try await write("Hello", in: ticket, by: author) }
        await #expect(throws: TelegramDeskError.gone) {
            try await desk.change(ticket.id, NewEvent(kind: .resolved), id: .make(), by: author)
        }
        await #expect(throws: TelegramDeskError.gone) {
            try await desk.rate(ticket.id, Rating(score: 5), by: author)
        }
        await #expect(throws: TelegramDeskError.gone) { try await desk.revise(.make(), text: "Hello", by: author) }
    }
}
