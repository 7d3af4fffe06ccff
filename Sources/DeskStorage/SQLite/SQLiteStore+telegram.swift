import GRDB
import HelpdeskDesk
package import HelpdeskModels

/// Chats and their links, as the transactions of the other extensions use them.
extension SQLiteStore {
    static let livingLink = "l.state IN ('pending', 'linked', 'blocked')"

    static func linkedChat(_ id: TelegramLink.ID, _ db: Database) throws -> LinkedChat? {
        let statement = try db.cachedStatement(sql: "\(LinkedChat.query) WHERE l.id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map { try LinkedChat(row: $0) }
    }

    /// The link of a chat that has not ended.
    static func linkedChat(ofChat chat: Int64, _ db: Database) throws -> LinkedChat? {
        let statement = try db.cachedStatement(sql: "\(LinkedChat.query) WHERE l.chat = ? AND \(livingLink)")
        return try Row.fetchOne(statement, arguments: [chat]).map { try LinkedChat(row: $0) }
    }

    static func insertLink(_ link: TelegramLink, chat: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO telegram_link(id, chat, service, state, chat_name, username, user, claimed_name, created,
                    linked, wants_answers)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                link.id.description, chat, link.service.rawValue, link.state.rawValue, link.chatName, link.username,
                link.user?.id.rawValue, link.claimedName, link.created.milliseconds, link.linked?.milliseconds,
                link.wantsAnswers,
            ])
        try record(.telegramLink, link.id.description, .service(link.service), db)
    }

    /// Stores what can change of a link, and tells of it.
    static func updateLink(_ link: TelegramLink, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE telegram_link SET state = ?, chat_name = ?, username = ?, user = ?, linked = ?, wants_answers = ?
                WHERE id = ?
                """
        ).execute(
            arguments: [
                link.state.rawValue, link.chatName, link.username, link.user?.id.rawValue, link.linked?.milliseconds,
                link.wantsAnswers, link.id.description,
            ])
        try record(.telegramLink, link.id.description, .service(link.service), db)
    }

    /// Ends a link. A claim that is turned away stays open for the chat, which cannot tell it from one that waits.
    static func end(_ chat: LinkedChat, as state: TelegramLink.State, _ db: Database) throws {
        var link = chat.link
        link.state = state
        try updateLink(link, db)
        if state == .unlinked { try closeClaims(ofChat: chat.chat, db) }
    }

    /// The link of a chat whose claim is accepted, to be stored.
    static func accept(_ chat: LinkedChat, at time: Timestamp, _ db: Database) throws -> TelegramLink {
        var link = chat.link
        link.state = .linked
        link.linked = time
        try closeClaims(ofChat: chat.chat, db)
        return link
    }

    static func closeClaims(ofChat chat: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE telegram_claim SET is_open = 0 WHERE chat = ? AND is_open")
            .execute(arguments: [chat])
    }

    /// Remembers by which device a chat was linked: it ends with it.
    static func note(_ token: Int64?, of link: TelegramLink.ID, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE telegram_link SET token = ? WHERE id = ?")
            .execute(arguments: [token, link.description])
    }

    /// Ends what a user has linked, and the one-time links that were not used yet.
    static func endLinks(of user: User.ID, _ db: Database) throws {
        try endLinks("user", user.rawValue, db)
    }

    /// Ends what was linked by a device that is signed out: whoever had it might go on reading in a chat of theirs.
    static func endLinks(ofToken token: Int64, _ db: Database) throws {
        try endLinks("token", token, db)
    }

    private static func endLinks(_ column: String, _ value: some DatabaseValueConvertible, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "\(LinkedChat.query) WHERE l.\(column) = ? AND \(livingLink)")
        for chat in try Row.fetchAll(statement, arguments: [value]).map(LinkedChat.init(row:)) {
            try end(chat, as: .unlinked, db)
        }
        try db.cachedStatement(sql: "DELETE FROM telegram_offer WHERE \(column) = ? AND link IS NULL")
            .execute(arguments: [value])
    }

    /// Forgets claims that nobody accepted in time, and one-time links that are long over.
    package func forgetOldClaims(at time: Timestamp) throws {
        try administer { try Self.forgetOldClaims(at: time, $0) }
    }

    static func forgetOldClaims(at time: Timestamp, _ db: Database) throws {
        let limit = time.adding(seconds: -TelegramRules.claimLifetime).milliseconds
        let statement = try db.cachedStatement(
            sql: "\(LinkedChat.query) WHERE l.state = 'pending' AND l.created < ?")
        for row in try Row.fetchAll(statement, arguments: [limit]) {
            try end(LinkedChat(row: row), as: .rejected, db)
        }
        try db.execute(sql: "DELETE FROM telegram_claim WHERE created < ?", arguments: [limit])
        try db.execute(sql: "DELETE FROM telegram_offer WHERE expires < ?", arguments: [limit])
    }
}
