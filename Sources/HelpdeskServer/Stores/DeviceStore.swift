import HelpdeskModels

/// What the interface needs of a database to show who is signed in.
protocol DeviceStore: Sendable {
    /// The tokens of the account's user that are valid, oldest first.
    func devices(of account: Account, after: String?, limit: Int) async throws -> Page<Device>
    /// Makes a token of the account's user useless at once, and ends the Telegram chats that were linked with it; again
    /// is no error.
    func signOut(_ device: Int64, by account: Account, at time: Timestamp) async throws
}
