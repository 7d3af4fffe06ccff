import CurlTransport
import Foundation
import HelpdeskServer
import Logging
import ServiceLifecycle
import TelegramBots

/// The alert bot as a service: it ends with the program, gracefully.
struct AlertRun: ServiceLifecycle.Service {
    let service: AlertService

    /// - Parameter open: opens the desk's data, whenever it can be opened.
    init(
        _ configuration: AlertConfiguration, directory: URL, logger: Logger,
        open: @escaping @Sendable () throws -> DataDirectory
    ) throws {
        service = AlertService(
            settings: configuration.settings, token: try configuration.token(), server: configuration.server,
            transport: try CurlTransport(caFile: configuration.caFile?.path),
            directory: directory.appending(path: "telegram").path, desk: AlertDeskAdapter(open),
            log: BotLog(logger))
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await service.run() }
    }
}
