import GRDB
import HelpdeskDesk
package import HelpdeskModels

/// Links, as an administrator manages them. Throws ``ServerFailure`` with a sentence where something is refused.
extension SQLiteStore {
    /// The links that have not ended, of all services or of one, oldest first.
    package func links(of service: Service.ID?) throws -> [TelegramLink] {
        try inspect { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(LinkedChat.query) WHERE (?1 IS NULL OR l.service = ?1) AND \(Self.livingLink) ORDER BY l.ordinal
                    """, arguments: [service?.rawValue]
            ).map { try LinkedChat(row: $0).link }
        }
    }

    /// Accepts a claim; the link as it is now. A chat that is linked already stays so.
    @discardableResult
    package func acceptLink(_ id: TelegramLink.ID, at time: Timestamp) throws -> TelegramLink {
        try administer { db in
            guard let chat = try Self.linkedChat(id, db), !chat.link.state.hasEnded else {
                throw ServerFailure.unknown("chat", id.description)
            }
            guard chat.link.state == .pending else { return chat.link }
            let link = try Self.accept(chat, at: time, db)
            try Self.updateLink(link, db)
            try Self.audit("chat.linked", id.description, db)
            return link
        }
    }

    /// Ends a link or turns a claim away; what it was.
    @discardableResult
    package func endLink(_ id: TelegramLink.ID) throws -> TelegramLink {
        try administer { db in
            guard let chat = try Self.linkedChat(id, db), !chat.link.state.hasEnded else {
                throw ServerFailure.unknown("chat", id.description)
            }
            let state: TelegramLink.State = chat.link.state == .pending ? .rejected : .unlinked
            try Self.end(chat, as: state, db)
            try Self.audit("chat.\(state.rawValue)", id.description, db)
            return chat.link
        }
    }
}
