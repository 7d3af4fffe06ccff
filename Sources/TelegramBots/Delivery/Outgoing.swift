public import HelpdeskModels

/// A call that waits for its turn to be sent into a chat.
public struct Outgoing: Codable, Hashable, Sendable {
    /// The treatment of a call whose answer was lost.
    public enum WhenUnknown: String, Codable, Sendable {
        /// Send it again: twice is better than never. For alerts, buttons and everything that can be sent twice.
        case again
        /// Leave it and ask the staff: ``OutboxItem/state`` becomes `unknown`.
        case ask
    }

    /// The ticket and the message that a message in the chat belongs to, so that a reply to it finds its way.
    public struct Subject: Codable, Hashable, Sendable {
        public var ticket: Ticket.ID
        public var message: Message.ID?
        /// Whether the message is an internal note; nil where nobody knows.
        public var isNote: Bool?

        public init(ticket: Ticket.ID, message: Message.ID? = nil, isNote: Bool? = nil) {
            self.ticket = ticket
            self.message = message
            self.isNote = isNote
        }
    }

    public var chat: Int64
    public var call: BotCall
    /// Queued once for good, however often it is queued; nil for what may be queued again.
    public var key: String?
    public var subject: Subject?
    /// In a forum: the name that the topic of the subject's ticket gets if there is none yet when the call is sent;
    /// nil for a chat without topics.
    public var threadName: String?
    public var whenUnknown: WhenUnknown
    /// Sent no more after this many seconds in the queue; nil for whenever.
    public var lifetime: Int?

    public init(
        to chat: Int64, _ call: BotCall, key: String? = nil, subject: Subject? = nil, threadName: String? = nil,
        whenUnknown: WhenUnknown = .again, lifetime: Int? = nil
    ) {
        self.chat = chat
        self.call = call
        self.key = key
        self.subject = subject
        self.threadName = threadName
        self.whenUnknown = whenUnknown
        self.lifetime = lifetime
    }
}

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
