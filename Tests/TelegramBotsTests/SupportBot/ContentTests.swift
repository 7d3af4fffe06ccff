import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

/// Messages of all kinds, and their form in the ticket.
struct ContentTests {
    private func rig(tickets: Int = 1) async throws -> SupportRig {
        let rig = try SupportRig()
        try await rig.linked(7)
        for number in 0..<tickets { await rig.desk.addTicket("Ticket \(number)") }
        return rig
    }

    private func receive(_ rig: SupportRig, _ extra: [String: JSON], text: String? = nil) async throws {
        try await rig.receive([rig.update("message", rig.message(7, text, extra))])
        try await rig.settle()
    }

    @Test("A sentence that begins with a slash reaches the ticket, also behind a word that could be a command")
    func slashes() async throws {
        let rig = try await rig()
        for text in ["/dev/ttyUSB0 не працює", "/tmp is full", "/", "/кнопка не діє", "/resolve please"] {
            try await rig.say(7, text)
        }
        #expect(
            await rig.desk.messages.map(\.text)
                == ["/dev/ttyUSB0 не працює", "/tmp is full", "/", "/кнопка не діє", "/resolve please"])
        // A lone word is a command that was misspelt, and nothing is lost with it.
        try await rig.say(7, "/tiket")
        #expect(rig.telegram.texts(7).last?.hasPrefix("Just write") == true)
        #expect(await rig.desk.messages.count == 5)
    }

    @Test("What stands behind /new begins the ticket, together with what was held for it")
    func newWithWords() async throws {
        let rig = try await rig(tickets: 2)
        try await rig.say(7, "The map is empty")
        #expect(rig.telegram.texts(7).last == "Which ticket is it about?")
        try await rig.say(7, "/new since noon")
        try await rig.press(7, .topic("other"))
        #expect(await rig.desk.tickets.last?.subject == "The map is empty")
        #expect(await rig.desk.messages.map(\.text) == ["The map is empty", "since noon"])
    }

    @Test("A link behind words keeps its address in the ticket, wherever it stands, in a caption too")
    func links() async throws {
        let rig = try await rig()
        func link(_ offset: Int64, _ length: Int64, _ url: String) -> JSON {
            [
                "type": "text_link", "offset": .integer(offset), "length": .integer(length), "url": .string(url),
            ]
        }
        try await receive(
            rig, ["entities": [link(4, 13, "https://files.example.org/call-17.wav")]], text: "Ось запис розмови")
        try await receive(
            rig, ["entities": [link(3, 1, "https://a.example"), link(5, 1, "https://b.example")]], text: "👍 x y z")
        try await receive(rig, ["entities": [link(0, 17, "https://a.example")]], text: "https://a.example")
        try await receive(rig, ["entities": [link(90, 5, "https://a.example"), link(0, -1, "x")]], text: "short")
        rig.telegram.put(Data("p".utf8), as: "p")
        try await receive(
            rig,
            [
                "photo": SupportRig.photo("p"), "caption": "See here",
                "caption_entities": [link(4, 4, "https://c.example")],
            ])
        #expect(
            await rig.desk.messages.map(\.text) == [
                "Ось запис розмови (https://files.example.org/call-17.wav)",
                "👍 x (https://a.example) y (https://b.example) z", "https://a.example", "short",
                "See here (https://c.example)",
            ])
    }

    @Test("Places, contacts, polls, dice and checklists become text")
    func readable() async throws {
        let rig = try await rig()
        let place: JSON = ["latitude": .number(50.4501), "longitude": .number(-0.0000001)]
        try await receive(rig, ["location": place])
        try await receive(
            rig, ["location": place, "venue": ["location": place, "title": "Вокзал", "address": "Вокзальна 1"]])
        try await receive(
            rig, ["contact": ["phone_number": "+380441234567", "first_name": "Ivan", "last_name": "Petrenko"]])
        let options: JSON = [
            ["text": "Yes", "voter_count": 0, "persistent_id": "1"],
            ["text": "No", "voter_count": 0, "persistent_id": "2"],
        ]
        try await receive(
            rig,
            [
                "poll": [
                    "id": "1", "question": "Is it loud?", "options": options, "total_voter_count": 0,
                    "is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
                    "allows_revoting": false, "members_only": false,
                ]
            ])
        try await receive(rig, ["dice": ["emoji": "🎲", "value": 5]])
        try await receive(
            rig, ["checklist": ["title": "Tried", "tasks": [["id": 1, "text": "Restart"]]]])
        let texts = await rig.desk.messages.map(\.text)
        let lines = "📍 50.45010, 0.00000\nhttps://www.openstreetmap.org/?mlat=50.45010&mlon=0.00000"
        #expect(
            texts == [
                lines, "📍 Вокзал, Вокзальна 1\n\(lines)", "👤 Ivan Petrenko +380441234567",
                "📊 Is it loud?\n– Yes\n– No", "🎲 5", "☑️ Tried\n– Restart",
            ])
    }

    @Test("What nothing readable can be made of is explained, and what a later Telegram makes of a poll does no harm")
    func unreadable() async throws {
        let rig = try await rig()
        try await receive(
            rig, ["story": ["id": 1, "chat": ["id": 7, "type": "private", "first_name": "Oksana"]]])
        #expect(rig.telegram.texts(7).last?.hasPrefix("I can pass on texts") == true)
        let message: BotMessage = try BotJSON.decode(from: rig.message(7, "Look", ["poll": ["of": "the future"]]))
        #expect(message.writtenText == "Look")
        let bare: BotMessage = try BotJSON.decode(from: rig.message(7, nil, ["poll": ["of": "the future"]]))
        #expect(bare.isUnreadable && bare.writtenText.isEmpty)
        #expect(await rig.desk.messages.isEmpty)
    }

    @Test("Thirty held messages with 27 files and more than 20,000 characters all arrive in the one ticket")
    func held() async throws {
        let rig = try await rig(tickets: 0)
        for number in 0..<27 {
            rig.telegram.put(Data("\(number)".utf8), as: "file\(number)")
            let document: JSON = [
                "file_id": .string("file\(number)"), "file_unique_id": .string("u\(number)"),
                "file_name": .string("\(number).log"),
            ]
            try await receive(rig, ["document": document])
        }
        for number in 0..<3 { try await rig.say(7, "\(number)" + String(repeating: "ж", count: 4000)) }
        #expect(rig.telegram.texts(7).last == "What is it about?")
        try await rig.press(7, .topic("other"))
        #expect(await rig.desk.tickets.count == 1)
        let messages = await rig.desk.messages
        #expect(messages.flatMap(\.attachments).map(\.name) == (0..<27).map { "\($0).log" })
        #expect(messages.map(\.text).filter { !$0.isEmpty }.map(\.first) == ["0", "1", "2"])
        #expect(Set(messages.map(\.ticket)).count == 1)
        // An edit now changes the message that it was.
        let third = rig.message(7, "changed", ["message_id": 31, "edit_date": 1_780_000_100])
        try await rig.receive([rig.update("edited_message", third)])
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text).filter { !$0.isEmpty }.map(\.first) == ["0", "1", "c"])
    }

    @Test(
        "What one message of the desk cannot hold becomes several, with every word and every file, at every try the same"
    )
    func split() async throws {
        let rig = try await rig()
        var limits = Limits.standard
        limits.attachmentCount = 3
        limits.textLength = 100
        await rig.desk.setLimits(limits)
        let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
        var updates: [JSON] = []
        for number in 0..<7 {
            rig.telegram.put(Data("\(number)".utf8), as: "p\(number)")
            var extra: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo("p\(number)")]
            if number == 0 { extra["caption"] = .string(words) }
            updates.append(rig.update("message", rig.message(7, nil, extra)))
        }
        try await rig.receive(updates)
        rig.clock.pass(2)
        let first: BotUpdate = try BotJSON.decode(from: updates[0])
        var whole = first
        whole.album = try updates.dropFirst().compactMap { try BotJSON.decode(BotUpdate.self, from: $0).message }
        // Worked off before a crash, and again after it.
        _ = try await rig.bot.handle(whole, at: rig.clock.now)
        try await rig.settle()
        let messages = await rig.desk.messages
        let arrived = messages.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
        #expect(arrived == words)
        #expect(messages.flatMap(\.attachments).count == 7)
        #expect(messages.allSatisfy { $0.text.unicodeScalars.count <= 100 && $0.attachments.count <= 3 })
    }

    @Test("A ticket that the desk refuses keeps its words: they go out with the next choice")
    func refusedTicket() async throws {
        let rig = try await rig(tickets: 0)
        try await rig.say(7, "The map is empty")
        try await rig.say(7, "since noon")
        await rig.desk.refuse(1)
        try await rig.press(7, .topic("other"))
        #expect(rig.telegram.texts(7).suffix(2).first?.hasPrefix("The support desk did not accept the ticket") == true)
        #expect(await rig.desk.tickets.isEmpty)
        try await rig.press(7, .topic("other"))
        #expect(await rig.desk.messages.map(\.text) == ["The map is empty", "since noon"])
    }

    @Test("What the desk refuses again does not keep the person from saying something else")
    func refusedTwice() async throws {
        let rig = try await rig(tickets: 0)
        try await rig.say(7, "The map is empty")
        await rig.desk.refuse(2)
        try await rig.press(7, .topic("other"))
        try await rig.press(7, .topic("other"))
        #expect(rig.telegram.texts(7).last?.contains("nothing was passed on") == true)
        try await rig.say(7, "No calls")
        try await rig.press(7, .topic("other"))
        #expect(await rig.desk.messages.map(\.text) == ["No calls"])
    }

    @Test("One held message that the desk refuses is told, and the others are in the ticket")
    func oneRefused() async throws {
        let rig = try await rig(tickets: 0)
        for text in ["One", "Two", "Three"] { try await rig.say(7, text) }
        await rig.desk.refuse(text: "Two")
        try await rig.press(7, .topic("other"))
        #expect(await rig.desk.messages.map(\.text) == ["One", "Three"])
        #expect(rig.telegram.texts(7).last?.hasPrefix("The support desk did not accept one of your messages") == true)
    }

    @Test("An edit that can change nothing says so")
    func lostEdit() async throws {
        let rig = try await rig()
        let edited = rig.message(7, "Other words", ["message_id": 900, "edit_date": 1_780_000_100])
        try await rig.receive([rig.update("edited_message", edited)])
        try await rig.settle()
        #expect(rig.telegram.texts(7).last?.hasPrefix("This change did not reach the specialists") == true)
        // A place that is shared live moves on every few seconds, and is no change of words.
        let before = rig.telegram.calls.count
        let place: JSON = ["latitude": .number(50), "longitude": .number(30), "live_period": 900]
        let moved = rig.message(7, nil, ["message_id": 901, "edit_date": 1_780_000_100, "location": place])
        try await rig.receive([rig.update("edited_message", moved)])
        try await rig.settle()
        #expect(rig.telegram.calls.count == before)
    }

    @Test("A part of an album that comes after a crash is a message of its own in the same ticket")
    func lateAlbumPart() async throws {
        let rig = try await rig()
        for name in ["a", "b"] { rig.telegram.put(Data(name.utf8), as: name) }
        func part(_ name: String) -> JSON {
            rig.update(
                "message", rig.message(7, nil, ["media_group_id": "album", "photo": SupportRig.photo(name)]))
        }
        try await rig.receive([part("a")])
        rig.clock.pass(2)
        // The desk has it, the inbox does not know, and meanwhile another part arrives.
        let item = try #require(try await rig.store.dueUpdates(at: rig.clock.now, limit: 1).first)
        #expect(try await rig.store.albumParts(of: item) == [])
        let update: BotUpdate = try BotJSON.decode(from: Data(item.body.utf8))
        _ = try await rig.bot.handle(update, at: rig.clock.now)
        try await rig.restart()
        try await rig.receive([part("b")])
        rig.clock.pass(2)
        try await rig.settle()
        rig.clock.pass(2)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.attachments.count) == [1, 1])
        #expect(Set(await rig.desk.messages.map(\.ticket)).count == 1)
        #expect(!rig.telegram.texts(7).contains { $0.hasPrefix("The support desk did not accept") })
    }

    @Test("A late part of an album that began a ticket goes into that ticket, although others are open")
    func lateAlbumPartOfTicket() async throws {
        let rig = try await rig(tickets: 0)
        for name in ["a", "b"] { rig.telegram.put(Data(name.utf8), as: name) }
        func receivePart(_ name: String) async throws {
            try await receive(rig, ["media_group_id": "album", "photo": SupportRig.photo(name)])
            rig.clock.pass(2)
            try await rig.settle()
        }
        try await receivePart("a")
        try await rig.press(7, .topic("other"))
        await rig.desk.addTicket("Another")
        try await receivePart("b")
        #expect(Set(await rig.desk.messages.map(\.ticket)).count == 1)
        #expect(await rig.desk.messages.count == 2)
    }

    @Test("What does not get into the draft in the terminal is told: words, and files that Telegram does not give")
    func draft() async throws {
        let rig = try await rig()
        await rig.desk.setDraft(OpenDraft(id: .make(), title: "№ 1 No calls"))
        rig.telegram.put(Data("picture".utf8), as: "p")
        try await receive(rig, ["photo": SupportRig.photo("p"), "caption": "The screen"])
        try await receive(rig, ["document": ["file_id": "none", "file_unique_id": "n", "file_name": "call.wav"]])
        try await rig.press(7, .draft(true))
        #expect(await rig.desk.drafted.count == 1)
        let said = rig.telegram.texts(7).suffix(3)
        #expect(said.contains { $0.hasPrefix("Only the files went there") })
        #expect(said.contains { $0.contains("“call.wav” is missing there") })
    }
}
