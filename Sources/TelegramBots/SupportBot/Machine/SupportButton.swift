import Foundation
import HelpdeskModels
import NettleCrypto

/// A button under a message of the bot. Its data can be made up by anybody: it is an intention and never a right.
enum SupportButton: Hashable, Sendable {
    case link(Bool)
    case unlink(Bool)
    case ticket(Ticket.ID)
    case newTicket
    /// By a short digest, because an id may be longer than a button's data.
    case topic(digest: String)
    case rate(Ticket.ID, score: Int)
    case language(Language)
    case draft(Bool)
    /// Under a message to the staff: send again what is in doubt, or leave it.
    case resend(item: Int64, Bool)

    /// At most 64 bytes.
    var data: String {
        switch self {
        case .link(let yes): "link:\(yes ? "y" : "n")"
        case .unlink(let yes): "unlink:\(yes ? "y" : "n")"
        case .ticket(let id): "ticket:\(id)"
        case .newTicket: "new"
        case .topic(let digest): "topic:\(digest)"
        case .rate(let id, let score): "rate:\(id):\(score)"
        case .language(let language): "lang:\(language.rawValue)"
        case .draft(let yes): "draft:\(yes ? "y" : "n")"
        case .resend(let item, let yes): "resend:\(item):\(yes ? "y" : "n")"
        }
    }

    init?(_ data: String) {
        let parts = data.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        func answer(_ index: Int) -> Bool? { ["y": true, "n": false][parts[index]] }
        switch (parts.first, parts.count) {
        case ("link", 2): guard let yes = answer(1) else { return nil }; self = .link(yes)
        case ("unlink", 2): guard let yes = answer(1) else { return nil }; self = .unlink(yes)
        case ("ticket", 2): guard let id = Ticket.ID(parts[1]) else { return nil }; self = .ticket(id)
        case ("new", 1): self = .newTicket
        case ("topic", 2): self = .topic(digest: parts[1])
        case ("rate", 3):
            guard let id = Ticket.ID(parts[1]), let score = Int(parts[2]), Rating.range.contains(score) else {
                return nil
            }
            self = .rate(id, score: score)
        case ("lang", 2):
            guard let language = Language(rawValue: parts[1]) else { return nil }; self = .language(language)
        case ("draft", 2): guard let yes = answer(1) else { return nil }; self = .draft(yes)
        case ("resend", 3):
            guard let item = Int64(parts[1]), let yes = answer(2) else { return nil }
            self = .resend(item: item, yes)
        default: return nil
        }
    }

    static func topic(_ id: Topic.ID) -> SupportButton {
        let digest = SHA256.digest(of: id.rawValue.utf8)
        return .topic(digest: String(SHA256Digest(bytes: digest)?.description.prefix(16) ?? ""))
    }
}
