import HelpdeskModels

/// Something that the bot has to tell somebody; kept until it did.
enum BotNotice: Codable, Hashable, Sendable {
    /// A chat takes no messages any more.
    case blocked(chat: Int64)
    /// A call was refused for good.
    case failed(item: Int64)
    /// A call was sent and nobody knows whether it arrived.
    case unknown(item: Int64)
    /// An update cannot be worked off.
    case poison(update: Int64)
    /// Something that happened at the desk cannot be passed on, or not to everyone: to which ticket it belongs, which
    /// change it is, and why.
    case notPassedOn(ticket: Ticket.ID?, change: String, reason: String)
    /// A part of the bot's own work failed, for one person or one incident: which, and why.
    case fault(part: String, reason: String)
    /// Telegram was out of reach for longer than it keeps updates.
    case gap(from: Timestamp, to: Timestamp)
    /// Somebody else polls with the same token.
    case conflict
}
