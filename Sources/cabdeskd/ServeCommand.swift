import ArgumentParser
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
            [bots] and [limits] may be left out:

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
                utc_offset = "+03:00"

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

            SIGHUP makes it read the certificate again at once; otherwise it looks every minute.
            """)

    @Option(help: "The configuration, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String

    @OptionGroup var log: LogOptions

    func run() async throws {
        OpenFileLimit.raise()
        let logger = try log.open()
        let file = try ConfigurationTable(contentsOf: URL(filePath: config))
        var configuration = try ServerConfiguration(file)
        let alerts = try AlertConfiguration(file, desk: configuration.desk)
        let support = try SupportConfiguration(file)
        if alerts != nil { configuration.desk.alertBot?.isConnected = true }
        if support != nil { configuration.desk.supportBot?.isConnected = true }
        let directory = try DataDirectory(configuration.dataDirectory)
        try directory.desk.setDesk(configuration.desk)
        let supportRun = try support.map {
            try SupportRun($0, directory: directory, policy: configuration.policy, logger: logger)
        }
        let alertRun = try alerts.map { try AlertRun($0, directory: directory.url, logger: logger) { directory } }
        let server = DeskServer(
            desk: directory.desk, host: configuration.host, port: configuration.port, tls: configuration.tls,
            logger: logger, policy: configuration.policy, hooks: [supportRun?.hook].compactMap(\.self),
            reloadsOnHangUp: true)
        let bots: [(any ServiceLifecycle.Service)?] = [supportRun, alertRun]
        try await ServerRun(server: server, logger: logger, others: bots.compactMap(\.self)).run()
    }
}
