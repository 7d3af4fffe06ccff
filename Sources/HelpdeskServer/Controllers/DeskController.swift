import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// The desk itself, the account, the topics, the services and the staff; and what it all adds up to.
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
            Endpoint(.get, "/v1/statistics", query: ["from", "to"], statistics),
        ]
    }

    /// Of the last thirty days unless the query says otherwise.
    @Sendable private func statistics(_ request: Request, _ context: ServerContext, _ account: Account) async throws
        -> Response
    {
        let day: Int64 = 86_400_000
        let now = environment.now()
        let to = try request.time("to") ?? now
        let from = try request.time("from") ?? Timestamp(milliseconds: to.milliseconds - 30 * day)
        guard from < to, to.milliseconds - from.milliseconds <= Int64(Statistics.maxDays) * day else {
            throw ProblemError(
                .malformed, "The time goes from `from` to a later `to`, at most \(Statistics.maxDays) days.")
        }
        return try .json(await environment.desk.statistics(from: from, to: to, now: now, for: account))
    }
}
