import HelpdeskModels
import Logging
import ServiceLifecycle

/// Tidies the data directory up now and then, as long as the server runs.
struct Housekeeping: ServiceLifecycle.Service {
    let directory: DataDirectory
    let logger: Logger
    var interval: Duration = .seconds(3600)

    func run() async throws {
        while true {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
            guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            do {
                let directory = directory
                try await BlockingWork.run { try directory.tidyUp(at: .now) }
            } catch {
                // Nothing depends on it; the next time is in an hour.
                logger.warning("Expired uploads could not be removed: \(type(of: error)).")
            }
        }
    }
}
