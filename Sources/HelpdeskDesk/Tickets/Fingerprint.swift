import Foundation
package import HelpdeskModels
import NettleCrypto

/// The content of a request in 64 hexadecimal digits: equal for a repetition, different for anything else.
///
/// The digest is of a form that is written here and nowhere else, because it is kept: a retry may come after an upgrade,
/// which may have changed how the same things are read and written elsewhere. So the form never changes. A member that
/// requests get later is added only where it has another value than requests without it mean.
///
/// The ids of uploads are left out, because a repetition may have had to upload a file again.
package enum Fingerprint {
    package static func of(_ ticket: NewTicket, service: Service.ID?, by author: User.ID) -> String {
        let fields = ticket.fields.map { object([("key", quoted($0.key)), ("value", quoted($0.value))]) }
        return digest(
            of: object([
                ("fields", list(fields)), ("message", form(of: ticket.message)),
                ("messageID", quoted(ticket.messageID.description)), ("service", service.map { quoted($0.rawValue) }),
                ("subject", quoted(ticket.subject)), ("topic", quoted(ticket.topic.rawValue)),
            ]), by: author)
    }

    package static func of(_ message: NewMessage, by author: User.ID) -> String {
        digest(of: form(of: message), by: author)
    }

    private static func form(of message: NewMessage) -> String {
        let attachments = message.attachments.map { attachment in
            object([
                ("id", quoted(attachment.id.description)), ("mediaType", quoted(attachment.mediaType)),
                ("name", quoted(attachment.name)), ("sha256", quoted(attachment.sha256.description)),
                ("upload", quoted("00000000-0000-0000-0000-000000000000")),
            ])
        }
        return object([
            ("attachments", list(attachments)), ("isInternal", message.isInternal ? "true" : "false"),
            ("origin", quoted(message.origin.rawValue)), ("text", quoted(message.text)),
        ])
    }

    private static func digest(of form: String, by author: User.ID) -> String {
        SHA256.digest(of: "\(author)\n\(form)".utf8).hexadecimal
    }

    /// Members without a value are left out.
    private static func object(_ members: [(name: String, value: String?)]) -> String {
        "{" + members.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }.joined(separator: ",") + "}"
    }

    private static func list(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ",") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case ..<0x20: bytes += "\\u00\([byte].hexadecimal)".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }
}
