import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import Logging
import ServiceLifecycle
import TOMLText
import TelegramBots

/// `cabdeskd serve`: a desk for its customers.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the desk that a configuration file describes.",
        discussion: """
            It serves until SIGTERM or SIGINT. The configuration, where paths are relative to its own directory, and \
            database, [files], [keys], [bots], [limits] and [retention] may be left out:

                data = "/var/lib/cabdesk"
                # PostgreSQL instead of SQLite in the data directory, for several servers. Its password can come from
                # database_password_file, database_password_env or database_password_command.
                database = "postgres://cabdesk@db.example.net/cabdesk"
                database_connections = 16

                # An object store that speaks S3 instead of the data directory. Each key can also come from …_env or …_command.
                [files]
                s3 = "https://s3.example.net"
                region = "eu-central-1"
                bucket = "cabdesk"
                prefix = "desks/main"   # of all objects; none if left out
                access_key_file = "/etc/cabdesk/access.key"
                secret_key_file = "/etc/cabdesk/secret.key"
                ca_file = "/etc/cabdesk/store-ca.pem"   # for a store with an authority of its own
                # The key that tokens are digested with, 64 hexadecimal digits, the same for several servers; from
                # token_file, token_env or token_command. Without it, the key is in the file token.key in the data directory.
                [keys]
                token_file = "/etc/cabdesk/token.key"

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
            stays until the next one: data, database, [files], [keys], [listen], the paths of [tls], connections, and both \
            bots. A file with a \
            mistake changes nothing. It looks for a new certificate every minute anyway.
            """)

    @Option(help: "The configuration, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String

    @Flag(help: "Check the configuration, the certificate and the bots' tokens, and end.")
    var check = false

    @OptionGroup var log: LogOptions

    /// How long the start waits for a database that is away: longer than one takes that starts at the same time, and shorter
    /// than service managers wait.
    private static let patience = Duration.seconds(60)

    func run() async throws {
        OpenFileLimit.raise()
        let file = URL(filePath: config)
        let configuration = try DeskConfiguration(contentsOf: file)
        if check {
            try configuration.server.tls.check()
            _ = try configuration.bots()
            try configuration.storage.check()
            _ = try configuration.support?.connection.token.token()
            _ = try configuration.alerts?.connection.token.token()
            return try StandardOutput.line("\(file.path) is valid.")
        }
        let log = try log.open()
        log.level = configuration.server.logLevel
        let logger = log.logger
        let directory = try await DataDirectory.open(configuration.storage, patience: Self.patience) { failure in
            logger.warning("The desk cannot be opened yet: \(failure)")
        }
        try directory.desk.setDesk(configuration.server.desk)
        let storage = configuration.storage
        let supportRun = try configuration.support.map {
            try SupportRun(
                $0, directory: directory, place: storage.supportPlace(), policy: configuration.server.policy,
                logger: logger)
        }
        let alertRun = try configuration.alerts.map {
            if let warning = $0.warning(beside: storage.database) { logger.warning("\(warning)") }
            return try AlertRun($0, directory: storage.botsPath, logger: logger) { directory }
        }
        let bots = try configuration.bots()
        let server = DeskServer(
            desk: directory.desk, host: configuration.server.host, port: configuration.server.port,
            tls: configuration.server.tls, logger: logger, policy: configuration.server.policy,
            hooks: [supportRun?.hook].compactMap(\.self),
            sources: [{ await bots.metrics(at: .now) }], forgetFailures: { try bots.forgetFailures(before: $0) },
            reload: {
                try log.reopen()
                let configuration = try DeskConfiguration(contentsOf: file).server
                try directory.desk.setDesk(configuration.desk)
                log.level = configuration.logLevel
                return configuration.policy
            })
        let others: [(any ServiceLifecycle.Service)?] = [supportRun, alertRun]
        try await ServerRun(server: server, logger: logger, others: others.compactMap(\.self)).run()
    }
}
