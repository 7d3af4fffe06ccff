import Foundation
import HelpdeskDesk
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

/// Ends when standard input ends, because then the program that started the server is gone.
struct InputWatch: ServiceLifecycle.Service {
    func run() async throws {
        let waiter = Waiter()
        // A thread that waits, and no dispatch source: libdispatch on Linux looks at a source once more after reporting
        // the end of a pipe, and crashes if the source was cancelled in between.
        Thread.detachNewThread {
            Self.waitForEnd()
            waiter.wake()
        }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await waiter.wait()
            } onGracefulShutdown: {
                waiter.wake()
            }
        } onCancel: {
            waiter.wake()
        }
    }

    /// Reads and discards everything until the end of input.
    private static func waitForEnd() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&input, 1, -1) >= 0 || errno == EINTR else { return }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { return }
        }
    }
}
