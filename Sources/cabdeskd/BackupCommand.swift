import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskModels

/// `cabdeskd backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole desk, also while it is served.",
        discussion:
            "The copy is complete and consistent, or it is not there. `cabdeskd restore` checks every byte of it.")

    @OptionGroup var desk: DeskOptions
    @Argument(
        help: "The directory to create, which must not exist yet; with --keep, the one that has the backups.",
        completion: .directory)
    var target: String

    @Option(help: "Name the backup by the time, and afterwards remove all but the newest of this number of backups.")
    var keep: Int?

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1 on.") }
    }

    func run() throws {
        let folder = URL(filePath: target, directoryHint: .isDirectory)
        guard let keep else {
            try desk.directory().backUp(to: folder)
            return try desk.print([target]) { "The backup is in \($0)." }
        }
        let generation = folder.appending(path: BackupGenerations.name(at: .now))
        try desk.directory().backUp(to: generation)
        try desk.print([generation.path]) { "The backup is in \($0)." }
        // Only now: there is always a whole backup.
        try BackupGenerations.removeOld(in: folder, keeping: keep)
    }
}

/// Backups beside each other in one directory, named by when they were made, in UTC: `cabdesk-2026-11-29T054256Z`.
enum BackupGenerations {
    static func name(at time: Timestamp) -> String {
        let text = time.description.replacing(":", with: "")
        return "cabdesk-\(text.prefix { $0 != "." && $0 != "Z" })Z"
    }

    /// Leaves everything alone that has not such a name.
    static func removeOld(in folder: URL, keeping count: Int) throws {
        let backups = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.wholeMatch(of: /cabdesk-\d{4}-\d{2}-\d{2}T\d{6}Z/) != nil }
        for name in backups.sorted().dropLast(count) {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
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
