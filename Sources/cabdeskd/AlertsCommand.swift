import ArgumentParser
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskServer
import Logging
import ServiceLifecycle
import SystemKit
import TelegramBots
import UnixSignals

/// `cabdeskd alerts`: the alert bot in a process of its own.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Run the alert bot by itself.",
        discussion: """
            It pages those on duty even while the desk's server or database is down, because it has a database of its \
            own. `cabdeskd serve` with the same configuration then stands by, and takes over if this process ends. It \
            runs until SIGTERM or SIGINT.
            """)

    @Option(help: "The desk's configuration, a TOML file with [alerts].", completion: .file(extensions: ["toml"]))
    var config: String

    @OptionGroup var log: LogOptions

    func run() async throws {
        let log = try log.open()
        let logger = log.logger
        let file = URL(filePath: config)
        let configuration = try DeskConfiguration(contentsOf: file)
        log.level = configuration.server.logLevel
        guard let alerts = configuration.alerts else {
            throw ServerFailure("\(file.path) has no [alerts]: there is no alert bot to run.")
        }
        let storage = configuration.storage
        let run = try AlertRun(alerts, directory: storage.botsPath, logger: logger) { try DataDirectory(storage) }
        let manager = ServiceManager()
        manager.ready("Paging those on duty")
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: run, successTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: WatchdogAnswers(manager: manager)),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        group.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: group).run()
    }
}
