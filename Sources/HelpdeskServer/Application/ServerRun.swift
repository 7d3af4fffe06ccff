public import Logging
public import ServiceLifecycle
import UnixSignals

/// A server's run from start to end: SIGTERM and SIGINT end it gracefully.
public struct ServerRun: Sendable {
    private let server: DeskServer
    private let logger: Logger
    private let untilEOF: Bool
    private let others: [any ServiceLifecycle.Service]

    /// With `untilEOF`, the end of standard input ends it too. `others` run beside the server and end with it.
    public init(
        server: DeskServer, logger: Logger, untilEOF: Bool = false, others: [any ServiceLifecycle.Service] = []
    ) {
        self.server = server
        self.others = others
        self.logger = logger
        self.untilEOF = untilEOF
    }

    /// Returns after a graceful end. Throws ``ServerFailure``.
    public func run() async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [.init(service: server)]
        services += others.map { .init(service: $0, successTerminationBehavior: .ignore) }
        if untilEOF {
            services.append(
                .init(service: InputWatch(), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }
}
