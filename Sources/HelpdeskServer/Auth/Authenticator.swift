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

    init(desk: Helpdesk, policy: CurrentPolicy, now: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.policy = policy
        self.now = now
    }

    /// Throws a problem: 401 if there is no token, or one that is not valid, was revoked or has expired; 429 if it asks too
    /// much.
    func account(of request: Request, context: ServerContext) async throws -> Account {
        let account = try await find(request)
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
        guard let token = Self.token(in: request.headers),
            let account = try await desk.account(tokenDigest: desk.digester.digest(of: token), at: now())
        else {
            throw ProblemError.signIn
        }
        return account
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
