import GRDB
import HelpdeskModels

/// The bot's outbox within a transaction: what is queued leaves if, and only if, the transaction commits.
struct AlertOutbox {
    let db: Database
    let now: Timestamp

    /// Queues a message behind those for the same chat; returns the entry that ``outcome(of:)`` asks for. A message
    /// whose fate is unknown goes out again: twice is better than never.
    func post(_ message: AlertMessage) throws -> Int64 {
        let keyboard = message.buttons.map { row in row.map { InlineButton($0.label, data: $0.press.data) } }
        let parts = FormattedText(message.text).parts()
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let call = BotCall.message(part, keyboard: isLast ? keyboard : [])
            try queue(Outgoing(to: message.chat, call, key: isLast ? message.key : nil, lifetime: message.lifetime))
        }
        return db.lastInsertedRowID
    }

    /// Queues a file that somebody sent to the bot for somebody else.
    func post(_ file: AlertFile, caption: String, to chat: Int64) throws {
        let method: BotCall.Method =
            switch file.kind {
            case .photo: .sendPhoto
            case .voice: .sendVoice
            case .video: .sendVideo
            case .document: .sendDocument
            }
        let caption = JSON.string(caption.prefix(units: FormattedText.captionLimit))
        try queue(Outgoing(to: chat, BotCall(method, [file.kind.rawValue: .string(file.id), "caption": caption])))
    }

    /// Queues what somebody who pressed a button sees at once (Bot API, answerCallbackQuery).
    func answer(_ press: AlertButtonPress, _ text: String, isAlert: Bool) throws {
        var call = BotCall(.answerCallbackQuery, ["callback_query_id": .string(press.id)])
        if !text.isEmpty { call["text"] = .string(text.prefix(units: BotCall.answerLimit)) }
        if isAlert { call["show_alert"] = true }
        try queue(
            Outgoing(
                to: press.chat ?? press.sender.id, call, key: "answer-\(press.id)", lifetime: Self.answerLifetime))
    }

    /// What became of a message. One that waits because its chat is blocked counts as failed, and goes out nevertheless
    /// once the bot is let in again.
    func outcome(of entry: Int64) throws -> AlertOutcome {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT outbox.state, COALESCE(is_blocked, 0) AS is_blocked
                FROM outbox LEFT JOIN chat ON chat.id = outbox.chat WHERE outbox.id = ?
                """, arguments: [entry])
        // What was sent is forgotten after a while, what failed is not.
        guard let row else { return .sent }
        switch OutboxItem.State(rawValue: row["state"]) {
        case .sent: return .sent
        case .failed: return .failed(.refused)
        case .unknown: return .failed(.unconfirmed)
        case .queued, .sending, nil: return row["is_blocked"] ? .failed(.blocked) : .open
        }
    }

    /// Whoever writes has not shut the bot out, whatever was known before.
    func letIn(_ chat: Int64) throws {
        try db.execute(sql: "UPDATE chat SET is_blocked = 0 WHERE id = ? AND is_blocked = 1", arguments: [chat])
    }

    /// Where a group is now: one that became a supergroup has another id than the configuration says.
    func currentID(of chat: Int64) throws -> Int64 { try BotStore.currentID(of: chat, db) }

    private func queue(_ outgoing: Outgoing) throws { try BotStore.queue([outgoing], at: now, db) }

    /// Telegram takes no answer to a press much later; in seconds.
    private static let answerLifetime = 60
}

/// A message that the alert bot sends.
struct AlertMessage: Sendable, Hashable {
    var chat: Int64
    /// Plain text.
    var text: String
    var buttons: [[AlertButton]] = []
    /// Queued once for good, however often it is posted; nil for what may be posted again.
    var key: String?
    /// Sent no more after this many seconds in the queue; nil for whenever.
    var lifetime: Int?
}
