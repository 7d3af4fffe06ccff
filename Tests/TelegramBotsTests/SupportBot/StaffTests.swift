import HelpdeskModels
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
        #expect(try await rig.desk.ticket(ticket.id)?.status == .resolved)
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
}
