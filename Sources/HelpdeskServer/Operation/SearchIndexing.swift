import HelpdeskDesk
import Logging
import ServiceLifecycle

/// Puts the tickets of an older desk into the index of words, a few at a time so that everybody else can write in between,
/// and once an hour what a server of an older version wrote beside this one.
struct SearchIndexing: ServiceLifecycle.Service {
    let desk: Helpdesk
    let logger: Logger
    /// Between two steps.
    var rest: Duration = .milliseconds(50)
    var interval: Duration = .seconds(3600)
    /// After a failure.
    var pause: Duration = .seconds(60)

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let next: Duration
            do {
                next = try await OperationName.$current.withValue("search index") {
                    if try await desk.fillSearchIndex() { return rest }
                    try await desk.refreshSearchIndex()
                    return interval
                }
            } catch {
                // A search says that it is not complete.
                logger.warning(
                    "The index of words could not be brought up to date (\(Housekeeping.reason(error))); it goes on in a minute."
                )
                next = pause
            }
            // It throws at the end of the server, which the loop sees.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: next) }
        }
    }
}
