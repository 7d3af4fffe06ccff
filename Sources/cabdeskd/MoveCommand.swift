import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation

/// `cabdeskd move`.
struct MoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Copy a desk from one configuration to another, between SQLite and PostgreSQL.",
        discussion: """
            Stop the desk before. The target must have no desk yet, unless an earlier attempt was interrupted: then it goes on. \
            The rows of every table are counted, and every file is compared by its SHA-256. The source stays as it is. Clients \
            keep their sign-in and go on where they were.
            """)

    @Option(help: "The configuration of the desk as it is, a TOML file.", completion: .file(extensions: ["toml"]))
    var from: String

    @Option(help: "The configuration of the desk as it will be.", completion: .file(extensions: ["toml"]))
    var to: String

    func run() throws {
        let (source, target) = (URL(filePath: from), URL(filePath: to))
        let move = DeskMove(
            source: try DeskConfiguration(contentsOf: source).storage,
            target: try DeskConfiguration(contentsOf: target).storage)
        try move.run { step in
            switch step {
            case .rows(let table, let count): StandardError.note("\(table): \(count)")
            case .files(let done, let all): StandardError.note("files: \(done) of \(all)")
            }
        }
        try StandardOutput.line(["The desk is moved. Serve it with \(target.path)."])
    }
}
