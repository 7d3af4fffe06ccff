import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

struct LinkingTests {
    @Test("Case 24: a code links once and after a question; used, expired or somebody else's, it does nothing")
    func code() async throws {
        let rig = try SupportRig()
        await rig.desk.offer("abc")
        try await rig.say(7, "/start abc")
        #expect(await rig.desk.chats[7] == nil)
        #expect(rig.telegram.texts(7).last == "Link this chat to “Зірка”? It will receive the answers to its tickets.")
        // Forwarded to a second person, who is faster.
        try await rig.say(8, "/start abc")
        try await rig.press(8, .link(true))
        try await rig.press(7, .link(true))
        #expect(await rig.desk.chats[8]?.link.state == .linked)
        #expect(await rig.desk.chats[7] == nil)
        #expect(rig.telegram.texts(7).last?.contains("does not work") == true)
        try await rig.say(7, "/start abc")
        #expect(rig.telegram.texts(7).last?.contains("does not work") == true)
    }

    @Test("Case 24: 64 characters are a code, 65 or a dot are none and are not even looked up")
    func shapes() async throws {
        let rig = try SupportRig()
        let longest = String(repeating: "A", count: 64)
        for code in [longest, longest + "A", "a.b"] { await rig.desk.offer(code) }
        try await rig.say(7, "/start \(longest)A")
        try await rig.say(7, "/start a.b")
        #expect(rig.telegram.texts(7).allSatisfy { $0.contains("does not work") })
        try await rig.say(7, "/start \(longest)")
        try await rig.press(7, .link(true))
        #expect(await rig.desk.chats[7]?.link.state == .linked)
    }

    @Test("Case 24: nobody has to say yes, and a yes without a question does nothing")
    func declined() async throws {
        let rig = try SupportRig()
        await rig.desk.offer("abc")
        try await rig.press(7, .link(true))
        try await rig.say(7, "/start abc")
        try await rig.press(7, .link(false))
        try await rig.press(7, .link(true))
        #expect(await rig.desk.chats[7] == nil)
        let code = try #require(LinkCode("abc"))
        #expect(await rig.desk.service(of: code) != nil)
    }

    @Test("Case 25: /start in a linked chat says so, with its own code too, which stays unused; another code moves it")
    func again() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.offer("same")
        await rig.desk.offer("other", for: MemoryDesk.volna)
        try await rig.say(7, "/start")
        try await rig.say(7, "/start   same ")
        #expect(rig.telegram.texts(7).suffix(2).allSatisfy { $0.hasPrefix("This chat is linked to “Зірка”") })
        let code = try #require(LinkCode("same"))
        #expect(await rig.desk.service(of: code) != nil)
        try await rig.say(7, "/start other")
        try await rig.press(7, .link(true))
        #expect(await rig.desk.chats[7]?.service == MemoryDesk.volna)
    }

    @Test("Case 26: a typed name is a claim: it is answered alike whether it exists, and no content comes of it")
    func claims() async throws {
        let rig = try SupportRig()
        for (chat, name) in [(Int64(7), "Зірка"), (8, "Nothing of that name")] {
            try await rig.say(chat, "/start")
            try await rig.say(chat, name)
        }
        #expect(rig.telegram.texts(7) == rig.telegram.texts(8))
        let ticket = await rig.desk.addTicket("Secret")
        await rig.desk.answer(ticket, "The password is 1234")
        try await rig.settle()
        for command in ["/tickets", "/status", "/new", "/help"] { try await rig.say(7, command) }
        #expect(!rig.telegram.texts(7).contains { $0.contains("Secret") || $0.contains("1234") || $0.contains("№") })
        for _ in 0..<5 {
            try await rig.say(8, "/start")
            try await rig.say(8, "Guess")
        }
        #expect(rig.telegram.texts(8).last?.contains("Too many names") == true)
    }

    @Test("Case 26: what somebody writes while waiting is kept and passed on when the claim is accepted")
    func accepted() async throws {
        let rig = try SupportRig()
        let ticket = await rig.desk.addTicket("No calls")
        try await rig.feed.pass(wait: 0)
        try await rig.say(7, "/start")
        try await rig.say(7, "Зірка")
        try await rig.say(7, "It is still quiet")
        #expect(await rig.desk.messages.isEmpty)
        await rig.desk.setLink(7)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["It is still quiet"])
        #expect(await rig.desk.messages.first?.ticket == ticket.id)
        #expect(rig.telegram.texts(7).contains { $0.hasPrefix("Done.") })
    }

    @Test("Case 27: after a link is taken away nothing arrives, also of what was queued before")
    func revoked() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.answer(ticket, "For your eyes only")
        try await rig.feed.pass(wait: 0)
        await rig.desk.setLink(7, nil)
        await rig.desk.answer(ticket, "And this too")
        try await rig.settle()
        #expect(!rig.telegram.texts(7).contains { $0.contains("eyes") || $0.contains("too") })
        #expect(rig.telegram.texts(7).last == BotTexts.text(.linkEnded, .ukrainian))
        try await rig.say(7, "Hello?")
        #expect(await rig.desk.messages.count == 2)
    }

    @Test("The person ends the link, after a question")
    func unlink() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        try await rig.say(7, "/unlink")
        try await rig.press(7, .unlink(false))
        #expect(await rig.desk.chats[7] != nil)
        try await rig.say(7, "/unlink")
        try await rig.press(7, .unlink(true))
        #expect(await rig.desk.chats[7] == nil)
    }

    @Test("The bot speaks the app's language until the person chooses one")
    func language() async throws {
        let rig = try SupportRig()
        let russian: JSON = ["id": 7, "is_bot": false, "first_name": "O", "language_code": "ru-RU"]
        try await rig.receive([rig.update("message", rig.message(7, "/start", ["from": russian]))])
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.hasPrefix("Здравствуйте") == true)
        try await rig.press(7, .language(.ukrainian))
        try await rig.receive([rig.update("message", rig.message(7, "/start", ["from": russian]))])
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.hasPrefix("Вітаємо") == true)
    }

    @Test("Every button of the menu has a text in every language, as Telegram takes it")
    func menu() {
        for language in Language.allCases {
            for command in SupportBotService.commands(language) {
                #expect((3...256).contains(command.text.count))
            }
        }
    }
}
