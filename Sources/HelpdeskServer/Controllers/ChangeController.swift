import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The change feed, with its long poll.
struct ChangeController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [Endpoint(.get, "/v1/changes", query: Request.pageParameters.union(["wait"]), changes)]
    }

    @Sendable private func changes(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let limit = try request.pageLimit()
        let wait = try request.query("wait", in: 0...Limits.maxWait, default: 0)
        let poll = LongPoll(notifier: environment.notifier, account: account, seconds: wait)
        if wait > 0 { context.channel?.closeFuture.whenComplete { _ in poll.end() } }
        guard wait == 0 || environment.polls.enter(account.token, limit: environment.policy.longPolls) else {
            throw ProblemError.tooMany(retryAfter: 5)
        }
        defer { if wait > 0 { environment.polls.leave(account.token) } }
        var cursor = try request.pageStart()
        while true {
            let feed = try await environment.desk.changes(after: cursor, limit: limit, for: account)
            cursor = feed.page.cursor
            guard feed.page.isEmpty, wait > 0 else { return try .json(feed.page) }
            let mayHaveChanged = await withGracefulShutdownHandler {
                await poll.waitForChange(after: feed.latest)
            } onGracefulShutdown: {
                poll.end()
            }
            // An account that was signed out during the wait gets nothing more.
            _ = try await environment.authenticator.find(request)
            guard mayHaveChanged else { return try .json(feed.page) }
        }
    }
}
