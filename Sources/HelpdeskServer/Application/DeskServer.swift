import HelpdeskModels
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Logging
import NIOCore
public import ServiceLifecycle

/// The server: API v1 over HTTP/2 and HTTP/1.1 with TLS. It ends gracefully within ten seconds.
public struct DeskServer: ServiceLifecycle.Service {
    private let directory: DataDirectory
    private let host: String
    private let port: Int
    private let tls: TLSFiles
    private let logger: Logger
    private let policy: ServerPolicy
    private let heedsHangUp: Bool
    private let hooks: [ServerHook]
    private let onReady: @Sendable (Int) async -> Void

    /// `onReady` is told the port as soon as requests are answered; `port` 0 means any free one. With `heedsHangUp`,
    /// SIGHUP makes it read its certificate again at once.
    public init(
        directory: DataDirectory, host: String, port: Int, tls: TLSFiles, logger: Logger,
        policy: ServerPolicy = ServerPolicy(), hooks: [ServerHook] = [], heedsHangUp: Bool = false,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.directory = directory
        self.host = host
        self.port = port
        self.tls = tls
        self.logger = logger
        self.policy = policy
        self.heedsHangUp = heedsHangUp
        self.hooks = hooks
        self.onReady = onReady
    }

    /// Serves until the service group that runs it shuts down. Throws ``ServerFailure``.
    public func run() async throws {
        var policy = policy
        policy.connections = policy.connections.fitting(descriptors: OpenFileLimit.current)
        let limits = policy.connections
        let environment = ServerEnvironment(directory, policy: policy)
        let connections = HTTP2UpgradeChannel.Configuration(
            idleTimeout: .seconds(180), gracefulCloseTimeout: .seconds(5),
            streamConfiguration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [AbandonedConnectionHandler(), HTTP1Rules(), RequestPace(limits: limits)],
                idleTimeout: .seconds(180)))
        let certificate = try CurrentCertificate(tls)
        let configuration = certificate.configuration
        let registry = environment.connections
        let proxies = policy.trustedProxies
        let builder = HTTPServerBuilder { responder in
            GuardedChannel(
                inner: try HTTP2UpgradeChannel(
                    tlsConfiguration: configuration, configuration: connections, responder: responder),
                limits: limits, registry: registry, proxies: proxies)
        }
        let port = port
        let application = Application(
            responder: ServerRouter(environment, hooks: hooks).makeResponder(), server: builder,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            services: [
                ForeignChangeWatch(store: directory.store), Housekeeping(directory: directory, logger: logger),
                CertificateWatch(certificate: certificate, heedsHangUp: heedsHangUp, logger: logger),
            ],
            onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? port) },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw ServerFailure.listening(host: host, port: port, code: error.errnoCode)
        }
    }
}
