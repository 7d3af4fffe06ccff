/// Notices when somebody signs in to the profile again in another window, so that a signed-out program continues.
public struct SignInWatch: Sendable {
    private let profiles: ProfileStore
    private let profile: Profile
    private let token: AccountToken

    /// `token` is the one that the program uses.
    public init(profiles: ProfileStore, profile: Profile, token: AccountToken) {
        self.profiles = profiles
        self.profile = profile
        self.token = token
    }

    /// Watches until the task is cancelled. The engine itself refuses the token of another account.
    public func run(_ engine: SyncEngine) async {
        await withTaskGroup(of: Void.self) { group in
            // As its last step, signing in writes the token's account into this directory.
            group.addTask {
                for await _ in DirectoryWatch.writes(in: profile.dataDirectory) { await renew(engine) }
            }
            group.addTask {
                for await status in engine.statuses {
                    // The token may have been replaced before the old one was refused. Commands that print tokens are not
                    // run here, because they may ask the user something.
                    guard case .signedOut = status.phase, case .file = profile.tokenSource else { continue }
                    await renew(engine)
                }
            }
        }
    }

    private func renew(_ engine: SyncEngine) async {
        // If it cannot be read now, the next event tries again; the screen shows that the program is signed out.
        guard let secret = try? await current() else { return }
        let isNew = token.replace(with: secret)
        guard isNew, case .signedOut = engine.status.phase else { return }
        engine.retryNow()
    }

    /// The profile's current token; nil if the profile now leads to another desk or user than this program's.
    private func current() async throws(HelpdeskError) -> Secret? {
        try await Blocking.run { _ throws(HelpdeskError) in
            let now = try profiles.profile(named: profile.name)
            guard (now.url, now.kind, now.user) == (profile.url, profile.kind, profile.user) else { return nil }
            return try profiles.token(for: now)
        }
    }
}
