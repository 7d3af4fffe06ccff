public import HelpdeskModels

/// Finds the store of the account behind a token, so that nobody is ever shown another account's tickets.
///
/// A profile's data directory has one store directory for each account, and a file that says which token (by its
/// fingerprint) is whose. A token seen before opens its store without the network; a new one has to ask the backend.
public struct AccountStores: Sendable {
    let profile: Profile
    let token: String

    public init(profile: Profile, token: String) {
        self.profile = profile
        self.token = token
    }

    /// The store of the token's account; nil if the token was never used here. No network.
    public func openKnown(clock: @escaping @Sendable () -> Timestamp = { .now }) throws(HelpdeskError) -> Store? { nil }

    /// Asks the backend whose token it is, remembers that, and opens the account's store.
    public func open(
        asking backend: any Backend, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) async throws(HelpdeskError) -> Store { throw HelpdeskError(.unexpected) }
}
