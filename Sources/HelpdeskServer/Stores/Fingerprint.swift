import Crypto
import Foundation
import HelpdeskModels

/// What a request said, in 64 hexadecimal digits: equal for a repetition, different for anything else.
///
/// The ids of uploads are left out, because a repetition may have had to upload a file again.
enum Fingerprint {
    static func of(_ ticket: NewTicket, service: Service.ID?, by author: User.ID) throws -> String {
        var ticket = ticket
        ticket.message = withoutUploads(ticket.message)
        ticket.service = service
        return try digest(of: ticket, by: author)
    }

    static func of(_ message: NewMessage, by author: User.ID) throws -> String {
        try digest(of: withoutUploads(message), by: author)
    }

    private static func withoutUploads(_ message: NewMessage) -> NewMessage {
        var message = message
        let none = Upload.ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        for index in message.attachments.indices {
            message.attachments[index].upload = none
        }
        return message
    }

    private static func digest(of value: some Encodable, by author: User.ID) throws -> String {
        var hash = SHA256()
        hash.update(data: Data("\(author)\n".utf8))
        hash.update(data: try WireJSON.encode(value))
        return hash.finalize().hexadecimal
    }
}
