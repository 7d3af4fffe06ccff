import ArgumentParser
import CommandLineKit
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import TOMLText
import TelegramBots

/// `cabdeskd doctor`: whether both bots can do their work.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the Telegram bots and say what to do.",
        discussion: """
            Asks Telegram about the token, the webhook, and the bot's rights in the specialists' group, and looks into \
            the bot's own database. Works beside a running desk. Exit code 1 if something does not work.
            """)

    @Option(help: "The desk's configuration, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String

    @Flag(help: "Send a test message to the specialists' groups.")
    var test = false

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var bot: String
        var findings: [BotFinding]
    }

    func run() async throws {
        let file = URL(filePath: config)
        let root = try ConfigurationTable(contentsOf: file)
        let configuration = try ServerConfiguration(root)
        let folder = configuration.dataDirectory.standardizedFileURL.appending(path: "telegram").path
        var reports: [Report] = []
        if let support = try SupportConfiguration(root) {
            reports.append(
                await report(
                    "support", support.connection, configuration.desk.supportBot, group: support.staff?.chat,
                    webhook: support.webhook, folder
                ) { "support-\($0.botID)" })
        }
        reports += try await alertReport(root, configuration, folder)
        guard !reports.isEmpty else {
            throw ServerFailure("\(file.path) has neither [support] nor [alerts]: the desk runs no bot.")
        }
        try print(reports)
        if reports.contains(where: { $0.findings.contains { $0.kind == .fault } }) { throw ExitCode.failure }
    }

    /// A mistake in the alert bot's table is a finding like any other, so that the support bot is checked, too.
    private func alertReport(
        _ root: ConfigurationTable, _ configuration: ServerConfiguration, _ folder: String
    ) async throws -> [Report] {
        do {
            guard let alerts = try AlertConfiguration(root, desk: configuration.desk) else { return [] }
            var found = await report(
                "alert", alerts.connection, configuration.desk.alertBot, group: alerts.settings.schedule.group,
                webhook: nil, folder
            ) { _ in "alert" }
            found.findings += alerts.warnings.map { BotFinding(.warning, $0) }
            return [found]
        } catch let error as ConfigurationError {
            return [Report(bot: "alert", findings: [BotFinding(.fault, error.description)])]
        }
    }

    private func report(
        _ bot: String, _ connection: BotConnection, _ known: TelegramBot?, group: Int64?, webhook: String?,
        _ folder: String, name: (BotToken) -> String
    ) async -> Report {
        do {
            let token = try connection.token.token()
            let doctor = BotDoctor(
                token: token, server: connection.server, transport: try connection.transport(),
                username: known?.username, group: group, webhook: webhook, directory: folder, name: name(token))
            return Report(bot: bot, findings: await doctor.findings(sendsTest: test))
        } catch {
            return Report(bot: bot, findings: [BotFinding(.fault, error.localizedDescription)])
        }
    }

    private func print(_ reports: [Report]) throws {
        if json {
            return try StandardOutput.write(json: reports, .indented)
        }
        for report in reports {
            for finding in report.findings {
                try StandardOutput.line(["\(report.bot): \(finding.kind.rawValue): \(finding.text)"])
            }
        }
    }
}
