import Logging
import NIOCertificateReloading
import ServiceLifecycle
import UnixSignals

/// Takes a renewed certificate up without a restart: within a minute, or at once on SIGHUP.
///
/// A pair of files that does not fit, or cannot be read, changes nothing: the one in use stays, and the log says so.
struct CertificateWatch: ServiceLifecycle.Service {
    let reloader: TimedCertificateReloader
    /// Whether SIGHUP is ours; otherwise it ends the program, as when a terminal closes.
    let heedsHangUp: Bool
    let logger: Logger

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await reloader.run() }
            if heedsHangUp { group.addTask { await reloadOnHangUp() } }
            try await group.waitForAll()
        }
    }

    private func reloadOnHangUp() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                try reloader.reload()
                logger.notice("The certificate was read again.")
            } catch {
                logger.error("The certificate cannot be read again, the one in use stays: \(error)")
            }
        }
    }
}
