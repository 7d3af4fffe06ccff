import HTTPTypes
import HelpdeskDesk
import Hummingbird

/// One operation of the interface: a method on a path, and what it does.
struct Endpoint: Sendable {
    typealias Handler = @Sendable (Request, ServerContext, Account) async throws -> Response

    let method: HTTPRequest.Method
    /// With parameters in braces, as in the OpenAPI document: `/v1/tickets/{ticket}`.
    let path: String
    /// The names of the parameters that a query may have. Without a token any are passed over.
    let query: Set<String>
    let action: Action

    enum Action: Sendable {
        /// For everybody.
        case open(@Sendable (Request, ServerContext) async throws -> Response)
        /// For the holders of a token.
        case authenticated(Handler)
    }

    init(
        _ method: HTTPRequest.Method, _ path: String, query: Set<String> = [], _ handler: @escaping Handler
    ) {
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
        action = .open(handler)
    }

    init(
        hook method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request) async throws -> Response
    ) {
        self.method = method
        self.path = path
        query = []
        action = .open { request, _ in try await handler(request) }
    }

    /// Whether a request for `path` is meant, whatever its method.
    func matches(path: String) -> Bool {
        let wanted = self.path.split(separator: "/")
        let given = path.split(separator: "/")
        return wanted.count == given.count
            && zip(wanted, given).allSatisfy { wanted, given in wanted.hasPrefix("{") || wanted == given }
    }
}
