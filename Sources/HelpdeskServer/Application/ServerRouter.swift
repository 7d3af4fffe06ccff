import HTTPTypes
import HelpdeskDesk
import Hummingbird

/// The interface as a whole: every operation, behind the answers to errors and the check of tokens.
struct ServerRouter: Sendable {
    let endpoints: [Endpoint]
    private let environment: ServerEnvironment

    init(_ environment: ServerEnvironment, hooks: [ServerHook] = []) {
        self.environment = environment
        endpoints =
            DeskController(environment: environment).endpoints
            + TicketController(environment: environment).endpoints
            + ConversationController(environment: environment).endpoints
            + ChangeController(environment: environment).endpoints
            + UploadController(environment: environment).endpoints
            + AttachmentController(environment: environment).endpoints
            + SessionController(environment: environment).endpoints
            + OperationController(environment: environment).endpoints
            + TelegramController(environment: environment).endpoints
            + DeviceController(environment: environment).endpoints
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
        return CallbackResponder { request, context in
            switch operation.action {
            case .open(let handler):
                return try await handler(request, context)
            case .authenticated(let handler):
                let account = try await authenticator.account(of: request, context: context)
                try request.checkQuery(operation.query)
                return try await handler(request, context, account)
            }
        }
    }
}
