import HTTPTypes
import HelpdeskDesk
import Hummingbird

/// One operation of the interface: a method on a path, and what it does.
struct Endpoint: Sendable {
    typealias Handler = @Sendable (Request, ServerContext, Account) async throws -> Response

    let method: HTTPRequest.Method
    /// With parameters in braces, as in the OpenAPI document: `/v1/tickets/{ticket}`.
    let path: String
    /// The names of the parameters that a query may have. Operations without a token ignore all of them.
    let query: Set<String>
    let action: Action
    /// Whether it needs no database: while that is away, the account that last asked for it is believed.
    let outlivesDatabase: Bool
    let cost: Cost

    enum Cost: Sendable {
        /// It reads a few rows, and needs no longer than they take.
        case brief
        /// The same, after it has waited for something to happen.
        case waiting
        case any
    }

    enum Action: Sendable {
        /// For everybody.
        case open(@Sendable (Request, ServerContext) async throws -> Response)
        /// For the holders of a token.
        case authenticated(Handler)
    }

    init(
        _ method: HTTPRequest.Method, _ path: String, query: Set<String> = [], outlivesDatabase: Bool = false,
        cost: Cost = .any, _ handler: @escaping Handler
    ) {
        self.cost = cost
        self.outlivesDatabase = outlivesDatabase
        self.method = method
        self.path = path
        self.query = query
        action = .authenticated(handler)
    }

    init(
        open method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request, ServerContext) async throws -> Response
    ) {
        self.method = method
        self.path = path
        query = []
        outlivesDatabase = true
        cost = .any
        action = .open(handler)
    }

    init(
        hook method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) {
        self.method = method
        self.path = path
        query = []
        outlivesDatabase = true
        cost = .any
        action = .open { request, _ in try await handler(request) }
    }

    /// Whether this is the endpoint's path; the method does not matter.
    func matches(path: String) -> Bool {
        let pattern = self.path.split(separator: "/")
        let parts = path.split(separator: "/")
        return pattern.count == parts.count
            && zip(pattern, parts).allSatisfy { pattern, part in pattern.hasPrefix("{") || pattern == part }
    }
}

/// The whole interface: every operation, behind the middleware for errors and the check of tokens.
struct ServerRouter: Sendable {
    let endpoints: [Endpoint]
    private let environment: ServerEnvironment

    /// `sources` are parts of the program beside the server that have figures.
    init(_ environment: ServerEnvironment, hooks: [ServerHook] = [], sources: [MetricSource] = []) {
        self.environment = environment
        endpoints =
            DeskController(environment: environment).endpoints
            + TicketController(environment: environment).endpoints
            + ConversationController(environment: environment).endpoints
            + ChangeController(environment: environment).endpoints
            + UploadController(environment: environment).endpoints
            + AttachmentController(environment: environment).endpoints
            + SessionController(environment: environment).endpoints
            + OperationController(environment: environment, sources: sources).endpoints
            + TelegramController(environment: environment).endpoints
            + DeviceController(environment: environment).endpoints
            + TeamController(environment: environment).endpoints
            + DraftController(environment: environment).endpoints
            + HookController(hooks: hooks).endpoints
    }

    func makeResponder() -> RouterResponder<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(endpoints: endpoints, metrics: environment.metrics))
        for operation in endpoints {
            router.on(RouterPath(operation.path), method: operation.method, responder: responder(for: operation))
        }
        return router.buildResponder()
    }

    private func responder(for operation: Endpoint) -> CallbackResponder<ServerContext> {
        let authenticator = environment.authenticator
        let label = "\(operation.method.rawValue) \(operation.path)"
        return CallbackResponder { request, context in
            try await OperationName.$current.withValue(label) {
                switch operation.action {
                case .open(let handler):
                    return try await handler(request, context)
                case .authenticated(let handler):
                    if let account = context.parking?.poll?.account {
                        // It was counted when it came. Whether its token is still valid is asked with each look.
                        return try await RequestAccount.$current.withValue(account) {
                            try await handler(request, context, account)
                        }
                    }
                    let account = try await authenticator.account(
                        of: request, context: context, mayBeRemembered: operation.outlivesDatabase)
                    try request.checkQuery(operation.query)
                    // The body may come when the account is gone: whatever is written then proves it again.
                    return try await RequestAccount.$current.withValue(account) {
                        try await handler(request, context, account)
                    }
                }
            }
        }
    }
}
