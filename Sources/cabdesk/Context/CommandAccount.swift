import CabdeskUI
import CurlTransport
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport

/// The account that a command works with, and the way to its backend.
struct CommandAccount {
    let profile: Profile
    let token: AccountToken
    let log: DebugLog
    private let profiles: ProfileStore

    /// The account of the profile; nil for the usual one.
    ///
    /// Throws `notSignedIn`, `configurationInvalid`, and what asking for the token throws.
    init(
        profile name: String?, log: DebugLog, profiles: ProfileStore = ProfileStore()
    ) throws(HelpdeskError) {
        self.profiles = profiles
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
        await SignInWatch(profiles: profiles, profile: profile, token: token).run(engine)
    }

    /// As `init`, without blocking the loop: a program that prints the token has a minute, and may ask for a password.
    @MainActor
    static func found(_ options: StartOptions) async throws(HelpdeskError) -> CommandAccount {
        let log = try options.debugLog()
        // Without a helper program this is one small file, and the first screen waits for no other thread.
        if let profile = try? options.profiles.profile(named: options.profile), !profile.tokenSource.isHelper {
            return try CommandAccount(profile: options.profile, log: log, profiles: options.profiles)
        }
        return try await onOwnThread {
            Result { () throws(HelpdeskError) in
                try CommandAccount(profile: options.profile, log: log, profiles: options.profiles)
            }
        }.get()
    }

    /// The way to the backend. Throws `insecureAddress`, `malformedAddress` or `certificateFileUnreadable`.
    func backend() throws(HelpdeskError) -> any Backend {
        try profile.backend(token: token, transport: CurlTransport.desk(caFile: profile.caFile, log: log))
    }
}

extension CurlTransport {
    /// The transport to a desk. Throws `certificateFileUnreadable`.
    static func desk(caFile: String?, log: DebugLog) throws(HelpdeskError) -> CurlTransport {
        do throws(TransportError) {
            return try CurlTransport(caFile: caFile, log: log.exchanges)
        } catch {
            throw HelpdeskError(error)
        }
    }
}

extension Profile.TokenSource {
    /// Whether another program has to be asked, and waited for.
    var isHelper: Bool {
        switch self {
        case .command, .secretService: true
        case .environment, .file: false
        }
    }
}
