import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

struct SendingTests {
    @Test("Case 8: 429 pauses the one chat for as long as Telegram asks; order is kept, others go on")
    func paused() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        try await rig.linked(8)
        let ticket = await rig.desk.addTicket("No calls")
        rig.telegram.next(.refuse(code: 429, "Too Many Requests", parameters: ["retry_after": 30])) {
            $0.chat == 7 && $0.text?.contains("One") == true
        }
        for text in ["One", "Two", "Three"] { await rig.desk.answer(ticket, text) }
        let start = rig.clock.now
        try await rig.settle()
        for chat: Int64 in [7, 8] {
            let arrived = rig.telegram.texts(chat).compactMap { $0.split(separator: "\n").last }
            #expect(arrived.suffix(3) == ["One", "Two", "Three"])
        }
        let calls = rig.telegram.calls.filter {
            ["One", "Two", "Three"].contains($0.text?.split(separator: "\n").last ?? "")
        }
        let (first, second) = (calls.filter { $0.chat == 7 }, calls.filter { $0.chat == 8 })
        #expect(first.count == 4)
        #expect(first[1].at - first[0].at >= .seconds(30))
        #expect(second.allSatisfy { $0.at - start < .seconds(10) })
    }

    @Test("Case 9: a lost answer to an answer is not sent again by itself; the staff is asked, and decides")
    func unknownOutcome() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        await rig.desk.setAgent(Author(id: "olena", name: "Olena", role: .agent), telegram: 50)
        let ticket = await rig.desk.addTicket("No calls")
        rig.telegram.next(.loseAnswer) { $0.chat == 7 && $0.text?.contains("Restart it") == true }
        await rig.desk.answer(ticket, "Restart it")
        try await rig.settle()
        rig.clock.pass(3600)
        try await rig.settle()
        func count() -> Int { rig.telegram.texts(7).count { $0.contains("Restart it") } }
        #expect(count() == 1)
        let question = try #require(rig.telegram.calls.last { $0.text?.contains("delivery unconfirmed") == true })
        guard case .array(let rows)? = question.parameters["reply_markup"]?["inline_keyboard"],
            case .array(let buttons) = rows[0], let data = buttons[0]["callback_data"]?.string,
            let button = SupportButton(data)
        else {
            Issue.record("The question has no button: \(question.parameters)")
            return
        }
        try await rig.press(SupportRig.group, button, from: 51)
        #expect(count() == 1)
        try await rig.press(SupportRig.group, button, from: 50)
        #expect(count() == 2)
        try await rig.press(SupportRig.group, button, from: 50)
        #expect(count() == 2)
    }

    @Test("Case 9: what may come twice is sent again, and a crash while sending is a lost answer too")
    func crashed() async throws {
        let rig = try SupportRig()
        for (key, policy) in [("again", Outgoing.WhenUnknown.again), ("ask", .ask)] {
            try await rig.store.queue(
                [Outgoing(to: 7, .message(FormattedText(key)), key: key, whenUnknown: policy)], at: rig.clock.now)
            let item = try #require(try await rig.store.sendable(at: rig.clock.now, limit: 1).first)
            #expect(try await rig.store.begin([item.id]) == [item.id])
            try await rig.restart()
            try await rig.settle()
        }
        #expect(rig.telegram.texts(7) == ["again"])
        #expect(try await rig.store.item(2)?.state == .unknown)
    }

    @Test("Case 10: a blocked chat is told to the staff, keeps its answers, and gets them when it is unblocked")
    func blocked() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        let ticket = await rig.desk.addTicket("No calls")
        rig.telegram.next(.refuse(code: 403, "Forbidden: bot was blocked by the user")) { $0.chat == 7 }
        for text in ["One", "Two"] { await rig.desk.answer(ticket, text) }
        try await rig.settle()
        #expect(await rig.desk.chats[7]?.link.state == .blocked)
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.contains("stopped the bot") })
        await rig.desk.answer(ticket, "Three")
        try await rig.settle()
        #expect(!rig.telegram.texts(7).contains { $0.contains("Two") })
        let member: JSON = ["status": "member", "user": ["id": 123, "is_bot": true, "first_name": "Support"]]
        let kicked: JSON = [
            "status": "kicked", "user": ["id": 123, "is_bot": true, "first_name": "Support"], "until_date": 0,
        ]
        try await rig.receive([
            rig.update(
                "my_chat_member",
                [
                    "chat": ["id": 7, "type": "private", "first_name": "Oksana"], "from": rig.person(7),
                    "date": 1_780_000_000, "old_chat_member": kicked, "new_chat_member": member,
                ])
        ])
        try await rig.settle()
        let arrived = rig.telegram.texts(7).compactMap { $0.split(separator: "\n").last }
        #expect(arrived.suffix(3) == ["One", "Two", "Three"])
        #expect(await rig.desk.chats[7]?.link.state == .linked)
    }

    @Test("Case 11: a group that became a supergroup is found again once and for all")
    func migrated() async throws {
        let rig = try SupportRig(staff: true)
        let new: Int64 = -1_002_222
        rig.telegram.next(
            .refuse(
                code: 400, "Bad Request: group chat was upgraded to a supergroup chat",
                parameters: ["migrate_to_chat_id": .integer(new)])
        ) { $0.chat == SupportRig.group }
        for text in ["One", "Two"] {
            try await rig.store.queue(
                [Outgoing(to: SupportRig.group, .message(FormattedText(text)))], at: rig.clock.now)
        }
        try await rig.settle()
        try await rig.restart()
        try await rig.store.queue([Outgoing(to: SupportRig.group, .message(FormattedText("Three")))], at: rig.clock.now)
        try await rig.settle()
        #expect(rig.telegram.texts(new) == ["One", "Two", "Three"])
        #expect(rig.telegram.texts(SupportRig.group) == ["One"])
    }

    @Test("Case 12: a topic that was deleted is made anew and the message goes there")
    func threads() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        try await rig.bot.noteForum(true)
        let ticket = await rig.desk.addTicket("No calls")
        try await rig.say(7, "One")
        let first = try #require(try await rig.store.thread(of: ticket.id, in: SupportRig.group))
        rig.telegram.next(.refuse(code: 400, "Bad Request: message thread not found")) {
            $0.chat == SupportRig.group && $0.text?.contains("Two") == true
        }
        try await rig.say(7, "Two")
        let second = try #require(try await rig.store.thread(of: ticket.id, in: SupportRig.group))
        #expect(first != second)
        let arrived = rig.telegram.calls.filter { $0.text?.contains("Two") == true && $0.chat == SupportRig.group }
        #expect(arrived.map { $0.parameters["message_thread_id"]?.integer } == [first, second])
        #expect(rig.telegram.calls.count { $0.method == "createForumTopic" } == 2)
    }

    @Test("Case 13: an answer to a message that was deleted goes out as an ordinary message")
    func deletedReply() async throws {
        let rig = try SupportRig()
        let call = BotCall.message(FormattedText("Hello"), replyTo: 55)
        #expect(call["reply_parameters"]?["allow_sending_without_reply"] == true)
        rig.telegram.next(.refuse(code: 400, "Bad Request: message to be replied not found"), to: "sendMessage")
        try await rig.store.queue([Outgoing(to: 7, call)], at: rig.clock.now)
        try await rig.settle()
        #expect(rig.telegram.calls.map { $0.parameters["reply_parameters"] != nil } == [true, false])
        #expect(try await rig.store.item(1)?.state == .sent)
    }

    @Test("Case 16: a link to a file that has expired is asked for anew")
    func expiredLink() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        rig.telegram.put(Data("content".utf8), as: "picture", isExpired: true)
        try await rig.receive([
            rig.update("message", rig.message(7, nil, ["photo": SupportRig.photo("picture")]))
        ])
        try await rig.settle()
        #expect(try await rig.desk.contents() == [Data("content".utf8)])
        #expect(rig.telegram.calls.count { $0.method == "getFile" } == 2)
    }
}
