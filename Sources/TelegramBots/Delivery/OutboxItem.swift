public import HelpdeskModels

/// A call in the outbox and how far it is.
public struct OutboxItem: Hashable, Sendable, Identifiable {
    public enum State: String, Codable, Sendable {
        case queued
        case sending
        case sent
        /// Refused for good.
        case failed
        /// Sent, and its answer is missing: it may have arrived.
        case unknown
    }

    public var id: Int64
    public var outgoing: Outgoing
    public var state: State
    /// How often it was sent in vain.
    public var attempts: Int
    public var queued: Timestamp
    /// Why it failed; without the token. Foreign text.
    public var reason: String?
    /// The messages it became, in order.
    public var messages: [Int64]
    /// How often Telegram did not know the topic that it was for.
    public var topicFailures: Int
}
