import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

private let isLiving = "l.state IN ('pending', 'linked', 'blocked')"

/// Telegram chats: links, one-time links, typed names, and the staff by their numbers in Telegram.
extension SQLRecords {
    func insert(_ link: TelegramLink, chat: Int64) throws {
        try execute(
            """
            INSERT INTO telegram_link(id, chat, service, state, chat_name, username, user, claimed_name, created,
                linked, wants_answers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            link.id, chat, link.service, link.state.rawValue, link.chatName, link.username, link.user?.id,
            link.claimedName, link.created, link.linked, link.wantsAnswers)
    }

    func store(_ link: TelegramLink) throws {
        try execute(
            """
            UPDATE telegram_link SET state = ?, chat_name = ?, username = ?, user = ?, linked = ?, wants_answers = ?
            WHERE id = ?
            """,
            link.state.rawValue, link.chatName, link.username, link.user?.id, link.linked, link.wantsAnswers, link.id)
    }

    func store(token: Int64?, of link: TelegramLink.ID) throws {
        try execute("UPDATE telegram_link SET token = ? WHERE id = ?", token, link)
    }

    func linkedChat(_ id: TelegramLink.ID) throws -> LinkedChat? {
        try row("\(LinkedChat.query) WHERE l.id = ?", id) { try LinkedChat(row: $0) }
    }

    func linkedChat(ofChat chat: Int64) throws -> LinkedChat? {
        try row("\(LinkedChat.query) WHERE l.chat = ? AND \(isLiving)", chat) { try LinkedChat(row: $0) }
    }

    func linkedChats() throws -> [LinkedChat] {
        try rows("\(LinkedChat.query) WHERE l.state IN ('linked', 'blocked') ORDER BY l.ordinal") {
            try LinkedChat(row: $0)
        }
    }

    func chatsWantingAnswers(of service: Service.ID) throws -> [LinkedChat] {
        try rows(
            """
            \(LinkedChat.query)
            WHERE l.service = ? AND \(isLiving) AND l.wants_answers AND l.state IN ('linked', 'blocked')
            ORDER BY l.ordinal
            """, service
        ) { try LinkedChat(row: $0) }
    }

    func livingLinks(madeBy maker: LinkMaker) throws -> [LinkedChat] {
        try rows("\(LinkedChat.query) WHERE l.\(maker.column) = ? AND \(isLiving)", [maker.sqlValue]) {
            try LinkedChat(row: $0)
        }
    }

    func livingLinks(only: Service.ID?, after start: Int64, limit: Int) throws -> [LinkedChat] {
        let filter = only == nil ? "" : "AND l.service = ?"
        let values = [start.sqlValue] + (only.map { [$0.sqlValue] } ?? []) + [limit.sqlValue]
        return try rows(
            "\(LinkedChat.query) WHERE l.ordinal > ? \(filter) AND \(isLiving) ORDER BY l.ordinal LIMIT ?", values
        ) { try LinkedChat(row: $0) }
    }

    func ordinal(ofLink id: String) throws -> (ordinal: Int64, service: Service.ID)? {
        try row("SELECT ordinal, service FROM telegram_link WHERE id = ?", id) { ($0.integer(at: 0), $0.key(at: 1)) }
    }

    func pendingLinks(before time: Timestamp) throws -> [LinkedChat] {
        try rows("\(LinkedChat.query) WHERE l.state = 'pending' AND l.created < ?", time) { try LinkedChat(row: $0) }
    }

    func pendingLinkCount(of service: Service.ID) throws -> Int {
        try row("SELECT COUNT(*) FROM telegram_link WHERE service = ? AND state = 'pending'", service) {
            Int($0.integer(at: 0))
        } ?? 0
    }

    func insertOffer(
        digest: String, for service: Service.ID, by user: User.ID, token: Int64, at time: Timestamp, expires: Timestamp
    ) throws {
        try execute(
            "INSERT INTO telegram_offer(digest, service, user, token, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
            digest, service, user, token, time, expires)
    }

    func offer(digest: String) throws -> StoredOffer? {
        try row(
            """
            SELECT o.service, u.id, u.name, u.role, u.retired, o.expires, o.link, o.token
            FROM telegram_offer o JOIN user u ON u.id = o.user WHERE o.digest = ?
            """, digest
        ) { row in
            StoredOffer(
                service: row.key(at: 0), user: try row.author(at: 1), retired: row.optionalTime(at: 4),
                expires: row.time(at: 5), link: try row.optionalID(at: 6), token: row.optionalInteger(at: 7))
        }
    }

    func unusedOffers(of user: User.ID, at time: Timestamp) throws -> [Timestamp] {
        try rows(
            "SELECT expires FROM telegram_offer WHERE user = ? AND link IS NULL AND expires > ? ORDER BY expires",
            user, time
        ) { $0.time(at: 0) }
    }

    func store(link: TelegramLink.ID, ofOffer digest: String) throws {
        try execute("UPDATE telegram_offer SET link = ? WHERE digest = ?", link, digest)
    }

    func deleteUnusedOffers(madeBy maker: LinkMaker) throws {
        _ = try execute("DELETE FROM telegram_offer WHERE \(maker.column) = ? AND link IS NULL", [maker.sqlValue])
    }

    func deleteOffers(expiredBefore time: Timestamp) throws {
        try execute("DELETE FROM telegram_offer WHERE expires < ?", time)
    }

    func insertClaim(_ name: String, chat: Int64, at time: Timestamp) throws {
        try execute(
            "INSERT INTO telegram_claim(chat, name, created, is_open) VALUES (?, ?, ?, ?)", chat, name, time, true)
    }

    func openClaim(of chat: Int64, since start: Timestamp) throws -> String? {
        try row(
            """
            SELECT name FROM telegram_claim WHERE chat = ? AND is_open AND created >= ?
            ORDER BY ordinal DESC LIMIT 1
            """, chat, start
        ) { $0.text(at: 0) }
    }

    func claims(of chat: Int64, after start: Timestamp, limit: Int) throws -> [Timestamp] {
        try rows(
            "SELECT created FROM telegram_claim WHERE chat = ? AND created > ? ORDER BY ordinal DESC LIMIT ?",
            chat, start, limit
        ) { $0.time(at: 0) }
    }

    func closeClaims(of chat: Int64) throws {
        try execute("UPDATE telegram_claim SET is_open = FALSE WHERE chat = ? AND is_open", chat)
    }

    func deleteClaims(before time: Timestamp) throws {
        try execute("DELETE FROM telegram_claim WHERE created < ?", time)
    }

    func insertTelegramUser(_ number: Int64, of agent: User.ID) throws {
        try execute("INSERT INTO telegram_agent(telegram, user) VALUES (?, ?)", number, agent)
    }

    func agent(telegramUser number: Int64) throws -> User.ID? {
        try row("SELECT user FROM telegram_agent WHERE telegram = ?", number) { $0.key(at: 0) }
    }

    func deleteTelegramUser(of agent: User.ID) throws {
        try execute("DELETE FROM telegram_agent WHERE user = ?", agent)
    }
}

extension LinkMaker {
    /// Of links and of one-time links.
    fileprivate var column: String {
        switch self {
        case .user: "user"
        case .token: "token"
        }
    }

    fileprivate var sqlValue: SQLValue {
        switch self {
        case .user(let id): id.sqlValue
        case .token(let number): number.sqlValue
        }
    }
}
