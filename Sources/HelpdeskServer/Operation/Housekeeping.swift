import HelpdeskDesk
package import HelpdeskModels
import Logging
import ServiceLifecycle
import SystemKit

/// Forgets what could not be delivered before a time. Waits for a disk.
package typealias ForgetFailures = @Sendable (_ time: Timestamp) throws -> Void

/// Tidies the desk up at the start and every hour, as long as the server runs.
struct Housekeeping: ServiceLifecycle.Service {
    let desk: Helpdesk
    let logger: Logger
    var policy = CurrentPolicy(ServerPolicy())
    /// Forgets what bots could not deliver before a time.
    var forgetFailures: ForgetFailures?
    var interval: Duration = .seconds(3600)

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let (desk, retention, forgetFailures) = (desk, policy.value.retention, forgetFailures)
                try await BlockingWork.run {
                    try desk.tidyUp(at: .now, retention: retention)
                    if let days = retention.deliveriesDays {
                        try forgetFailures?(Timestamp.now.adding(seconds: -Double(days) * 86_400))
                    }
                }
            } catch {
                // Nothing depends on it; the next time is in an hour.
                logger.warning("What is no longer needed could not be removed: \(Self.reason(error)).")
            }
            // It throws at the end of the server, which the loop sees.
            try? await cancelWhenGracefulShutdown { try await pause() }
        }
    }

    /// Waits for the next time. What an erasure by an administrator has left, who was interrupted, and what is about a
    /// moment that has passed, do not wait so long.
    private func pause() async throws {
        var rest = interval
        while rest > .zero {
            let step = min(rest, .seconds(60))
            try await Task.sleep(for: step)
            rest -= step
            // A failure is reported when everything is tidied up, which tries it again.
            try? await OperationName.$current.withValue("housekeeping") { try await desk.forgetFleeting(at: .now) }
            if rest > .zero { try? await BlockingWork.run { [desk] in try desk.finishErasures() } }
        }
    }

    /// Without a statement or its values.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as StoreError: "\(error)"
        case let error as FileFailure: "\(error)"
        case let error as ServerFailure: error.description
        default: "\(type(of: error))"
        }
    }
}
