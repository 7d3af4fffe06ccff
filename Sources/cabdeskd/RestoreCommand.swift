import ArgumentParser
import CommandLineKit
import Foundation
import HelpdeskServer

/// `cabdeskd restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a data directory from a backup, and check every byte of it.",
        discussion: "Serve it then in place of the old one. Clients synchronise from the beginning by themselves.")

    @Argument(help: "The directory that `cabdeskd backup` made.", completion: .directory) var backup: String
    @Option(help: "The data directory to make; empty, or not there yet.", completion: .directory) var data: String

    func run() throws {
        try DataDirectory.restore(
            URL(filePath: backup, directoryHint: .isDirectory), to: URL(filePath: data, directoryHint: .isDirectory))
        try StandardOutput.line(["The desk is in \(data)."])
    }
}
