import CabdeskUI
import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels

/// What a command works with: the profile, the store of its account, and the way to the backend.
struct CommandContext {
    let profile: Profile
    let token: String
    let store: Store

    /// Opens the store of the account; the network is needed only for a token that was never used here.
    ///
    /// Throws `notSignedIn`, `tokenMissing`, `configurationInvalid`, what opening a store throws, and for a new token
    /// what asking the backend throws.
    static func open(_ options: GlobalOptions) async throws(HelpdeskError) -> CommandContext {
        let context = try await open(profile: options.profile)
        if let report = try await context.store.rescueReport() {
            StandardError.sentence(Strings(language: options.effectiveLanguage)[.rescued(report)])
            // A log is read by nobody for certain: there it is said again until a person has seen it.
            if isatty(STDERR_FILENO) == 1 { try await context.store.acknowledgeRescue() }
        }
        return context
    }

    /// As `open(_:)`, with the profile's name; nil for the usual one.
    static func open(profile name: String?) async throws(HelpdeskError) -> CommandContext {
        if let known = try openKnown(profile: name) { return known }
        let (profile, token) = try account(profile: name)
        let store = try await AccountStores(profile: profile, token: token)
            .open(asking: backend(of: profile, token: token))
        return CommandContext(profile: profile, token: token, store: store)
    }

    /// As `open(profile:)`, without waiting for anything; nil for a token that was never used here.
    static func openKnown(profile name: String?) throws(HelpdeskError) -> CommandContext? {
        let (profile, token) = try account(profile: name)
        guard let store = try AccountStores(profile: profile, token: token).openKnown() else { return nil }
        return CommandContext(profile: profile, token: token, store: store)
    }

    private static func account(profile name: String?) throws(HelpdeskError) -> (Profile, token: String) {
        let profiles = ProfileStore()
        let profile = try profiles.profile(named: name)
        return (profile, try profiles.token(for: profile))
    }

    static func backend(of profile: Profile, token: String) throws(HelpdeskError) -> any Backend {
        try profile.backend(token: token, transport: CurlTransport(caFile: profile.caFile))
    }

    /// The way to the backend. Throws `insecureAddress`, `malformedAddress` or `certificateFileUnreadable`.
    func backend() throws(HelpdeskError) -> any Backend {
        try Self.backend(of: profile, token: token)
    }

    /// Sends everything that is due, then receives everything new.
    func sync() async throws(HelpdeskError) -> SyncReport {
        try await SyncEngine(store: store, backend: backend()).syncOnce()
    }

    /// Receives the desk and its tickets if that was never done, as a first command after `login` needs them.
    ///
    /// A desk always has a topic, Other, so no topic means that nothing was received yet.
    func syncIfNever() async throws(HelpdeskError) {
        if try await store.deskSnapshot().topics.isEmpty { _ = try await sync() }
    }
}
