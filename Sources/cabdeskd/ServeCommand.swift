import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import ServiceLifecycle
import TOMLText
import TelegramBots

/// `cabdeskd serve`: a desk for its customers.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the desk that a configuration file describes.",
        discussion: """
            It serves until SIGTERM or SIGINT. The configuration, where paths are relative to its own directory, and \
            [bots], [limits] and [retention] may be left out:

                data = "/var/lib/cabdesk"

                [listen]
                host = "0.0.0.0"        # 127.0.0.1 if left out
                port = 8443
                trusted_proxies = ["192.0.2.7"]   # whose X-Forwarded-For is believed; none if left out

                [tls]
                certificate = "/etc/cabdesk/fullchain.pem"
                key = "/etc/cabdesk/key.pem"

                [desk]
                name = "Support"

                [office_hours]
                opens = "08:00"
                closes = "20:00"
                utc_offset = "+03:00"   # or time_zone = "Europe/Kyiv", which follows summer time

                [bots]
                support = "example_support_bot"
                alert = "example_alert_bot"

                [limits]
                attachment_size = 104857600
                attachment_count = 10
                text_length = 20000
                requests_per_minute = 6000   # of one token
                long_polls = 16              # of one token
                service_storage = 107374182400
                sign_ins_per_minute = 10     # with one code, and from one address
                connections = 10000          # at the same time
                connections_per_address = 1000

                [retention]             # in days; 0 or left out: for ever
                audit_days = 365
                resolved_days = 1095    # resolved tickets, since then
                deliveries_days = 90    # what a bot could not deliver

                [log]
                level = "info"          # trace, debug, info, notice, warning, error or critical

            SIGHUP makes it read the certificate and this file again, and open the log anew. What is fixed at the start \
            stays until the next one: data, [listen], the paths of [tls], connections, and both bots. A file with a \
            mistake changes nothing. It looks for a new certificate every minute anyway.
            """)

    @Option(help: "The configuration, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String

    @Flag(help: "Check the configuration, the certificate and the bots' tokens, and end.")
    var check = false

    @OptionGroup var log: LogOptions

    func run() async throws {
        OpenFileLimit.raise()
        let file = URL(filePath: config)
        let (configuration, alerts, support) = try Self.read(file)
        if check {
            try configuration.tls.check()
            _ = try support?.connection.token.token()
            _ = try alerts?.connection.token.token()
            return try StandardOutput.line("\(file.path) is valid.")
        }
        let log = try log.open()
        log.level = configuration.logLevel
        let logger = log.logger
        let directory = try DataDirectory(configuration.dataDirectory)
        try directory.desk.setDesk(configuration.desk)
        let supportRun = try support.map {
            try SupportRun($0, directory: directory, policy: configuration.policy, logger: logger)
        }
        let alertRun = try alerts.map { try AlertRun($0, directory: directory.url, logger: logger) { directory } }
        let server = DeskServer(
            desk: directory.desk, host: configuration.host, port: configuration.port, tls: configuration.tls,
            logger: logger, policy: configuration.policy, hooks: [supportRun?.hook].compactMap(\.self),
            forgetFailures: { try BotFolder(directory.botsPath).forgetFailures(before: $0) },
            reload: {
                try log.reopen()
                let (configuration, _, _) = try Self.read(file)
                try directory.desk.setDesk(configuration.desk)
                log.level = configuration.logLevel
                return configuration.policy
            })
        let bots: [(any ServiceLifecycle.Service)?] = [supportRun, alertRun]
        try await ServerRun(server: server, logger: logger, others: bots.compactMap(\.self)).run()
    }

    /// Throws ``ConfigurationError``.
    private static func read(
        _ file: URL
    ) throws -> (ServerConfiguration, AlertConfiguration?, SupportConfiguration?) {
        let root = try ConfigurationTable(contentsOf: file)
        var configuration = try ServerConfiguration(root)
        let alerts = try AlertConfiguration(root, desk: configuration.desk)
        let support = try SupportConfiguration(root)
        if alerts != nil { configuration.desk.alertBot?.isConnected = true }
        if support != nil { configuration.desk.supportBot?.isConnected = true }
        return (configuration, alerts, support)
    }
}
