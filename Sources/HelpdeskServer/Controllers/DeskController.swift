import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// The desk itself, the account, the topics, the services and the staff.
struct DeskController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        return [
            Endpoint(.get, "/v1/desk") { _, _, _ in
                try .json(await desk.desk())
            },
            Endpoint(.get, "/v1/me") { _, _, account in
                try .json(Me(user: account.user, service: account.service))
            },
            Endpoint(.get, "/v1/topics", query: Request.pageParameters) { request, _, _ in
                try .json(await desk.topics(after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.get, "/v1/services", query: Request.pageParameters) { request, _, account in
                try .json(
                    await desk.services(for: account, after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.get, "/v1/agents", query: Request.pageParameters) { request, _, account in
                try .json(
                    await desk.agents(for: account, after: request.pageStart(), limit: request.pageLimit()))
            },
        ]
    }
}
