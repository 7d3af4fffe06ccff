import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import Synchronization

/// Finds the account of a request by its bearer token (RFC 6750).
final class Authenticator: Sendable {
    private let desk: Helpdesk
    private let now: @Sendable () -> Timestamp
    private let policy: CurrentPolicy
    private let requests = TokenBuckets<Int64>()
    /// When the use of a token was last written down: once a minute is enough.
    private let noted = Mutex<[Int64: Timestamp]>([:])
    /// The account that last asked for what needs no database, and the digest of its token.
    private let remembered = Mutex<(digest: String, account: Account)?>(nil)

    init(desk: Helpdesk, policy: CurrentPolicy, now: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.policy = policy
        self.now = now
    }

    /// Throws a problem: 401 if there is no token, or one that is not valid, was revoked or has expired; 429 if it asks too
    /// much. With `mayBeRemembered`, the account that was found last will do while the database is away.
    func account(
        of request: Request, context: ServerContext, mayBeRemembered: Bool = false
    ) async throws -> Account {
        let account: Account
        do {
            account = try await find(request)
            if mayBeRemembered, let digest = tokenDigest(of: request) {
                remembered.withLock { $0 = (digest, account) }
            }
        } catch {
            let digest = tokenDigest(of: request)
            let known = remembered.withLock { $0?.digest == digest ? $0?.account : nil }
            guard mayBeRemembered, let known else { throw error }
            if case StoreError.unavailable = error { return known }
            remembered.withLock { $0 = nil }
            throw error
        }
        let policy = policy.value
        if let seconds = requests.take(
            account.token, burst: policy.requestBurst, perMinute: policy.requestsPerMinute, at: now())
        {
            throw ProblemError.tooMany(retryAfter: seconds)
        }
        await noteUse(of: account, context: context)
        return account
    }

    /// The account alone: nothing is counted or written down. Throws a problem (401).
    func find(_ request: Request) async throws -> Account {
        guard let digest = tokenDigest(of: request),
            let account = try await desk.account(tokenDigest: digest, at: now())
        else {
            throw ProblemError.signIn
        }
        return account
    }

    /// The digest of the token that the request has, valid or not; nil if there is none.
    func tokenDigest(of request: Request) -> String? {
        Self.token(in: request.headers).map { desk.digester.digest(of: $0) }
    }

    private static func token(in headers: HTTPFields) -> AccessToken? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return AccessToken(String(parts[1]))
    }

    private func noteUse(of account: Account, context: ServerContext) async {
        let time = now()
        let isDue = noted.withLock { noted -> Bool in
            if let last = noted[account.token], time - last < .seconds(60) { return false }
            noted[account.token] = time
            return true
        }
        guard isDue else { return }
        do {
            try await desk.noteUse(ofToken: account.token, at: time)
        } catch {
            // The request itself may still be answered, for example from a full disk.
            context.logger.warning("The use of a token could not be written down.")
        }
    }
}
