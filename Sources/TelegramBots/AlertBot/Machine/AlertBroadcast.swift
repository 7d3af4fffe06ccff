import HelpdeskModels

/// Something that everyone who reported an incident is told.
struct AlertBroadcast: Sendable, Hashable {
    enum Kind: String, Sendable {
        case acknowledged
        case resolved
        case reopened
        /// In the words of the staff.
        case word
    }

    struct Recipient: Sendable, Hashable {
        /// The service if it is known, else the reporter.
        let name: String
        let outcome: AlertOutcome
    }

    let ordinal: Int64
    let incident: Int64
    let kind: Kind
    /// The chat of the person or group that caused it and hears of the result; 0 for none.
    let actor: Int64
    let created: Timestamp
    /// When its result was looked at.
    var done: Timestamp?
    var recipients: [Recipient] = []
}

/// The fate of a message in the outbox.
enum AlertOutcome: Sendable, Hashable {
    /// On its way, or waiting for its turn.
    case open
    case sent
    case failed(AlertFailure)
}

/// Why somebody did not get a message.
enum AlertFailure: Sendable, Hashable {
    /// The person blocked the bot or deleted the account.
    case blocked
    case refused
    /// Telegram did not say whether it took the message.
    case unconfirmed
}
