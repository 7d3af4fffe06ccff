import HelpdeskModels
import Hummingbird

/// The desk itself, the account, the topics and the services.
struct DeskController: Sendable {
    let environment: ServerEnvironment

    var operations: [Operation] {
        let store = environment.store
        return [
            Operation(.get, "/v1/desk") { _, _, _ in
                try .json(await store.desk())
            },
            Operation(.get, "/v1/me") { _, _, account in
                try .json(Me(user: account.user, service: account.service))
            },
            Operation(.get, "/v1/topics") { request, _, _ in
                try .json(await store.topics(after: request.query("after"), limit: request.pageLimit()))
            },
            Operation(.get, "/v1/services") { request, _, account in
                try .json(
                    await store.services(for: account, after: request.query("after"), limit: request.pageLimit()))
            },
        ]
    }
}
