import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// A Request Tracker that is set up unkindly: it lives in New York, keeps only the beginning of large files, and pages
/// before it hides.
@Suite("Request Tracker set up otherwise", .serialized, .enabled(if: Tracker.odd != nil || !Tracker.mayBeMissing))
struct OddTrackerTests {
    let tracker: Tracker
    let customer: RequestTrackerBackend
    let folder: TemporaryFolder

    init() throws {
        tracker = try #require(Tracker.odd)
        customer = try tracker.backend()
        folder = try TemporaryFolder()
    }

    @Test("changes are found and times are right where the desk's clock is in New York")
    func timeZone() async throws {
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        let filed = try await file("Із Нью-Йорка")
        let agent = try tracker.backend("agent")
        _ = try await agent.putMessage(.make(), ticket: filed.ticket.id, NewMessage(origin: .cli, text: "Привіт"))
        try await mirror.catchUp(with: customer)
        let messages = mirror.messages(of: filed.ticket.id)
        #expect(messages.map(\.text) == ["Із Нью-Йорка.", "Привіт"])
        for message in messages {
            let distance = Timestamp.now - message.created
            #expect(distance < .seconds(300) && distance > .seconds(-300))
        }
    }

    @Test(
        "pages full of rows that are hidden hide nothing else, and what leaves such a list is gone",
        arguments: [
            "customer", "agent",
        ])
    func hiddenRows(_ role: String) async throws {
        // The first hundred tickets, of which a customer sees a few, are not all; and nothing says so.
        let list = try await tracker.list("customer", "/tickets?query=id%3E0&per_page=100&orderby=id")
        #expect(list.total == nil && list.pages == nil && list.nextPage == nil && list.count < 100)
        let clock = ManualClock(.now)
        let moved = try await file("Зникне звідси")
        var mirror = Mirror()
        let backend = try tracker.backend(role, clock: clock.read)
        try await mirror.catchUp(with: backend)
        #expect(mirror.ticket("No sound on line 2").count == 1 && mirror.ticket("In HTML").count == 1)
        #expect(mirror.tickets.count > (role == "agent" ? 130 : 3))
        #expect(mirror.ticket("Of somebody else").isEmpty == (role == "customer"))
        let later = try await file("Після чужих")
        try await tracker.administer(.put, "/ticket/\(moved.ticket.number)", ["Status": "deleted"])
        clock.advance(seconds: 1000)
        try await mirror.catchUp(with: backend)
        #expect(mirror.tickets[later.ticket.id] != nil && mirror.tickets[moved.ticket.id] == nil)
    }

    @Test("a file of which only the beginning was kept is told, and a small one is not")
    func truncation() async throws {
        let ticket = try await file("Обрізаний файл").ticket
        let small = try await OutgoingMail(
            [("мала.bin", Data(repeating: 1, count: 50_000))], to: customer, in: folder)
        _ = try await customer.putMessage(
            .make(), ticket: ticket.id, NewMessage(origin: .cli, text: "мала", attachments: small.attachments),
            small.context)
        let large = try await OutgoingMail(
            [("велика.bin", Data(repeating: 2, count: 200_000))], to: customer, in: folder)
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putMessage(
                .make(), ticket: ticket.id,
                NewMessage(origin: .cli, text: "велика", attachments: large.attachments),
                large.context)
        }
        #expect(error?.code == .fileCut && error?.subject == "велика.bin" && error?.isPermanent == true)
    }

    @Test("a file that the server in front of RT does not let through is refused for good")
    func tooLarge() async throws {
        let ticket = try await file("Завеликий файл").ticket
        let mail = try await OutgoingMail([("x.bin", Data(repeating: 3, count: 3 << 20))], to: customer, in: folder)
        let error = await #expect(throws: HelpdeskError.self) {
            _ = try await customer.putMessage(
                .make(), ticket: ticket.id, NewMessage(origin: .cli, text: "x", attachments: mail.attachments),
                mail.context)
        }
        #expect(error?.code == .tooLarge && error?.isPermanent == true)
    }

    private func file(_ subject: String) async throws -> TicketUpdate {
        try await customer.putTicket(
            .make(),
            NewTicket(
                topic: tracker.queue("Telephony"), subject: subject, messageID: .make(),
                message: NewMessage(origin: .cli, text: subject + ".")))
    }
}
