import GRDB
import HelpdeskDesk
import HelpdeskModels

extension LinkedChat {
    /// A query of all links, in the order in which ``init(row:)`` reads them; to be followed by its conditions.
    static let query = """
        SELECT l.chat, l.id, l.service, l.state, l.chat_name, l.username, l.user, u.name, u.role, l.claimed_name, \
        l.created, l.linked, l.wants_answers, s.name, l.ordinal
        FROM telegram_link l JOIN service s ON s.id = l.service LEFT JOIN user u ON u.id = l.user
        """

    init(row: Row) throws {
        let user: String? = row[6]
        let link = TelegramLink(
            id: try row.id(at: 1), service: row.key(at: 2), state: try row.value(at: 3), chatName: row[4],
            username: TelegramChat.username(row[5]), user: user == nil ? nil : try row.author(at: 6),
            claimedName: row[9],
            created: row.time(at: 10), linked: row.optionalTime(at: 11), wantsAnswers: row[12])
        self.init(chat: row[0], link: link, service: Service(id: link.service, name: row[13]))
    }
}
