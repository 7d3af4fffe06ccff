import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation

/// `cabdeskd backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole desk, also while it is served.",
        discussion:
            "The copy is complete and consistent, or it is not there. `cabdeskd restore` checks every byte of it.")

    @OptionGroup var desk: DeskOptions
    @Argument(help: "The directory to create; it must not exist yet.", completion: .directory) var target: String

    func run() throws {
        try desk.directory().backUp(to: URL(filePath: target, directoryHint: .isDirectory))
        try desk.print([target]) { "The backup is in \($0)." }
    }
}

/// `cabdeskd restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Create a data directory from a backup, and check every byte of it.",
        discussion: "Serve it then in place of the old one. Clients synchronise from the beginning by themselves.")

    @Argument(help: "The directory that `cabdeskd backup` made.", completion: .directory) var backup: String
    @Option(help: "The data directory to create; it must be empty or not exist yet.", completion: .directory) var data:
        String

    func run() throws {
        try DataDirectory.restore(
            URL(filePath: backup, directoryHint: .isDirectory), to: URL(filePath: data, directoryHint: .isDirectory))
        try StandardOutput.line(["The desk is in \(data)."])
    }
}
