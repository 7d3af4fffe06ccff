import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

struct RoutingTests {
    @Test("Case 17: a person who uses both bots is two strangers to them: neither state nor numbers mix")
    func bothBots() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        let ids = rig.bot.ids(7)
        let other = DeskIDs(bot: 456, chat: 7)
        let time = rig.clock.now
        let (mine, theirs): (Message.ID, Message.ID) = (
            ids.id("message", message: 5, at: time), other.id("message", message: 5, at: time)
        )
        #expect(mine != theirs)
        try await rig.say(7, "To support")
        #expect(await rig.desk.messages.map(\.ticket) == [ticket.id])
    }

    @Test("Case 18: the same message number in two chats belongs to two tickets")
    func equalNumbers() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        try await rig.linked(8, MemoryDesk.volna)
        let first = await rig.desk.addTicket("A")
        let second = await rig.desk.addTicket("B", of: MemoryDesk.volna)
        try await rig.store.write { db in
            try db.map(55, in: 7, to: Outgoing.Subject(ticket: first.id))
            try db.map(55, in: 8, to: Outgoing.Subject(ticket: second.id))
        }
        try await rig.say(8, "Mine", replyTo: 55)
        try await rig.say(7, "Mine too", replyTo: 55)
        #expect(await rig.desk.messages.map(\.ticket) == [second.id, first.id])
    }

    @Test("a person who is called something else in Telegram is so at the desk, which is told once a name")
    func renamed() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        for name in ["Oksana", "Oksana", "Oksana K", "Oksana K"] {
            let person: JSON = ["id": 7, "is_bot": false, "first_name": .string(name), "username": "oksana"]
            try await rig.receive([rig.update("message", rig.message(7, "Hello", ["from": person]))])
            try await rig.settle()
        }
        #expect(
            await rig.desk.names == [
                TelegramChat(id: 7, name: "Oksana", username: "oksana"),
                TelegramChat(id: 7, name: "Oksana K", username: "oksana"),
            ])
    }

    @Test("Case 19: with two open tickets the bot asks, holds what comes meanwhile, and puts all of it there")
    func asks() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("A")
        let second = await rig.desk.addTicket("B")
        try await rig.say(7, "Ticket 1 is fine, 2 is not")
        try await rig.say(7, "And one thing more")
        #expect(await rig.desk.messages.isEmpty)
        #expect(rig.telegram.texts(7).count { $0 == "Which ticket is it about?" } == 1)
        try await rig.press(7, .ticket(second.id))
        #expect(await rig.desk.messages.map(\.text) == ["Ticket 1 is fine, 2 is not", "And one thing more"])
        #expect(await rig.desk.messages.allSatisfy { $0.ticket == second.id })
        try await rig.press(7, .ticket(second.id))
        #expect(await rig.desk.messages.count == 2)
    }

    @Test(
        "Case 19: an answer finds its ticket among several; a resolved one opens again, a vanished one is asked about")
    func answered() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("A")
        let second = await rig.desk.addTicket("B")
        let answer = await rig.desk.answer(second, "Is it better?")
        try await rig.settle()
        let sent = try await rig.telegramMessage(answer, in: 7)
        try await rig.say(7, "Yes", replyTo: sent)
        #expect(await rig.desk.messages.last?.ticket == second.id)
        await rig.desk.resolve(second)
        try await rig.settle()
        try await rig.say(7, "No, it is back", replyTo: sent)
        #expect(await rig.desk.ticket(second.id)?.status == .open)
        #expect(rig.telegram.texts(7).last == "Added to № 2 “B”, which is open again.")
        await rig.desk.removeTicket(second.id)
        try await rig.say(7, "Hello?", replyTo: sent)
        #expect(rig.telegram.texts(7).last == "This ticket does not exist any more. Choose another one:")
        #expect(await rig.desk.messages.last?.text == "No, it is back")
    }

    @Test("Case 19: without an open ticket a message begins one: topic, what helps, number")
    func newTicket() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        try await rig.say(7, "The map is empty\nsince noon")
        #expect(rig.telegram.texts(7).last == "What is it about?")
        try await rig.press(7, .topic("other"))
        let ticket = try #require(await rig.desk.tickets.first)
        #expect(ticket.subject == "The map is empty")
        #expect(await rig.desk.messages.map(\.text) == ["The map is empty\nsince noon"])
        let text = try #require(rig.telegram.texts(7).last)
        #expect(text.contains("№ \(ticket.number)"))
        #expect(text.contains("Say what you tried."))
    }

    @Test("A topic's required fields are asked for, checked and kept")
    func fields() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        try await rig.say(7, "/new")
        try await rig.press(7, .topic("telephony"))
        #expect(rig.telegram.texts(7).suffix(2) == ["Telephony\n\nName the number that was called.", "Phone?"])
        try await rig.say(7, "none")
        #expect(await rig.desk.tickets.isEmpty)
        try await rig.say(7, "+380 44 123 45 67")
        try await rig.say(7, "Nobody hears us")
        #expect(await rig.desk.tickets.first?.fields == [FieldValue(key: "phone", value: "+380 44 123 45 67")])
    }

    @Test("Case 20: an album is one message with all its files, its caption under the last, also across a restart")
    func album() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        for name in ["a", "b", "c", "d"] { rig.telegram.put(Data(name.utf8), as: name) }
        func part(_ name: String, _ caption: String? = nil) -> JSON {
            var extra: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo(name)]
            if let caption { extra["caption"] = .string(caption) }
            return rig.update("message", rig.message(7, nil, extra))
        }
        try await rig.receive([part("a")])
        try await rig.settle()
        rig.clock.pass(1)
        try await rig.receive([part("b")])
        try await rig.restart()
        rig.clock.pass(1)
        try await rig.settle()
        #expect(await rig.desk.messages.isEmpty)
        try await rig.receive([part("c", "All three")])
        rig.clock.pass(1.5)
        try await rig.settle()
        let message = try #require(await rig.desk.messages.first)
        #expect(message.text == "All three")
        #expect(message.attachments.count == 3)
        // A part that comes late goes where the others went.
        await rig.desk.addTicket("Another")
        try await rig.receive([part("d")])
        rig.clock.pass(2)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.ticket) == [message.ticket, message.ticket])
    }

    @Test("Case 21: a photo or a voice message alone is a message")
    func alone() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        rig.telegram.put(Data("picture".utf8), as: "p")
        rig.telegram.put(Data("sound".utf8), as: "v")
        let voice: JSON = ["file_id": "v", "file_unique_id": "vu", "duration": 3, "mime_type": "audio/ogg"]
        try await rig.receive([
            rig.update("message", rig.message(7, nil, ["photo": SupportRig.photo("p")])),
            rig.update("message", rig.message(7, nil, ["voice": voice])),
        ])
        try await rig.settle()
        let files = await rig.desk.messages.flatMap(\.attachments)
        #expect(files.map(\.mediaType) == ["image/jpeg", "audio/ogg"])
        #expect(files.map { $0.name.split(separator: ".").last } == ["jpg", "ogg"])
        #expect(await rig.desk.messages.map(\.text) == ["", ""])
    }

    @Test("Case 15: more than 20 MB in and 50 MB out is told, and the ticket notes it")
    func limits() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        let film: JSON = [
            "file_id": "f", "file_unique_id": "fu", "file_name": "film.mp4", "mime_type": "video/mp4",
            "file_size": 20_971_521,
        ]
        try await rig.receive([
            rig.update("message", rig.message(7, nil, ["document": film, "caption": "See the film"]))
        ])
        try await rig.settle()
        let message = try #require(await rig.desk.messages.first)
        #expect(message.text.contains("See the film") && message.text.contains("“film.mp4” was sent in Telegram"))
        #expect(message.attachments.isEmpty)
        #expect(rig.telegram.texts(7).last?.contains("larger than 20 MB") == true)
        #expect(!rig.telegram.calls.contains { $0.method == "getFile" })

        let archive = Attachment(
            id: .make(), name: "logs.zip", mediaType: "application/zip", size: (50 << 20) + 1, sha256: nil)
        await rig.desk.answer(ticket, "The logs", files: [archive])
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.contains("“logs.zip” is too large for Telegram") == true)
        #expect(await rig.desk.notes.count { $0.contains("logs.zip") } == 1)
    }

    @Test("Case 22: an edit before the answer changes the message, one after it is a message of its own")
    func edits() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        let first = try await rig.say(7, "Since 10")
        func edit(_ text: String) async throws {
            let body = rig.message(7, text, ["message_id": .integer(first), "edit_date": 1_780_000_100])
            try await rig.receive([rig.update("edited_message", body)])
            try await rig.settle()
        }
        try await edit("Since 11")
        #expect(await rig.desk.messages.map(\.text) == ["Since 11"])
        try await edit("Since 11")
        #expect(rig.telegram.texts(7).count { $0.contains("was changed") } == 1)
        await rig.desk.answer(ticket, "Restart it")
        try await rig.settle()
        try await edit("Since 12")
        #expect(await rig.desk.messages.map(\.text) == ["Since 11", "Restart it", "✏️ Edited:\nSince 12"])
    }

    @Test("Case 23: an internal note is never sent")
    func notes() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.answer(ticket, "The customer is wrong", isInternal: true)
        await rig.desk.answer(ticket, "We look into it")
        try await rig.settle()
        #expect(!rig.telegram.calls.contains { $0.text?.contains("wrong") == true })
        #expect(rig.telegram.texts(7).last?.contains("We look into it") == true)
    }

    @Test("An answer names its ticket, topic and author, and carries its files: pictures together, others as they are")
    func answers() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls", topic: "telephony")
        let digest = await rig.desk.keep(Data("content".utf8))
        let files = ["image/png", "image/jpeg", "application/pdf", "audio/ogg"].map { type in
            Attachment(id: .make(), name: "a \"b\".x", mediaType: type, size: 7, sha256: digest)
        }
        await rig.desk.answer(ticket, "See here", files: files)
        try await rig.settle()
        #expect(rig.telegram.texts(7).last == "№ 1 · No calls\nТелефонія · Olena\n\nSee here")
        let sent = rig.telegram.calls.filter(\.isForm)
        #expect(sent.map(\.method) == ["sendMediaGroup", "sendDocument", "sendVoice"])
        #expect(sent.allSatisfy { $0.chat == 7 })
    }

    @Test("The help is rated where it was given, once it ended")
    func rating() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        await rig.desk.resolve(ticket)
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.contains("№ 1") == true)
        try await rig.press(7, .rate(ticket.id, score: 5))
        #expect(await rig.desk.tickets.first?.rating == Rating(score: 5))
        try await rig.linked(8, MemoryDesk.volna)
        try await rig.press(8, .rate(ticket.id, score: 1))
        #expect(await rig.desk.tickets.first?.rating == Rating(score: 5))
    }

    @Test("A photo goes to the draft in the terminal if the person wants that, else it is a message")
    func drafts() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        await rig.desk.setDraft(OpenDraft(id: .make(), title: "№ 1 No calls"))
        rig.telegram.put(Data("picture".utf8), as: "p")
        for yes in [true, false] {
            try await rig.receive([
                rig.update("message", rig.message(7, nil, ["photo": SupportRig.photo("p")]))
            ])
            try await rig.settle()
            #expect(rig.telegram.texts(7).last?.contains("Attach this there?") == true)
            try await rig.press(7, .draft(yes))
        }
        #expect(await rig.desk.drafted.count == 1)
        #expect(await rig.desk.messages.map(\.attachments.count) == [1])
    }
}
