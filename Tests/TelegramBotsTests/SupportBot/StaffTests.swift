import Foundation
import HelpdeskModels
import HelpdeskTransport
import Testing

@testable import TelegramBots

struct StaffTests {
    private func rig() async throws -> (SupportRig, Ticket, Int64) {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        await rig.desk.setAgent(Author(id: "olena", name: "Olena", role: .agent), telegram: 50)
        let ticket = await rig.desk.addTicket("No calls")
        try await rig.say(7, "Help")
        let message = try #require(await rig.desk.messages.last)
        return (rig, ticket, try await rig.telegramMessage(message, in: SupportRig.group))
    }

    @Test("A message goes to the staff's group, and what an agent answers to it goes to the customer, once")
    func answered() async throws {
        let (rig, ticket, message) = try await rig()
        #expect(rig.telegram.texts(SupportRig.group).last?.hasPrefix("№ 1 · No calls\n") == true)
        try await rig.sayInGroup("Restart it", from: 50, replyTo: message)
        #expect(await rig.desk.messages.last?.ticket == ticket.id)
        #expect(await rig.desk.messages.last?.author.id == "olena")
        #expect(rig.telegram.texts(7).last?.hasSuffix("Restart it") == true)
        #expect(!rig.telegram.texts(SupportRig.group).contains { $0.contains("Restart it") })
    }

    @Test("/note stays inside, /resolve ends the ticket, and what is no answer stays among the staff")
    func commands() async throws {
        let (rig, ticket, message) = try await rig()
        try await rig.sayInGroup("/note The router again", from: 50, replyTo: message)
        #expect(await rig.desk.messages.last?.isInternal == true)
        try await rig.sayInGroup("Shall we have lunch?", from: 50)
        #expect(await rig.desk.messages.count == 2)
        try await rig.sayInGroup("/resolve", from: 50, replyTo: message)
        #expect(await rig.desk.ticket(ticket.id)?.status == .resolved)
        #expect(!rig.telegram.texts(7).contains { $0.contains("router") || $0.contains("lunch") })
    }

