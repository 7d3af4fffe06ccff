import ArgumentParser
import DeskStorage
import Foundation

/// `cabdeskd backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole desk, also while it is served.",
        discussion:
            "The copy is complete and consistent, or it is not there. `cabdeskd restore` checks every byte of it.")

    @OptionGroup var desk: DeskOptions
    @Argument(help: "The directory to make; it must not be there yet.", completion: .directory) var target: String

    func run() throws {
        try desk.directory().backUp(to: URL(filePath: target, directoryHint: .isDirectory))
        try desk.print([target]) { "The backup is in \($0)." }
    }
}
