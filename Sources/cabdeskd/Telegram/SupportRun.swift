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

    init(
        _ configuration: SupportConfiguration, directory: DataDirectory, policy: ServerPolicy, logger: Logger
    ) throws {
        let folder = directory.url.appending(path: "telegram").path
        let token = try configuration.connection.token.token()
        var settings = BotSettings(token: token, server: configuration.connection.server, directory: folder)
        if let webhook = configuration.webhook {
            settings.webhook = BotSettings.Webhook(url: webhook, secret: try WebhookSecret.read(folder))
        }
        self.webhook = configuration.webhook
        service = try SupportBotService(
            settings, staff: configuration.staff,
            desk: TelegramDesk(directory.desk, limits: policy.files),
            transport: configuration.connection.transport(), log: BotLog(logger))
    }

    /// The requests that the server takes for the bot; nil if it polls.
    var hook: ServerHook? {
        guard let gate = service.webhook, let path = webhook.flatMap({ URL(string: $0)?.path }) else { return nil }
        return ServerHook(path: path, header: WebhookGate.header) { body, secret in
            await gate.accept(body, secret: secret).rawValue
        }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await service.run() }
    }
}
