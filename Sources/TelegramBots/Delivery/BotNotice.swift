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
    /// Telegram was out of reach for longer than it keeps updates.
    case gap(from: Timestamp, to: Timestamp)
    /// Somebody else polls with the same token.
    case conflict
}
