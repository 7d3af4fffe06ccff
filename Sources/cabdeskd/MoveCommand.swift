import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import SystemKit
import TelegramBots

/// `cabdeskd move`.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Copy a desk from one configuration to another, between SQLite and PostgreSQL.",
        discussion: """
            Stop the desk before. The target must have no desk yet, unless an earlier attempt was interrupted: then it goes on. \
            The rows of every table are counted, and every file is compared by its SHA-256. The bots' own rows go along, all \
            of a bot or none, so stop a separate `cabdeskd alerts`, too. The source stays as it is. Clients keep their sign-in \
            and go on where they were.
            """)

    @Option(help: "The configuration of the desk as it is, a TOML file.", completion: .file(extensions: ["toml"]))
    var from: String

    @Option(help: "The configuration of the desk as it will be.", completion: .file(extensions: ["toml"]))
    var to: String

    func run() async throws {
        let (source, target) = (URL(filePath: from), URL(filePath: to))
        let (old, new) = (try DeskConfiguration(contentsOf: source), try DeskConfiguration(contentsOf: target))
        let desk = try await BlockingWork.run { [old = old.storage, new = new.storage] in
            try DeskMove(source: old, target: new)
        }
        let log = BotLog { _, text in StandardError.note(text) }
        try await BotMove(from: old.botPlaces(), to: new.botPlaces(), log: log).run { copyBots in
            try await BlockingWork.run {
                try desk.copyFiles { StandardError.note("files: \($0) of \($1)") }
            }
            try await copyBots { StandardError.note("the bot \($0): \($1)") }
            // Last, so that no desk is there without its files and bots.
            try await BlockingWork.run {
                try desk.copyRows { StandardError.note("\($0): \($1)") }
            }
        }
        try StandardOutput.line(["The desk is moved. Serve it with \(target.path)."])
    }
}
