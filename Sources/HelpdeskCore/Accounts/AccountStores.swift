import Foundation
public import HelpdeskModels
import NettleCrypto

/// The owner of a store: a user of a desk.
public struct Account: Hashable, Sendable, Codable {
    /// The desk's address.
    public var url: String
    public var user: User.ID

    public init(url: String, user: User.ID) {
        self.url = url
        self.user = user
    }
}

/// Finds the store of the account behind a token, so that nobody ever sees another account's tickets.
///
/// A profile's data directory has one store directory for each account (a user of a desk), and a file that maps tokens
/// to accounts. A token that was used before opens its store without the network. For a new token the backend is asked
/// for the account, so that a new token of the same user opens the same store. The file has fingerprints, not tokens.
public struct AccountStores: Sendable {
    let profile: Profile
    let token: Secret
    let log: DebugLog

    public init(profile: Profile, token: Secret, log: DebugLog = .off) {
        self.profile = profile
        self.token = token
        self.log = log
    }

    /// The store of the token's account; nil if the token was never used here. No network.
    public func openKnown(clock: @escaping @Sendable () -> Timestamp = { .now }) throws(HelpdeskError) -> Store? {
        guard let account = try accounts()[fingerprint], account.url == profile.url else { return nil }
        return try open(account, clock)
    }

    /// Asks the backend which account the token belongs to, remembers the answer, and opens the account's store.
    ///
    /// Throws what `Backend.desk` and `Backend.me` throw, and what opening the store throws.
    public func open(
        asking backend: any Backend, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) async throws(HelpdeskError) -> Store {
        let desk = try await backend.desk()
        let me = try await backend.me()
        let account = Account(url: backend.url, user: me.user.id)
        let store = try open(account, clock)
        try await store.signIn(account, me: me, desk: desk)
        var accounts = try accounts()
        accounts[fingerprint] = account
        let text: String
        do {
            text = try StoredJSON.encode(accounts)
        } catch {
            throw HelpdeskError(.unexpected, detail: "the accounts cannot be encoded")
        }
        try PrivateFile.write(text, to: accountsFile)
        return store
    }

    private func open(
        _ account: Account, _ clock: @escaping @Sendable () -> Timestamp
    ) throws(HelpdeskError) -> Store {
        let began = ContinuousClock.now
        do throws(HelpdeskError) {
            let store = try Store(directory: directory(of: account), clock: clock)
            log.note(.storeOpened(name(of: account), .now - began))
            return store
        } catch {
            log.note(.storeFailed(error.code, .now - began))
            throw error
        }
    }

    private var accountsFile: String { profile.dataDirectory + "/accounts.json" }

    /// Includes the address, so that the same token at another address is a different one.
    private var fingerprint: String {
        // The name matters where the secret is a password, which two people may share.
        Self.hash(profile.url + "\n" + (profile.user.map { $0 + "\n" } ?? "") + token.text)
    }

    private func directory(of account: Account) -> String {
        profile.dataDirectory + "/" + name(of: account)
    }

    private func name(of account: Account) -> String {
        String(Self.hash(account.url + "\n" + account.user.rawValue).prefix(16))
    }

    private func accounts() throws(HelpdeskError) -> [String: Account] {
        guard let text = try PrivateFile.read(accountsFile) else { return [:] }
        // If the file cannot be decoded, the backend is asked again.
        return (try? StoredJSON.decode([String: Account].self, from: text)) ?? [:]
    }

    private static func hash(_ text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hash = SHA256.digest(of: text.utf8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hash, as: UTF8.self)
    }
}
