import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct TelegramLinkTests {
    let desk: TestDesk
    let telegram: TelegramDesk
    let olha = TelegramChat(id: 700_001, name: "Olha 🌻", username: "olha")
    let max = TelegramChat(id: 700_002, name: "Max")

    init() throws {
        desk = try TestDesk()
        telegram = TelegramDesk(desk.helpdesk, now: desk.clock.now)
        var connected = try TestDesk.desk(officeHours: nil)
        connected.supportBot = TelegramBot(username: "harbour_bot", isConnected: true)
        try desk.helpdesk.setDesk(connected)
    }

    private func links(as user: User) async throws -> [TelegramLink] {
        try await desk.get("/v1/telegram/links", as: user).json(Page<TelegramLink>.self).items
    }

    @Test func `a one-time code links the first chat that sends it, and nobody after`() async throws {
        let offer = try await desk.offer()
        #expect((24...64).contains(offer.token.utf8.count))
        #expect(offer.link == "https://t.me/harbour_bot?start=\(offer.token)")
        #expect(offer.command == "/start \(offer.token)")
        // Looking at it, however often, does not use it.
        for _ in 0..<2 { #expect(try await telegram.service(ofCode: offer.token) == TestDesk.harbour) }

        let linked = try #require(try await telegram.redeem(code: offer.token, by: olha))
        #expect(linked.link.state == .linked)
        #expect(linked.link.user?.id == TestDesk.ann.id)
        #expect(linked.author == Author(id: TestDesk.ann.id, name: "Olha 🌻", role: .customer))
        #expect(try await telegram.service(ofCode: offer.token) == nil)
        // Forwarded to somebody else it is worth nothing; the bot that asks again after a crash hears the same.
        #expect(try await telegram.redeem(code: offer.token, by: max) == nil)
        #expect(try await telegram.redeem(code: offer.token, by: olha) == linked)
        #expect(try await links(as: TestDesk.ben) == [linked.link])
    }

    @Test func `names from Telegram are served as every program takes them, also those stored before`() async throws {
        let odd = TelegramChat(
            id: 700_003, name: "Z\u{1B}[31m\n" + String(repeating: "e\u{301}", count: 20_000), username: "max-power")
        let linked = try #require(try await telegram.redeem(code: desk.offer().token, by: odd))
        #expect(linked.link.username == nil && linked.link.chatName.unicodeScalars.count <= 200)
        #expect(!linked.link.chatName.unicodeScalars.contains { $0.value < 0x20 })
        try await telegram.rename(odd)
        #expect(try await telegram.link(linked.link.id)?.link == linked.link)
        try await desk.run("UPDATE telegram_link SET username = 'a-b'")
        let served = try await links(as: TestDesk.ann)
        #expect(served.map { Change.telegramLink($0).plausible } == served.map(Change.telegramLink))
        let page: ChangePage = try await desk.get("/v1/changes?limit=500", as: TestDesk.ann).json()
        #expect(page.changesSetAside == 0 && page.changes.contains(.telegramLink(served[0])))
    }

    @Test func `what no program would take is refused of administrators`() throws {
        let helpdesk = desk.helpdesk
        var named = try TestDesk.desk(officeHours: nil)
        named.supportBot = TelegramBot(username: "@harbour bot", isConnected: true)
        #expect(throws: ServerFailure.self) { try helpdesk.setDesk(named) }
        var topic = Topic.other
        topic.title = LocalizedText([.english: "Other", .ukrainian: String(repeating: "ї", count: 10_000)])
        #expect(throws: ServerFailure.self) { try helpdesk.putTopics([topic]) }
    }

    @Test func `of two chats that send a code at the same time one is linked`() async throws {
        let offer = try await desk.offer()
        async let first = telegram.redeem(code: offer.token, by: olha)
        async let second = telegram.redeem(code: offer.token, by: max)
        let winners = try await [first, second].compactMap(\.self)
        #expect(winners.count == 1)
        #expect(try await links(as: TestDesk.ann).count == 1)
    }

    @Test func `a code ends after fifteen minutes, and with its user`() async throws {
        let offer = try await desk.offer()
        desk.clock.advance(seconds: 899)
        #expect(try await telegram.service(ofCode: offer.token) != nil)
        desk.clock.advance(seconds: 1)
        #expect(try await telegram.service(ofCode: offer.token) == nil)
        #expect(try await telegram.redeem(code: offer.token, by: olha) == nil)
        let second = try await desk.offer()
        try desk.helpdesk.retireUser(TestDesk.ann.id)
        #expect(try await telegram.redeem(code: second.token, by: olha) == nil)
    }

    @Test(arguments: [
        "", String(repeating: "a", count: 64), String(repeating: "a", count: 65), "with.a.dot", "код", "a b",
    ])
    func `what is no code of the desk opens nothing`(code: String) async throws {
        _ = try await desk.offer()
        #expect(try await telegram.service(ofCode: code) == nil)
        #expect(try await telegram.redeem(code: code, by: olha) == nil)
        #expect(try await links(as: TestDesk.ann).isEmpty)
    }

    @Test func `the database does not hold the code`() async throws {
        let offer = try await desk.offer()
        let stored = try await desk.texts("SELECT digest FROM telegram_offer")
        #expect(stored.count == 1 && !stored.joined().contains(offer.token))
        #expect(try await desk.texts("SELECT digest FROM telegram_offer WHERE digest = '\(offer.token)'").isEmpty)
    }

    @Test func `a user has ten codes at the most`() async throws {
        for _ in 0..<10 { _ = try await desk.offer() }
        let refused = try await desk.send(.post, "/v1/telegram/links", as: TestDesk.ann)
        #expect(refused.problem == .tooManyRequests)
        #expect(refused.headers[.retryAfter] == "900")
        _ = try await desk.offer(as: TestDesk.ben)
        desk.clock.advance(seconds: 900)
        _ = try await desk.offer()
    }

    @Test func `the staff and a desk without a bot make no codes`() async throws {
        #expect(try await desk.send(.post, "/v1/telegram/links", as: TestDesk.greta).problem == .forbidden)
        try desk.helpdesk.setDesk(try TestDesk.desk(officeHours: nil))
        #expect(try await desk.send(.post, "/v1/telegram/links", as: TestDesk.ann).problem == .notFound)
    }

    @Test func `whether a typed name is a service's is seen by the service alone`() async throws {
        #expect(try await telegram.claim(" «harbour  TAXI» ", by: olha) == .recorded)
        #expect(try await telegram.claim("No Such Taxi", by: max) == .recorded)
        #expect(try await telegram.standing(ofChat: olha.id) == .pending(name: "«harbour  TAXI» "))
        #expect(try await telegram.standing(ofChat: max.id) == .pending(name: "No Such Taxi"))
        let claim = try #require(try await links(as: TestDesk.ann).first)
        #expect(claim.state == .pending)
        #expect(try await links(as: TestDesk.vera).isEmpty)
        // While it waits, nothing is sent, read or written.
        #expect(try await telegram.chats(of: TestDesk.harbour.id).isEmpty)
        let ticket = try await desk.file()
        await #expect(throws: TelegramDeskError.gone) {
            _ = try await telegram.write(.make(), in: ticket.id, text: "Hi", by: .customer(chat: olha.id))
        }
        // Turned away, it looks as it did.
        _ = try await desk.decide(claim, .rejected)
        #expect(try await telegram.standing(ofChat: olha.id) == .pending(name: "«harbour  TAXI» "))
        #expect(try await links(as: TestDesk.ann).isEmpty)
    }

    @Test func `a chat types five names an hour`() async throws {
        for number in 0..<5 { #expect(try await telegram.claim("Guess \(number)", by: olha) == .recorded) }
        let until = desk.clock.now().adding(seconds: 3600)
        #expect(try await telegram.claim("Harbour Taxi", by: olha) == .throttled(until: until))
        #expect(try await links(as: TestDesk.ann).isEmpty)
        desk.clock.advance(seconds: 3600)
        #expect(try await telegram.claim("Harbour Taxi", by: olha) == .recorded)
    }

    @Test func `a claim that is accepted makes the person a writer of the service`() async throws {
        _ = try await telegram.claim("Harbour Taxi", by: olha)
        let claim = try #require(try await links(as: TestDesk.ann).first)
        let linked = try await desk.decide(claim, .linked, as: TestDesk.ben).json(TelegramLink.self)
        #expect(linked.state == .linked)
        #expect(try await desk.decide(claim, .linked).status == 200)
        #expect(try await desk.decide(claim, .rejected).problem == .conflict)
        #expect(try await desk.decide(claim, .unlinked).problem == .invalid)

        let ticket = try await desk.file()
        let update = try await telegram.write(.make(), in: ticket.id, text: "Hi", by: .customer(chat: olha.id))
        #expect(update.messages.first?.origin == .telegram)
        #expect(update.messages.first?.author.name == "Olha 🌻")
        let foreign = try await desk.file(as: TestDesk.vera)
        await #expect(throws: TelegramDeskError.gone) {
            _ = try await telegram.write(.make(), in: foreign.id, text: "Hi", by: .customer(chat: olha.id))
        }
    }

    @Test func `a link that ended receives nothing, whoever ended it`() async throws {
        for end in ["person", "service", "administrator"] {
            _ = try await telegram.redeem(code: try await desk.offer(as: TestDesk.ben).token, by: olha)
            let link = try #require(try await links(as: TestDesk.ann).first)
            #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.chat) == [olha.id])
            let before = try await desk.changes(as: TestDesk.ann).cursor
            switch end {
            case "person": try await telegram.unlink(chat: olha.id)
            case "service":
                for _ in 0..<2 {
                    let answer = try await desk.send(.delete, "/v1/telegram/links/\(link.id)", as: TestDesk.ann)
                    #expect(answer.status == 204)
                }
            default: try desk.helpdesk.retireUser(TestDesk.ben.id)
            }
            #expect(try await telegram.chats(of: TestDesk.harbour.id).isEmpty, "\(end)")
            #expect(try await telegram.standing(ofChat: olha.id) == .none)
            let told = try await desk.changes(as: TestDesk.ann, after: before).changes
            #expect(told.map(\.link?.state) == [.unlinked])
            await #expect(throws: TelegramDeskError.gone) {
                _ = try await telegram.write(.make(), in: .make(), text: "Hi", by: .customer(chat: olha.id))
            }
        }
    }

    @Test func `a blocked chat waits, and gets answers again when the bot is started`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        _ = try await telegram.setBlocked(true, chat: olha.id)
        #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.link.state) == [.blocked])
        #expect(try await links(as: TestDesk.ann).map(\.state) == [.blocked])
        _ = try await telegram.setBlocked(false, chat: olha.id)
        #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.link.state) == [.linked])
        let link = try #require(try await links(as: TestDesk.ann).first)
        let quiet = try await desk.patch(
            "/v1/telegram/links/\(link.id)", as: TestDesk.ann, TelegramLinkChange(wantsAnswers: false))
        #expect(try quiet.json(TelegramLink.self).wantsAnswers == false)
        #expect(try await telegram.chats(of: TestDesk.harbour.id).isEmpty)
    }

    @Test func `a code of another service moves the chat there`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        _ = try await telegram.redeem(code: try await desk.offer(as: TestDesk.vera).token, by: olha)
        #expect(try await links(as: TestDesk.ann).isEmpty)
        #expect(try await links(as: TestDesk.vera).count == 1)
        #expect(try await telegram.linkedChats().map(\.service) == [TestDesk.valley])
    }

    @Test func `another service's link is not there`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        let link = try #require(try await links(as: TestDesk.ann).first)
        let path = "/v1/telegram/links/\(link.id)"
        #expect(try await links(as: TestDesk.vera).isEmpty)
        #expect(try await desk.decide(link, .rejected, as: TestDesk.vera).problem == .notFound)
        #expect(try await desk.send(.delete, path, as: TestDesk.vera).problem == .notFound)
        #expect(try await desk.get("/v1/telegram/links?after=\(link.id)", as: TestDesk.vera).problem == .malformed)
        #expect(try await desk.changes(as: TestDesk.vera).changes.allSatisfy { $0.link == nil })
        #expect(try await desk.changes(as: TestDesk.greta).changes.contains { $0.link == link })
    }

    @Test func `a ticket, its file and its rating come from a chat`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        let path = desk.directory.url.appending(path: "photo.bin").path
        try Data(repeating: 7, count: 3000).write(to: URL(filePath: path))
        let file = TelegramFile(id: .make(), name: "photo.jpg", mediaType: "image/jpeg", path: path)
        let id = Ticket.ID.make()
        let message = Message.ID.make()
        for _ in 0..<2 {
            let ticket = try await telegram.file(
                id, topic: Topic.otherID, subject: "No sound", messageID: message, text: "See the photo",
                files: [file], by: .customer(chat: olha.id))
            #expect(ticket.service == TestDesk.harbour.id)
        }
        let content = try await desk.get("/v1/attachments/\(file.id)", as: TestDesk.ben)
        #expect(content.body == Data(repeating: 7, count: 3000))
        _ = try await telegram.change(id, NewEvent(kind: .resolved), id: .make(), by: .customer(chat: olha.id))
        let rated = try await telegram.rate(id, Rating(score: 5), by: .customer(chat: olha.id))
        #expect(rated.rating?.score == 5)
        #expect(try await telegram.tickets(of: TestDesk.harbour.id, openOnly: true, limit: 10).isEmpty)
    }

    @Test func `an edit in Telegram changes the message until it is answered`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        let ticket = try await desk.file()
        let id = Message.ID.make()
        let author = TelegramAuthor.customer(chat: olha.id)
        _ = try await telegram.write(id, in: ticket.id, text: "Line 2", by: author)
        #expect(try await telegram.revise(id, text: "Line 3", by: author) == .revised)
        #expect(try await telegram.revise(id, text: "Line 3", by: author) == .unchanged)
        try await desk.write("Which line?", in: ticket, as: TestDesk.greta, isInternal: true)
        #expect(try await telegram.revise(id, text: "Line 4", by: author) == .revised)
        try await desk.write("Thank you.", in: ticket, as: TestDesk.greta)
        #expect(try await telegram.revise(id, text: "Line 5", by: author) == .tooLate)
        let seen = try await desk.get("/v1/tickets/\(ticket.id)/messages", as: TestDesk.ann).json(Page<Message>.self)
        let message = try #require(seen.items.first { $0.id == id })
        #expect(message.text == "Line 4")
        #expect(message.edited != nil)
        await #expect(throws: TelegramDeskError.gone) {
            _ = try await telegram.revise(seen.items[0].id, text: "Mine now", by: author)
        }
    }

    @Test func `a bot reads what happened after it began`() async throws {
        let cursor = try await telegram.latestCursor()
        let ticket = try await desk.file()
        let page = try await telegram.changes(after: cursor)
        #expect(page.changes.contains { if case .ticket(let seen) = $0 { seen.id == ticket.id } else { false } })
        await #expect(throws: TelegramDeskError.cursorGone) {
            _ = try await telegram.changes(after: "c-0-0-0000000000000000")
        }
    }

    @Test func `an administrator accepts a claim, which links the chat as the service's own word does`() async throws {
        _ = try await telegram.claim("Harbour Taxi", by: olha)
        let helpdesk = desk.helpdesk
        let claim = try #require(try helpdesk.links(of: TestDesk.harbour.id).first)
        #expect(claim.state == .pending && claim.claimedName == "Harbour Taxi")
        for _ in 0..<2 { #expect(try helpdesk.acceptLink(claim.id, at: desk.clock.now()).state == .linked) }
        #expect(try await telegram.chats(of: TestDesk.harbour.id).map(\.chat) == [olha.id])
        #expect(try await links(as: TestDesk.ann).first?.linked == desk.clock.now())
        #expect(try helpdesk.auditRecords().last?.action == "chat.linked")
        try helpdesk.endLink(claim.id)
        #expect(throws: ServerFailure.self) { try helpdesk.acceptLink(claim.id) }
        #expect(throws: ServerFailure.self) { try helpdesk.acceptLink(.make()) }
    }

    @Test func `a chat's name follows the person's in Telegram`() async throws {
        _ = try await telegram.redeem(code: try await desk.offer().token, by: olha)
        let long = String(repeating: "🌻", count: 300)
        _ = try await telegram.rename(TelegramChat(id: olha.id, name: "Olha K \(long)", username: nil))
        let link = try #require(try await links(as: TestDesk.ann).first)
        #expect(link.chatName.hasPrefix("Olha K 🌻") && link.chatName.unicodeScalars.count == 200)
        #expect(link.username == nil)
    }

    @Test func `an agent is known by the number in Telegram`() async throws {
        let helpdesk = desk.helpdesk
        try helpdesk.setTelegram(42, ofAgent: TestDesk.greta.id)
        #expect(try await telegram.agent(telegramUser: 42)?.id == TestDesk.greta.id)
        #expect(try await telegram.agent(telegramUser: 43) == nil)
        #expect(throws: ServerFailure.self) { try helpdesk.setTelegram(44, ofAgent: TestDesk.ann.id) }
        try helpdesk.setTelegram(nil, ofAgent: TestDesk.greta.id)
        #expect(try await telegram.agent(telegramUser: 42) == nil)
    }
}

extension TestDesk {
    fileprivate func offer(as user: User = TestDesk.ann) async throws -> TelegramLinkOffer {
        try await send(.post, "/v1/telegram/links", as: user).json()
    }

    fileprivate func decide(
        _ link: TelegramLink, _ state: TelegramLink.State, as user: User = TestDesk.ann
    ) async throws -> TestAnswer {
        try await patch("/v1/telegram/links/\(link.id)", as: user, TelegramLinkChange(state: state))
    }

    fileprivate func patch(_ path: String, as user: User, _ value: some Encodable) async throws -> TestAnswer {
        try await send(
            .patch, path, as: user, headers: [.contentType: "application/json"], body: WireJSON.encode(value))
    }
}

extension Change {
    fileprivate var link: TelegramLink? {
        if case .telegramLink(let link) = self { link } else { nil }
    }
}
