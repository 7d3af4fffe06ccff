import ArgumentParser
import CommandLineKit
import Foundation
import HelpdeskModels
import SystemKit

/// The program: what the command line says, and how it ends.
@main
struct Cabdeskd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cabdeskd", abstract: "The backend of Cabdesk, a support desk for taxi services.",
        version: Version.number,
        subcommands: [
            ServeCommand.self, AlertsCommand.self, DemoCommand.self, AdminCommand.self, BackupCommand.self,
            RestoreCommand.self, MoveCommand.self, DoctorCommand.self,
        ])

    /// Exit codes: 0 done, 1 failed, 2 wrong use.
    static func main() async {
        ProcessSecrecy.begin()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            let message = fullMessage(for: error)
            guard code == .validationFailure else {
                StandardError.note(message)
                Foundation.exit(1)
            }
            StandardError.note(UsageMessage.text(message, in: UsageText.language))
            Foundation.exit(2)
        }
    }
}
