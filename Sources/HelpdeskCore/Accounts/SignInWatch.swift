/// Notices that somebody signed in to a profile again, in another window, so that a program that was signed out goes on.
public struct SignInWatch: Sendable {
    private let profiles: ProfileStore
    private let profile: Profile
    private let token: AccountToken

    /// `token` is what the program signs in with.
    public init(profiles: ProfileStore, profile: Profile, token: AccountToken) {
        self.profiles = profiles
        self.profile = profile
        self.token = token
    }

    /// Watches until the task is cancelled. The engine itself refuses the token of another account.
    public func run(_ engine: SyncEngine) async {
        await withTaskGroup(of: Void.self) { group in
            // Signing in writes whose the token is into this directory when all else is written.
            group.addTask {
                for await _ in DirectoryWatch.writes(in: profile.dataDirectory) { await renew(engine) }
            }
            group.addTask {
                for await status in engine.statuses {
                    // It may have been replaced before the old one was refused. Programs that print tokens are not run for
                    // that: they may ask somebody something.
                    guard case .signedOut = status.phase, case .file = profile.tokenSource else { continue }
                    await renew(engine)
                }
            }
        }
    }

    private func renew(_ engine: SyncEngine) async {
        // One that cannot be read now is read at the next occasion; that the program is signed out is on the screen.
        guard let secret = try? await current() else { return }
        let isOther = token.replace(with: secret)
        guard isOther, case .signedOut = engine.status.phase else { return }
        engine.retryNow()
    }

    /// The profile's token by now; nil if the profile leads elsewhere by now, where this program's account is not.
    private func current() async throws(HelpdeskError) -> Secret? {
        try await Blocking.run { _ throws(HelpdeskError) in
            let now = try profiles.profile(named: profile.name)
            guard (now.url, now.kind, now.user) == (profile.url, profile.kind, profile.user) else { return nil }
            return try profiles.token(for: now)
        }
    }
}
