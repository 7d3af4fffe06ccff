import CurlTransport
import HelpdeskCore
import HelpdeskModels

/// Whose account a command works with, and how the backend is reached with it.
struct CommandAccount {
    let profile: Profile
    let token: AccountToken
    let log: DebugLog

    /// The account of the profile; nil for the usual one.
    ///
    /// Throws `notSignedIn`, `configurationInvalid`, and what asking for the token throws.
    init(profile name: String?, log: DebugLog) throws(HelpdeskError) {
        let profiles = ProfileStore()
        let began = ContinuousClock.now
        profile = try profiles.profile(named: name)
        self.log = log
        do throws(HelpdeskError) {
            token = AccountToken(try profiles.token(for: profile))
        } catch {
            log.note(.tokenFailed(error.code))
            throw error
        }
        log.note(.token(profile.tokenSource, .now - began))
    }

    var stores: AccountStores { AccountStores(profile: profile, token: token.secret, log: log) }

    /// Takes a token that somebody signs in with in another window, until the task is cancelled.
    func followSignIns(_ engine: SyncEngine) async {
        await SignInWatch(profiles: ProfileStore(), profile: profile, token: token).run(engine)
    }

    /// The way to the backend. Throws `insecureAddress`, `malformedAddress` or `certificateFileUnreadable`.
    func backend() throws(HelpdeskError) -> any Backend {
        try profile.backend(token: token, transport: CurlTransport(caFile: profile.caFile, log: log))
    }
}
