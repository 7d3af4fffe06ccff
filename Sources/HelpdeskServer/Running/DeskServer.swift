import Foundation
package import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
package import Logging
import NIOCore
public import ServiceLifecycle
package import SystemKit
import UnixSignals

/// The server: API v1 over HTTP/2 and HTTP/1.1 with TLS. It ends gracefully within ten seconds.
public struct DeskServer: ServiceLifecycle.Service {
    private let desk: Helpdesk
    private let host: String
    private let port: Int
    private let tls: TLSFiles
    private let logger: Logger
    private let policy: ServerPolicy
    private let reload: Reload?
    private let hooks: [ServerHook]
    private let sources: [MetricSource]
    private let forgetFailures: ForgetFailures?
    private let onReady: @Sendable (Int) async -> Void

    /// Reads the configuration again. The server takes the policy over; all else the closure does itself.
    package typealias Reload = @Sendable () async throws -> ServerPolicy

    /// `onReady` gets the port as soon as the server answers requests; `port` 0 means any free one. With `reload`, SIGHUP
    /// makes it read its certificate and its configuration again; otherwise it ends the program, as when a terminal closes.
    /// `sources` are other parts of the program that have figures for the metrics.
    package init(
        desk: Helpdesk, host: String, port: Int, tls: TLSFiles, logger: Logger,
        policy: ServerPolicy = ServerPolicy(), hooks: [ServerHook] = [], sources: [MetricSource] = [],
        forgetFailures: ForgetFailures? = nil,
        reload: Reload? = nil,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.desk = desk
        self.host = host
        self.port = port
        self.tls = tls
        self.logger = logger
        self.policy = policy
        self.reload = reload
        self.hooks = hooks
        self.sources = sources
        self.forgetFailures = forgetFailures
        self.onReady = onReady
    }

    /// Serves until the service group that runs it shuts down. Throws ``ServerFailure``.
    public func run() async throws {
        var policy = policy
        policy.connections = policy.connections.fitting(descriptors: OpenFileLimit.current)
        let limits = policy.connections
        let environment = ServerEnvironment(desk, policy: policy)
        let router = ServerRouter(environment, hooks: hooks, sources: sources)
        let responder = router.makeResponder()
        let direct = DirectService(
            router.endpoints, responder: responder, ending: environment.ending, logger: logger)
        let connections = HTTP2UpgradeChannel.Configuration(
            idleTimeout: .seconds(180), gracefulCloseTimeout: .seconds(5),
            streamConfiguration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    AbandonedConnectionHandler(), HTTP1Rules(), RequestPace(limits: limits),
                    // The framework's own one, which comes last, does not see what is answered directly.
                    HTTPConnectionStateHandler(idleTimeout: .seconds(180), logger: logger),
                    DirectRequests(direct),
                ]))
        let certificate = try CurrentCertificate(tls)
        let configuration = certificate.configuration
        let registry = environment.connections
        let manager = ServiceManager()
        let proxies = policy.trustedProxies
        let builder = HTTPServerBuilder { responder in
            GuardedChannel(
                inner: try HTTP2UpgradeChannel(
                    tlsConfiguration: configuration, configuration: connections, responder: responder),
                limits: limits, registry: registry, proxies: proxies)
        }
        let port = port
        let application = Application(
            responder: responder, server: builder,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            services: [
                ForeignChangeWatch(desk: desk),
                Housekeeping(
                    desk: desk, logger: logger, policy: environment.currentPolicy, forgetFailures: forgetFailures),
                SearchIndexing(desk: desk, logger: logger),
                CertificateWatch(certificate: certificate, logger: logger),
                HangUpWatch(
                    certificate: certificate, policy: environment.currentPolicy, reload: reload, manager: manager,
                    logger: logger),
                WatchdogAnswers(manager: manager),
            ],
            onServerRunning: { [onReady] channel in
                let port = channel.localAddress?.port ?? port
                manager.ready("Listening on port \(port)")
                await onReady(port)
            },
            logger: logger)
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: {
                environment.ending.begin()
            }
        } catch let error as IOError {
            throw ServerFailure.listening(host: host, port: port, code: error.errnoCode)
        }
    }
}

/// Reads the certificate and the configuration again on SIGHUP. What cannot be read changes nothing, and the log says so.
private struct HangUpWatch: ServiceLifecycle.Service {
    let certificate: CurrentCertificate
    let policy: CurrentPolicy
    let reload: DeskServer.Reload?
    let manager: ServiceManager
    let logger: Logger

    func run() async throws {
        guard let reload else { return try await gracefulShutdown() }
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            manager.reloading()
            do {
                policy.replace(by: try await reload())
                logger.notice("The configuration was read again.")
            } catch {
                logger.error("The configuration cannot be read again, what was in force stays: \(error)")
            }
            do {
                _ = try certificate.reload()
                logger.notice("The certificate was read again.")
            } catch {
                logger.error("The certificate cannot be read again, the one in use stays: \(error)")
            }
            manager.ready("Read the configuration again")
        }
    }
}

/// Tells the service manager three times within its limit that this process still runs tasks, and when it begins to end.
package struct WatchdogAnswers: ServiceLifecycle.Service {
    private let manager: ServiceManager

    package init(manager: ServiceManager) {
        self.manager = manager
    }

    package func run() async throws {
        if let interval = manager.watchdog {
            await cancelWhenGracefulShutdown {
                repeat { manager.alive() } while (try? await Task.sleep(for: interval / 3)) != nil
            }
        } else {
            try await gracefulShutdown()
        }
        manager.stopping()
    }
}

extension ServerFailure {
    /// The server could not start to listen; `code` is the system's error number.
    static func listening(host: String, port: Int, code: Int32) -> ServerFailure {
        switch code {
        case EADDRINUSE:
            ServerFailure("Port \(port) of \(host) is in use. Stop the other program or choose another port.")
        case EACCES:
            ServerFailure("Port \(port) of \(host) needs more rights. Choose a port from 1024 on.")
        case EADDRNOTAVAIL:
            ServerFailure("This machine does not have the address \(host). Choose another host to listen on.")
        default:
            ServerFailure("Listening on \(host), port \(port), failed: \(String(cString: strerror(code))).")
        }
    }
}
