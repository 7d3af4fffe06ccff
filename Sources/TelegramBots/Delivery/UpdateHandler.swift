import HelpdeskModels

/// A bot, as far as its updates go.
protocol UpdateHandler: Sendable {
    /// What an update leads to. It may be asked again for the same update, after a crash or a failure: whatever it does
    /// elsewhere has to be repeatable.
    ///
    /// Throws ``TryLater`` if something that it needs is not there now. Any other error, three times, sets the update
    /// aside.
    func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn

    /// What a notice leads to. Throws ``TryLater``.
    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn
}
