import HelpdeskModels

/// What the interface needs of a database to link Telegram chats, and to tell of incidents.
///
/// As with ``TicketStore``, every method answers only with what the account may see.
protocol TelegramStore: Sendable {
    /// The links of the account's service, or of all for the staff, that have not ended, oldest first.
    func telegramLinks(for account: Account, after: String?, limit: Int) async throws -> Page<TelegramLink>
    /// Keeps a one-time link by its digest. Throws ``StoreError/tooMany(retryAfter:)``.
    func createTelegramOffer(
        digest: String, by account: Account, at time: Timestamp, expires: Timestamp
    ) async throws
    /// Accepts or turns away a claim, or changes what a chat wants.
    func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange, by account: Account, at time: Timestamp
    ) async throws -> TelegramLink
    /// Ends a link; again is no error.
    func endTelegramLink(_ id: TelegramLink.ID, by account: Account, at time: Timestamp) async throws
    /// Incidents, newest first.
    func incidents(after: String?, limit: Int) async throws -> Page<Incident>
}
