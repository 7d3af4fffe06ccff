import CurlTransport
import DeskStorage
import Foundation
import HelpdeskDesk
import Logging
import ServiceLifecycle
import SystemKit
import TelegramBots

/// The alert bot as a service: it ends with the program, gracefully.
struct AlertRun: ServiceLifecycle.Service {
    let service: AlertService

    /// - Parameters:
    ///   - directory: of the bots' files.
    ///   - open: opens the desk's data, whenever it can be opened.
    init(
        _ configuration: AlertConfiguration, directory: String, logger: Logger,
        open: @escaping @Sendable () throws -> DataDirectory
    ) throws {
        service = AlertService(
            settings: configuration.settings, token: try configuration.connection.token.token(),
            server: configuration.connection.server,
            transport: try configuration.connection.transport(),
            place: try configuration.place(in: directory),
            openDesk: { try await BlockingWork.run { TelegramDesk(try open().desk) } }, log: BotLog(logger))
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await service.run() }
    }
}

extension BotConnection {
    /// The way to Telegram. A Bot API server beside, on this machine, may go without TLS.
    func transport() throws -> CurlTransport {
        try CurlTransport(caFile: caFile?.path, proxy: proxy, allowsPlainLoopback: true)
    }
}

extension BotLog {
    /// Writes into the server's log.
    init(_ logger: Logger) {
        self.init { level, text in
            switch level {
            case .info: logger.info("\(text)")
            case .warning: logger.warning("\(text)")
            case .error: logger.error("\(text)")
            }
        }
    }
}
