/// What became of a message in the outbox.
enum AlertOutcome: Sendable, Hashable {
    /// On its way, or waiting for its turn.
    case open
    case sent
    case failed(AlertFailure)
}