    @Test("Case 28: a stranger and an anonymous administrator are refused with an explanation")
    func refused() async throws {
        let (rig, _, message) = try await rig()
        try await rig.sayInGroup("Hello", from: 99, replyTo: message)
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("your number is 99") == true)
        let anonymous: JSON = [
            "id": .integer(BotUser.anonymousAdministrator), "is_bot": true, "first_name": "Group",
            "username": "GroupAnonymousBot",
        ]
        try await rig.sayInGroup("Hello", from: 50, replyTo: message, ["from": anonymous])
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("Remain anonymous") == true)
        #expect(await rig.desk.messages.count == 1)
    }

    @Test("Case 28: in another group nothing is heard and no button does anything")
    func foreignGroup() async throws {
        let (rig, ticket, message) = try await rig()
        let before = rig.telegram.calls.count
        let foreign: JSON = ["id": -77, "type": "supergroup", "title": "Elsewhere"]
        try await rig.sayInGroup("Hello", from: 50, replyTo: message, ["chat": foreign])
        try await rig.press(-77, .rate(ticket.id, score: 1), from: 50)
        try await rig.press(-77, .resend(item: 1, true), from: 50)
        #expect(rig.telegram.calls[before...].allSatisfy { $0.method == "answerCallbackQuery" })
        #expect(await rig.desk.messages.count == 1)
        #expect(await rig.desk.tickets.first?.rating == nil)
    }

    @Test("In a forum every ticket has a topic, and what is written there is about that ticket")
    func topics() async throws {
        let (rig, ticket, _) = try await rig()
        try await rig.bot.noteForum(true)
        try await rig.say(7, "More help")
        let thread = try #require(try await rig.store.thread(of: ticket.id, in: SupportRig.group))
        let created = rig.telegram.calls.first { $0.method == "createForumTopic" }
        #expect(created?.parameters["name"] == "№ 1 · No calls")
        try await rig.sayInGroup("In the topic", from: 50, thread: thread)
        #expect(await rig.desk.messages.last?.text == "In the topic")
        try await rig.sayInGroup("In general", from: 50, thread: 1)
        #expect(await rig.desk.messages.last?.text == "In the topic")
    }

    @Test("An answer in a group without topics has a thread, as Telegram delivers it, and finds its ticket")
    func thread() async throws {
        let (rig, ticket, _) = try await rig()
        try await rig.store.write { db in
            try db.map(56, in: SupportRig.group, to: Outgoing.Subject(ticket: ticket.id))
        }
        func reply(_ id: Int64, _ text: String) async throws {
            let chat: JSON = ["id": .integer(SupportRig.group), "title": "Specialists", "type": "supergroup"]
            try await rig.receive([
                rig.update(
                    "message",
                    [
                        "message_id": .integer(id), "message_thread_id": 56, "from": rig.person(50), "chat": chat,
                        "date": 1_790_000_000, "reply_to_message": SupportRig.reference(56, chat),
                        "text": .string(text),
                    ])
            ])
            try await rig.settle()
        }
        try await reply(57, "Перевірили, працює")
        #expect(rig.telegram.texts(7).last?.hasSuffix("Перевірили, працює") == true)
        try await reply(58, "/note The router")
        #expect(await rig.desk.messages.last?.isInternal == true)
        try await reply(59, "/resolve")
        #expect(await rig.desk.ticket(ticket.id)?.status == .resolved)
        // The bot's own messages there go into no thread: Telegram would refuse it.
        try await reply(60, "/nonsense")
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("/note TEXT") == true)
        #expect(try await rig.store.use().failed == 0)
    }

    @Test("A path is an answer; what may be a command that was written wrong is explained and goes nowhere")
    func slashes() async throws {
        let (rig, _, message) = try await rig()
        try await rig.sayInGroup("/dev/ttyUSB0 needs the group dialout", from: 50, replyTo: message)
        #expect(rig.telegram.texts(7).last?.hasSuffix("/dev/ttyUSB0 needs the group dialout") == true)
        let before = await rig.desk.messages.count
        for text in ["/nore He is wrong", "/note: He is wrong", "/note/He is wrong", "/ note He is wrong", "/note"] {
            try await rig.sayInGroup(text, from: 50, replyTo: message)
            #expect(rig.telegram.texts(SupportRig.group).last?.contains("/note TEXT") == true)
        }
        #expect(await rig.desk.messages.count == before)
    }

    @Test("A note that is edited stays a note, and no edit makes an answer of it")
    func editedNote() async throws {
        let (rig, _, message) = try await rig()
        func edit(_ id: Int64, _ text: String) async throws {
            let more: [String: JSON] = ["message_id": .integer(id), "edit_date": 1_780_000_100]
            try await rig.receive([
                rig.update("edited_message", rig.groupMessage(text, from: 50, replyTo: message, more))
            ])
            try await rig.settle()
        }
        let note = try await rig.sayInGroup("/note The router", from: 50, replyTo: message)
        try await edit(note, "/note The old router")
        #expect(await rig.desk.messages.last?.text == "✏️ Edited:\nThe old router")
        #expect(await rig.desk.messages.last?.isInternal == true)
        try await edit(note, "The old router")
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("a note stays a note") == true)
        let answer = try await rig.sayInGroup("Restart it", from: 50, replyTo: message)
        try await edit(answer, "Restart the router")
        #expect(rig.telegram.texts(7).last?.hasSuffix("Restart the router") == true)
        try await edit(answer, "/note Restart the router")
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("a note stays a note") == true)
        let customer = await rig.desk.messages.filter { !$0.isInternal }.map(\.text)
        #expect(customer == ["Help", "Restart it", "✏️ Edited:\nRestart the router"])
    }

    @Test("A note with a picture is a note: under a caption, in an album, and when it is edited")
    func notesWithPictures() async throws {
        let (rig, _, message) = try await rig()
        rig.telegram.put(Data("p".utf8), as: "p")
        func send(_ caption: String?, _ extra: [String: JSON] = [:]) async throws -> Int64 {
            var more: [String: JSON] = ["photo": SupportRig.photo("p")]
            if let caption { more["caption"] = .string(caption) }
            let id = try await rig.sayInGroup(nil, from: 50, replyTo: message, more.merging(extra) { $1 })
            rig.clock.pass(2)
            try await rig.settle()
            return id
        }
        let note = try await send("/note The router")
        _ = try await send("/note")
        let album: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo("p")]
        let parts = ["He says", "/note he is wrong"].map { caption in
            rig.update(
                "message",
                rig.groupMessage(
                    nil, from: 50, replyTo: message, album.merging(["caption": .string(caption)]) { $1 }))
        }
        try await rig.receive(parts)
        rig.clock.pass(2)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.isInternal) == [false, true, true, true])
        #expect(await rig.desk.messages.map(\.attachments.count) == [0, 1, 1, 2])
        let more: [String: JSON] = [
            "message_id": .integer(note), "edit_date": 1_780_000_100, "caption": "The router",
            "photo": SupportRig.photo("p"),
        ]
        try await rig.receive([rig.update("edited_message", rig.groupMessage(nil, from: 50, replyTo: message, more))])
        try await rig.settle()
        #expect(await rig.desk.messages.count == 4)
        // Nothing that comes with the end of a ticket is lost unseen.
        try await rig.sayInGroup("/resolve It works now", from: 50, replyTo: message)
        #expect(rig.telegram.texts(SupportRig.group).last?.contains("/note TEXT") == true)
        #expect(await rig.desk.tickets.first?.status != .resolved)
        #expect(!rig.telegram.texts(7).contains { $0.contains("router") || $0.contains("wrong") })
    }

    @Test("An answer to a message of the bot that belongs to no ticket is explained; talk among the staff is not")
    func noTicket() async throws {
        let (rig, _, _) = try await rig()
        try await rig.sayInGroup("Restart it", from: 50, replyTo: 9999)
        #expect(rig.telegram.texts(SupportRig.group).last?.hasPrefix("I do not know which ticket") == true)
        try await rig.sayInGroup("/resolve", from: 50)
        #expect(rig.telegram.texts(SupportRig.group).count { $0.hasPrefix("I do not know which ticket") } == 2)
        let before = rig.telegram.calls.count
        try await rig.sayInGroup("Shall we have lunch?", from: 50)
        #expect(rig.telegram.calls.count == before)
    }

    @Test("What is in doubt is not sent again into a chat whose link has ended, or is to another service")
    func resendUnlinked() async throws {
        for other in [MemoryDesk.volna, nil] {
            let (rig, ticket, _) = try await rig()
            rig.telegram.next(.loseAnswer) { $0.chat == 7 && $0.text?.contains("Secret") == true }
            await rig.desk.answer(ticket, "Secret")
            try await rig.settle()
            let item = try await rig.store.read { try $0.entries("WHERE state = 'unknown'") }.first
            await rig.desk.setLink(7, other)
            try await rig.settle()
            try await rig.press(SupportRig.group, .resend(item: #require(item).id, true), from: 50)
            #expect(rig.telegram.texts(7).count { $0.contains("Secret") } == 1)
            let answer = rig.telegram.calls.last { $0.method == "answerCallbackQuery" }
            #expect(answer?.text?.hasPrefix("Not sent") == true)
        }
    }

    @Test("A topic's name is cut as Telegram counts it, in UTF-16 units and never inside a character")
    func topicName() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        try await rig.bot.noteForum(true)
        let ticket = await rig.desk.addTicket(String(repeating: "👩‍🚒", count: 60))
        try await rig.say(7, "Help")
        let created = try #require(rig.telegram.calls.first { $0.method == "createForumTopic" })
        let name = try #require(created.parameters["name"]?.string)
        #expect((124...128).contains(name.utf16.count) && name.hasSuffix("👩‍🚒"))
        #expect(try await rig.store.thread(of: ticket.id, in: SupportRig.group) != nil)
        #expect(rig.telegram.calls.last { $0.chat == SupportRig.group }?.parameters["message_thread_id"] != nil)
        #expect("é👍".prefix(units: 2) == "é" && "👍".prefix(units: 1) == "")
    }

    @Test("Failures of the network are none of the topic's: the message waits for it and lands in its topic")
    func topicAndNetwork() async throws {
        let (rig, ticket, _) = try await rig()
        try await rig.bot.noteForum(true)
        for _ in 0..<5 {
            rig.telegram.next(.fail(TransportError(.unreachable))) { $0.chat == SupportRig.group && $0.text != nil }
        }
        try await rig.say(7, "More help")
        for _ in 0..<6 {
            rig.clock.pass(120)
            try await rig.settle()
        }
        let thread = try #require(try await rig.store.thread(of: ticket.id, in: SupportRig.group))
        let sent = rig.telegram.calls.filter { $0.text?.contains("More help") == true && $0.chat == SupportRig.group }
        #expect(sent.count == 6)
        #expect(sent.allSatisfy { $0.parameters["message_thread_id"] == .integer(thread) })
    }

    @Test("A topic that is deleted again and again is made anew three times, then the message goes without one")
    func topicsDeleted() async throws {
        let (rig, _, _) = try await rig()
        try await rig.bot.noteForum(true)
        for _ in 0..<3 {
            rig.telegram.next(.refuse(code: 400, "Bad Request: message thread not found")) {
                $0.chat == SupportRig.group && $0.parameters["message_thread_id"] != nil
            }
        }
        try await rig.say(7, "More help")
        #expect(rig.telegram.calls.count { $0.method == "createForumTopic" } == 3)
        let last = rig.telegram.calls.last { $0.text?.contains("More help") == true && $0.chat == SupportRig.group }
        #expect(last?.parameters["message_thread_id"] == nil)
    }
}
