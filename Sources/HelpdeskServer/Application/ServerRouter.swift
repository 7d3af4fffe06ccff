import HTTPTypes
import Hummingbird

/// The interface as a whole: every operation, behind the answers to errors and the check of tokens.
struct ServerRouter: Sendable {
    let operations: [Operation]
    private let environment: ServerEnvironment

    init(_ environment: ServerEnvironment) {
        self.environment = environment
        operations =
            DeskController(environment: environment).operations
            + TicketController(environment: environment).operations
            + ConversationController(environment: environment).operations
            + ChangeController(environment: environment).operations
            + UploadController(environment: environment).operations
            + AttachmentController(environment: environment).operations
    }

    func makeResponder() -> RouterResponder<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(operations: operations))
        for operation in operations {
            router.on(RouterPath(operation.path), method: operation.method, responder: responder(for: operation))
        }
        return router.buildResponder()
    }

    private func responder(for operation: Operation) -> CallbackResponder<ServerContext> {
        let authenticator = environment.authenticator
        return CallbackResponder { request, context in
            switch operation.action {
            case .open(let handler):
                return try await handler(request, context)
            case .authenticated(let handler):
                let account = try await authenticator.account(of: request, context: context)
                return try await handler(request, context, account)
            }
        }
    }
}
