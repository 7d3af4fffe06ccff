import Foundation
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The certificate and the key that connections begin with from now on.
final class CurrentCertificate: Sendable {
    let files: TLSFiles
    private let pair: Mutex<TLSPair>

    /// Throws ``ServerFailure`` if a file cannot be read, is not what it should be, or the two do not belong together.
    init(_ files: TLSFiles) throws {
        self.files = files
        pair = Mutex(try files.pair())
    }

    /// TLS 1.2 or later; every handshake takes the pair that is current then.
    var configuration: TLSConfiguration {
        var configuration = pair.withLock { $0.configuration }
        configuration.sslContextCallback = { [self] _, promise in
            var current = NIOSSLContextConfigurationOverride()
            (current.certificateChain, current.privateKey) = pair.withLock { ($0.chain, $0.key) }
            promise.succeed(current)
        }
        return configuration
    }

    /// Whether another pair lies in the files now and was taken. Throws ``ServerFailure``; the pair in use stays then.
    func reload() throws -> Bool {
        let new = try files.pair()
        return pair.withLock { pair in
            guard pair != new else { return false }
            pair = new
            return true
        }
    }
}

/// Takes a renewed certificate up without a restart: within a minute, or at once on SIGHUP.
///
/// A pair of files that does not fit, or cannot be read, changes nothing: the one in use stays, and the log says so.
struct CertificateWatch: ServiceLifecycle.Service {
    let certificate: CurrentCertificate
    /// Whether SIGHUP is ours; otherwise it ends the program, as when a terminal closes.
    let heedsHangUp: Bool
    let logger: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cancelWhenGracefulShutdown { await reloadEveryMinute() } }
            if heedsHangUp { group.addTask { await reloadOnHangUp() } }
            await group.waitForAll()
        }
    }

    private func reloadEveryMinute() async {
        var failure: String?
        while (try? await Task.sleep(for: .seconds(60))) != nil {
            do {
                if try certificate.reload() { logger.notice("A new certificate is in use.") }
                failure = nil
            } catch {
                // Once for each, not every minute.
                if failure != "\(error)" { logger.error("The certificate in use stays: \(error)") }
                failure = "\(error)"
            }
        }
    }

    private func reloadOnHangUp() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                _ = try certificate.reload()
                logger.notice("The certificate was read again.")
            } catch {
                logger.error("The certificate cannot be read again, the one in use stays: \(error)")
            }
        }
    }
}
