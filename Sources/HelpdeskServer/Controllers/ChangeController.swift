import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The change feed, with its long poll.
struct ChangeController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/v1/changes", query: Request.pageParameters.union(["wait", "order", "window"]), cost: .waiting,
                changes)
        ]
    }

    @Sendable private func changes(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        var poll = try context.parking?.poll ?? open(request, context, account)
        do {
            while true {
                if let response = try await look(&poll, request) {
                    close(poll)
                    return response
                }
                if let parking = context.parking {
                    parking.poll = poll
                    throw PollParking.Parked()
                }
                poll.isOver = await !wait(poll)
            }
        } catch let parked as PollParking.Parked {
            throw parked
        } catch {
            close(poll)
            throw error
        }
    }

    /// Throws a problem (429) if the token has too many; otherwise ``close(_:)`` must follow.
    private func open(_ request: Request, _ context: ServerContext, _ account: Account) throws -> OpenPoll {
        let seconds = try request.query("wait", in: 0...Limits.maxWait, default: 0)
        let poll = OpenPoll(
            wait: LongPoll(notifier: environment.notifier, account: account, seconds: seconds), account: account,
            seconds: seconds, limit: try request.pageLimit(), start: try request.pageStart(),
            beginning: try beginning(request, account))
        guard seconds > 0 else { return poll }
        guard environment.polls.enter(account.token, limit: environment.policy.longPolls) else {
            throw ProblemError.tooMany(retryAfter: 5)
        }
        // The connection of a poll that is put aside has many, and ends the last one itself.
        if context.parking == nil { context.channel?.closeFuture.whenComplete { [wait = poll.wait] _ in wait.end() } }
        return poll
    }

    private func close(_ poll: OpenPoll) {
        if poll.seconds > 0 { environment.polls.leave(poll.account.token) }
    }

    /// The answer; nil if it is time to wait.
    private func look(_ poll: inout OpenPoll, _ request: Request) async throws -> Response? {
        do {
            if let page = poll.page {
                // An account that was signed out during the wait gets nothing more.
                _ = try await environment.authenticator.find(request)
                if poll.isOver { return try .json(page) }
            }
            let feed = try await environment.desk.changes(
                after: poll.page?.cursor ?? poll.start, from: poll.beginning, limit: poll.limit, for: poll.account)
            guard feed.page.isEmpty, poll.seconds > 0 else { return try .json(feed.page) }
            (poll.page, poll.known, poll.pause) = (feed.page, feed.latest, nil)
        } catch StoreError.unavailable(let reason) {
            // A database that is away for a while is no reason for everybody to come again at once.
            let empty = poll.page ?? poll.start.map { ChangePage(changes: [], cursor: $0, hasMore: false) }
            guard poll.seconds > 0, let empty else { throw StoreError.unavailable(reason) }
            if poll.isOver { return try .json(empty) }
            (poll.page, poll.known, poll.pause) = (empty, .max, .milliseconds(.random(in: 500...1500)))
        }
        return nil
    }

    /// Whether it is worth looking again.
    private func wait(_ poll: OpenPoll) async -> Bool {
        await withGracefulShutdownHandler {
            await poll.wait.waitForChange(after: poll.known, atMost: poll.pause)
        } onGracefulShutdown: {
            poll.wait.end()
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
