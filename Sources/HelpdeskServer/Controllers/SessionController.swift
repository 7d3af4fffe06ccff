import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Signing in with an invitation's code.
struct SessionController: Sendable {
    private let environment: ServerEnvironment
    /// By address and by code, to slow down guessing. The database counts for all servers; whoever tried too often at this
    /// one alone is turned away without a look at it.
    private let attempts = TokenBuckets<String>()

    init(environment: ServerEnvironment) {
        self.environment = environment
    }

    var endpoints: [Endpoint] {
        [Endpoint(open: .post, "/v1/sessions", signIn)]
    }

    @Sendable private func signIn(_ request: Request, _ context: ServerContext) async throws -> Response {
        let now = environment.now()
        let policy = environment.policy
        func slowDown(_ key: String) async throws {
            let perMinute = policy.signInsPerMinute
            if let seconds = attempts.take(key, burst: perMinute, perMinute: perMinute, at: now) {
                throw ProblemError.tooMany(retryAfter: seconds)
            }
            try await environment.desk.countAttempt(key, pace: AttemptPace(perMinute: perMinute), at: now)
        }
        let client = policy.trustedProxies.client(request.headers, peer: context.peer)
        try await slowDown("address \(client?.network ?? "")")
        let signIn: SignIn = try await request.json(.signIn)
        guard signIn.label.unicodeScalars.count <= 100 else {
            throw ProblemError(.invalid, violations: [Violation(field: "label", code: .tooLong, limit: 100)])
        }
        guard let code = InvitationCode(signIn.code) else { throw Self.notValid }
        let digest = environment.digester.digest(of: code)
        try await slowDown("code \(digest)")
        let token = AccessToken.make()
        let user = try await environment.desk.redeemInvitation(
            digest: digest, request: signIn.request, tokenDigest: environment.digester.digest(of: token),
            label: signIn.label, at: now)
        guard let user else { throw Self.notValid }
        return try .json(Session(token: token.text, user: user), status: .created)
    }

    /// The same answer for every mistake in a code.
    private static var notValid: ProblemError {
        ProblemError(
            .unauthorized, "The code is not valid, or not any more. Ask for a new one.",
            headers: [.wwwAuthenticate: "Bearer"])
    }
}

/// The devices that are signed in to the account.
struct DeviceController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.get, "/v1/devices", query: Request.pageParameters) { request, _, account in
                try .json(
                    await desk.devices(of: account, after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.delete, "/v1/devices/{device}") { _, context, account in
                guard let device = context.parameters.get("device", as: Int64.self) else {
                    throw ProblemError(.notFound)
                }
                try await desk.signOut(device, by: account, at: now())
                return .done
            },
        ]
    }
}
