import Foundation
import HelpdeskCore
import HelpdeskModels
import TestSupport
import Testing

extension RealBackends {
    /// The traps of Request Tracker, each on a real one.
    @Suite("Request Tracker", .enabled(if: Tracker.usual != nil || !Tracker.mayBeMissing))
    struct RequestTrackerTests {
        let tracker: Tracker
        let customer: RequestTrackerBackend
        let agent: RequestTrackerBackend
        let folder: TemporaryFolder

        init() throws {
            tracker = try #require(Tracker.usual)
            customer = try tracker.backend()
            agent = try tracker.backend("agent")
            folder = try TemporaryFolder()
        }

        func file(_ subject: String) async throws -> TicketUpdate {
            try await customer.putTicket(
                .make(),
                NewTicket(
                    topic: tracker.queue("Telephony"), subject: subject, messageID: .make(),
                    message: NewMessage(origin: .cli, text: subject + ".")))
        }

        /// Sends the file in a reply, and looks at it as an agent does.
        func sendsAndReceives(_ name: String, _ data: Data) async throws {
            let ticket = try await file("З файлом").ticket.id
            let mail = try await OutgoingMail([(name, data)], to: customer, in: folder)
            let update = try await customer.putMessage(
                .make(), ticket: ticket, NewMessage(origin: .cli, text: "файл", attachments: mail.attachments),
                mail.context)
            let attachment = try #require(update.messages.last?.attachments.first)
            #expect(attachment.name == name)
            let path = folder.path + "/as-agent"
            try await agent.download(attachment, to: path, from: 0) { _ in }
            #expect(FileManager.default.contents(atPath: path) == data)
        }

        /// The ticket of the seed, as the customer sees it.
        func seeded(_ name: String) async throws -> (Ticket.ID, Mirror) {
            var mirror = Mirror()
            try await mirror.catchUp(with: customer)
            let number = try #require(tracker.tickets[name])
            return (try #require(mirror.tickets.values.first { $0.number == number }).id, mirror)
        }

        func bytes(of attachment: HelpdeskModels.Attachment) async throws -> Data {
            let path = folder.path + "/\(attachment.id)"
            try await customer.download(attachment, to: path, from: 0) { _ in }
            return try #require(FileManager.default.contents(atPath: path))
        }
    }
}
