import CurlTransport
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskServer
import Logging
import ServiceLifecycle
import TelegramBots

/// The support bot as a service: it ends with the program, gracefully.
struct SupportRun: ServiceLifecycle.Service {
    private let service: SupportBotService
    private let webhook: String?

    /// - Parameter place: of the bot's rows and files.
    init(
        _ configuration: SupportConfiguration, directory: DataDirectory, place: BotPlace, policy: ServerPolicy,
        logger: Logger
    ) throws {
        webhook = configuration.webhook
        let settings = BotSettings(
            token: try configuration.connection.token.token(), server: configuration.connection.server, place: place,
            webhook: configuration.webhook)
        service = try SupportBotService(
            settings, staff: configuration.staff,
            desk: TelegramDesk(directory.desk, limits: policy.files),
            transport: configuration.connection.transport(), log: BotLog(logger))
    }

    /// The requests that the server takes for the bot; nil if it polls.
    var hook: ServerHook? {
        guard let gate = service.gate, let path = webhook.flatMap({ URL(string: $0)?.path }) else { return nil }
        return ServerHook(path: path, header: WebhookGate.header) { body, secret in
            await gate.accept(body, secret: secret).rawValue
        }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await service.run() }
    }
}
