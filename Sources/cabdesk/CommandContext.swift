import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels

/// What a command works with: the account, its store, and the way to the backend.
struct CommandContext {
    let account: CommandAccount
    let store: Store

    var profile: Profile { account.profile }
    var log: DebugLog { account.log }

    /// Opens the store of the account; the network is needed only for a token that was never used here.
    ///
    /// Throws `notSignedIn`, `configurationInvalid`, what asking for the token and opening a store throw, and for a new
    /// token what asking the backend throws.
    static func open(_ options: GlobalOptions) async throws(HelpdeskError) -> CommandContext {
        let context = try await open(CommandAccount(profile: options.profile, log: options.debugLog()))
        if let report = try await context.store.rescueReport() {
            StandardError.sentence(Strings(language: options.effectiveLanguage)[.rescued(report)])
            // A log is read by nobody for certain: there it is said again until a person has seen it.
            if isatty(STDERR_FILENO) == 1 { try await context.store.acknowledgeRescue() }
        }
        return context
    }

    /// As `open(_:)`, with the account.
    static func open(_ account: CommandAccount) async throws(HelpdeskError) -> CommandContext {
        if let known = try openKnown(account) { return known }
        return CommandContext(account: account, store: try await account.stores.open(asking: account.backend()))
    }

    /// As `open(_:)`, without waiting for the network; nil for a token that was never used here.
    static func openKnown(_ account: CommandAccount) throws(HelpdeskError) -> CommandContext? {
        try account.stores.openKnown().map { CommandContext(account: account, store: $0) }
    }

    /// Throws `insecureAddress`, `malformedAddress` or `certificateFileUnreadable`.
    func backend() throws(HelpdeskError) -> any Backend { try account.backend() }

    /// Throws as `backend`.
    func engine() throws(HelpdeskError) -> SyncEngine {
        SyncEngine(store: store, backend: try backend(), log: log)
    }

    /// Sends everything that is due, then receives everything new.
    func sync() async throws(HelpdeskError) -> SyncReport {
        try await engine().syncOnce()
    }

    /// Receives the desk and its tickets if that was never done, as a first command after `login` needs them.
    ///
    /// A desk always has a topic, Other, so no topic means that nothing was received yet.
    func syncIfNever() async throws(HelpdeskError) {
        if try await store.deskSnapshot().topics.isEmpty { _ = try await sync() }
    }
}
