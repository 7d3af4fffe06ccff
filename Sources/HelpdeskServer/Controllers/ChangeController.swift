import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The change feed, with its long poll.
struct ChangeController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [Endpoint(.get, "/v1/changes", query: Request.pageParameters.union(["wait", "order", "window"]), changes)]
    }

    @Sendable private func changes(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let limit = try request.pageLimit()
        let seconds = try request.query("wait", in: 0...Limits.maxWait, default: 0)
        let poll = LongPoll(notifier: environment.notifier, account: account, seconds: seconds)
        if seconds > 0 { context.channel?.closeFuture.whenComplete { _ in poll.end() } }
        guard seconds == 0 || environment.polls.enter(account.token, limit: environment.policy.longPolls) else {
            throw ProblemError.tooMany(retryAfter: 5)
        }
        defer { if seconds > 0 { environment.polls.leave(account.token) } }
        let start = try request.pageStart()
        let beginning = try beginning(request, account)
        // The latest page, which is empty; and whether the wait is over.
        var page: ChangePage?
        var isOver = false
        func wait(after known: Int64, atMost limit: Duration? = nil) async {
            let mayHaveChanged = await withGracefulShutdownHandler {
                await poll.waitForChange(after: known, atMost: limit)
            } onGracefulShutdown: {
                poll.end()
            }
            isOver = !mayHaveChanged
        }
        while true {
            do {
                if let page {
                    // An account that was signed out during the wait gets nothing more.
                    _ = try await environment.authenticator.find(request)
                    if isOver { return try .json(page) }
                }
                let feed = try await environment.desk.changes(
                    after: page?.cursor ?? start, from: beginning, limit: limit, for: account)
                guard feed.page.isEmpty, seconds > 0 else { return try .json(feed.page) }
                page = feed.page
                await wait(after: feed.latest)
            } catch StoreError.unavailable(let reason) {
                // A database that is away for a while is no reason for everybody to come again at once.
                let empty = page ?? start.map { ChangePage(changes: [], cursor: $0, hasMore: false) }
                guard seconds > 0, let empty else { throw StoreError.unavailable(reason) }
                page = empty
                if !isOver { await wait(after: .max, atMost: .milliseconds(.random(in: 500...1500))) }
                if isOver { return try .json(empty) }
            }
        }
    }

    /// Where a reader without a cursor begins. A cursor knows where it began.
    private func beginning(_ request: Request, _ account: Account) throws -> FeedStart {
        let hasWindow = request.query("window") != nil
        switch request.query("order") {
        case nil where !hasWindow: return .oldest
        case nil: throw ProblemError(.malformed, "The parameter `window` needs `order=newest`.")
        case "newest": break
        default: throw ProblemError(.malformed, "The parameter `order` is `newest` or left out.")
        }
        guard request.query("after") == nil else {
            throw ProblemError(.malformed, "The parameter `order` is for a reader without a cursor.")
        }
        guard hasWindow else { return .newest() }
        guard account.isStaff else {
            throw ProblemError(.malformed, "The parameter `window` is for the staff; a service has all of its tickets.")
        }
        let days = try request.query("window", in: 1...Limits.maxWindow, default: 1)
        return .newest(since: environment.now().adding(seconds: -Double(days) * 86_400))
    }
}
