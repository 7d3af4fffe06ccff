import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import SystemKit
import TOMLText
import TelegramBots

/// `cabdeskd doctor`: whether the database, the files, the keys and the bots can do their work.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the database, the files, the keys and the Telegram bots, and say what to do.",
        discussion: """
            Looks whether the database can be reached and written, holds what it acknowledges, has room for the servers' \
            connections and agrees about the time; and whether the keys are those of the desk. With [files], writes, reads and \
            deletes an object in the bucket. Asks Telegram about the bots' tokens, the webhook, and the rights in the \
            specialists' group, and looks into the bots' own databases. Changes nothing else, and works beside a running desk. \
            Exit code 1 if something does not work.
            """)

    @Option(help: "The desk's configuration, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String

    @Option(help: "How many servers are to share the database; otherwise as many as run now.")
    var servers: Int?

    @Flag(help: "Send a test message to the specialists' groups.")
    var test = false

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        /// `database`, `keys`, `support` or `alert`.
        var part: String
        var findings: [Finding]
    }

    func validate() throws {
        if let servers, !(1...1000).contains(servers) {
            throw ValidationError("--servers takes a number from 1 to 1000.")
        }
    }

    func run() async throws {
        let file = URL(filePath: config)
        let root = try ConfigurationTable(contentsOf: file)
        let configuration = try ServerConfiguration(root)
        let storage = try StorageConfiguration(root)
        var reports = try await storageReports(storage)
        if let support = try SupportConfiguration(root) {
            reports.append(
                await report(
                    "support", support.connection, configuration.desk.supportBot, group: support.staff?.chat,
                    webhook: support.webhook, storage.supportPlace, name: SupportBotService.name(of:)))
        }
        reports += try await alertReport(root, configuration, storage)
        reports += try await filesReport(storage)
        try print(reports)
        if reports.contains(where: { $0.findings.contains { $0.kind == .fault } }) { throw ExitCode.failure }
    }

    private func storageReports(_ storage: StorageConfiguration) async throws -> [Report] {
        let doctor = StorageDoctor(storage, servers: servers)
        return try await BlockingWork.run {
            [
                Report(part: "database", findings: doctor.databaseFindings()),
                Report(part: "keys", findings: doctor.keyFindings()),
            ]
        }
    }

    /// A mistake in the alert bot's table is a finding like any other, so that the support bot is checked, too.
    private func alertReport(
        _ root: ConfigurationTable, _ configuration: ServerConfiguration, _ storage: StorageConfiguration
    ) async throws -> [Report] {
        do {
            guard let alerts = try AlertConfiguration(root, desk: configuration.desk) else { return [] }
            var found = await report(
                "alert", alerts.connection, configuration.desk.alertBot, group: alerts.settings.schedule.group,
                webhook: nil, { try alerts.place(in: storage.botsPath) }, name: { _ in AlertService.name })
            let warnings = alerts.warnings + [alerts.warning(beside: storage.database)].compactMap(\.self)
            found.findings += warnings.map { Finding(.warning, $0) }
            return [found]
        } catch let error as ConfigurationError {
            return [Report(part: "alert", findings: [Finding(.fault, error.description)])]
        }
    }

    /// Nothing for files in a folder.
    private func filesReport(_ storage: StorageConfiguration) async throws -> [Report] {
        guard let settings = storage.objectStore else { return [] }
        let finding: Finding
        do {
            try await BlockingWork.run { try ObjectStoreCheck(settings).run() }
            finding = Finding(.good, "The bucket \(settings.bucket) takes files and gives them back.")
        } catch {
            finding = Finding(.fault, error.localizedDescription)
        }
        return [Report(part: "files", findings: [finding])]
    }

    private func report(
        _ bot: String, _ connection: BotConnection, _ known: TelegramBot?, group: Int64?, webhook: String?,
        _ place: () throws -> BotPlace, name: (BotToken) -> String
    ) async -> Report {
        do {
            let token = try connection.token.token()
            let doctor = BotDoctor(
                token: token, server: connection.server, transport: try connection.transport(),
                username: known?.username, group: group, webhook: webhook, place: try place(), name: name(token))
            return Report(part: bot, findings: await doctor.findings(sendsTest: test))
        } catch {
            return Report(part: bot, findings: [Finding(.fault, error.localizedDescription)])
        }
    }

    private func print(_ reports: [Report]) throws {
        if json {
            return try StandardOutput.write(json: reports, .indented)
        }
        for report in reports {
            for finding in report.findings {
                try StandardOutput.line(["\(report.part): \(finding.kind.rawValue): \(finding.text)"])
            }
        }
    }
}
