import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The desk decides where a message comes from, by the way on which it came in.
@Suite struct OriginTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func message(_ origin: Message.Origin, isInternal: Bool = false) -> NewMessage {
        NewMessage(origin: origin, text: "A text", isInternal: isInternal)
    }

    @Test(arguments: [Message.Origin.telegram, .rt])
    func `over HTTP nobody writes as if it came from elsewhere`(origin: Message.Origin) async throws {
        let ticket = try await desk.file()
        for user in [TestDesk.ann, TestDesk.greta] {
            for isInternal in [false, true] where user.role.isStaff || !isInternal {
                let answer = try await desk.put(
                    "/v1/tickets/\(ticket.id)/messages/\(Message.ID.make())", as: user,
                    message(origin, isInternal: isInternal))
                #expect(answer.problem == .invalid)
                #expect(try answer.json(Problem.self).violations == [Violation(field: "origin", code: .malformed)])
            }
        }
        let messages: Page<Message> = try await desk.get("/v1/tickets/\(ticket.id)/messages", as: TestDesk.greta).json()
        #expect(messages.items.map(\.origin) == [.cli])
        for user in [TestDesk.ann, TestDesk.greta] {
            var new = desk.newTicket()
            new.message.origin = origin
            new.service = TestDesk.harbour.id
            let answer = try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: user, new)
            #expect(answer.problem == .invalid)
        }
    }

    @Test func `required fields are asked for whatever a request says of its origin; only the bot leaves them out`()
        async throws
    {
        let field = TopicField(
            key: "sign", label: LocalizedText([.english: "Call sign"]), kind: .text, isRequired: true)
        try desk.helpdesk.addTopic(
            HelpdeskModels.Topic(
                id: "maps", title: LocalizedText([.english: "M"]), recommendation: LocalizedText([:]), fields: [field],
                order: 1))
        var new = desk.newTicket()
        new.topic = "maps"
        for origin in [Message.Origin.tui, .cli, .telegram] {
            new.message.origin = origin
            let answer = try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new)
            #expect(answer.problem == .invalid, "\(origin)")
        }
        let chat = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0, door: .telegram)
        // The bot is the bot, whatever it says of itself.
        new.message.origin = .tui
        let filed = try await desk.helpdesk.putTicket(
            .make(), new, files: .none, by: chat, at: desk.clock.now()
        ).value
        #expect(filed.messages.map(\.origin) == [.telegram])
    }

    @Test func `what was stored under another origin before is still a repetition`() async throws {
        let ticket = try await desk.file()
        let id = Message.ID.make()
        let update = try await desk.writeFromTelegram("A text", in: ticket, as: TestDesk.greta, id: id)
        let again = try await desk.put(
            "/v1/tickets/\(ticket.id)/messages/\(id)", as: TestDesk.greta, message(.telegram))
        #expect(again.status == 200)
        #expect(try again.json(TicketUpdate.self).messages == update.messages)
    }

    @Test func `a terminal and a command are told apart as they say`() async throws {
        let ticket = try await desk.file()
        for origin in [Message.Origin.tui, .cli] {
            let answer = try await desk.put(
                "/v1/tickets/\(ticket.id)/messages/\(Message.ID.make())", as: TestDesk.greta, message(origin))
            #expect(try answer.json(TicketUpdate.self).messages.map(\.origin) == [origin])
        }
    }
}
