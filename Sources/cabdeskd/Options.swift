public import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskDesk
public import HelpdeskServer
import Logging
import TelegramBots

/// The desk that an administrative command works on, and the form of its output.
struct DeskOptions: ParsableArguments {
    @Option(help: "The configuration of the desk, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String?

    @Option(help: "The data directory of the desk, instead of a configuration.", completion: .directory)
    var data: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (config == nil) != (data == nil) else { throw ValidationError(UsageText.nameDesk.text) }
    }

    func open() throws -> Helpdesk { try directory().desk }

    func directory() throws -> DataDirectory { try DataDirectory(storage()) }

    func storage() throws -> StorageConfiguration {
        if let data { return StorageConfiguration(directory: URL(filePath: data, directoryHint: .isDirectory)) }
        return try configuration(config ?? "").storage
    }

    /// The databases of the desk's bots; without a configuration those in the data directory.
    func bots() throws -> BotStores {
        guard let data else { return try configuration(config ?? "").bots() }
        let storage = StorageConfiguration(directory: URL(filePath: data, directoryHint: .isDirectory))
        return BotStores(directory: storage.botsPath)
    }

    /// The address at which clients reach the desk; a placeholder if the configuration does not say.
    func address() throws -> String {
        guard let config else { return "ADDRESS" }
        return try configuration(config).server.address ?? "ADDRESS"
    }

    private func configuration(_ path: String) throws -> DeskConfiguration {
        try DeskConfiguration(contentsOf: URL(filePath: path))
    }

    /// Prints `values` as a JSON array, or each as a line of columns.
    func print<Value: Encodable>(_ values: [Value], columns: (Value) -> [String]) throws {
        guard json else {
            for value in values { try StandardOutput.line(columns(value)) }
            return
        }
        try StandardOutput.write(json: values, .indented)
    }

    /// Prints `values` as a JSON array, or a sentence about each.
    func print<Value: Encodable>(_ values: [Value], sentence: (Value) -> String) throws {
        try print(values, columns: { [sentence($0)] })
    }
}

/// The destination and form of the log.
struct LogOptions: ParsableArguments {
    @Option(help: "A file for the log; without it, the log goes to standard error.", completion: .file())
    var log: String?

    @Option(help: "How the log is written: text, or json for one object a line.")
    var logFormat: ServerLog.Format = .text

    func open() throws -> ServerLog {
        try ServerLog(log, format: logFormat)
    }
}

extension ServerLog.Format: ExpressibleByArgument {}
