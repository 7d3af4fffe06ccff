import ArgumentParser
import Foundation
import HelpdeskServer
import TOMLText

/// Which desk an administrative command is about, and how it prints.
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

    func open() throws -> DataDirectory {
        if let data { return try DataDirectory(URL(filePath: data, directoryHint: .isDirectory)) }
        return try DataDirectory(configuration(config ?? "").dataDirectory)
    }

    /// The address at which clients reach the desk, as far as its configuration tells; else a word in its place.
    func address() throws -> String {
        guard let config else { return "ADDRESS" }
        return try configuration(config).address ?? "ADDRESS"
    }

    private func configuration(_ path: String) throws -> ServerConfiguration {
        try ServerConfiguration(ConfigurationTable(contentsOf: URL(filePath: path)))
    }

    /// Prints `values` as a JSON array, or each as a line of columns.
    func print<Value: Encodable>(_ values: [Value], columns: (Value) -> [String]) throws {
        guard json else {
            for value in values { try Console.line(columns(value)) }
            return
        }
        try Console.json(values)
    }

    /// Prints `value` as a JSON array of one, or what is to be said of it.
    func print<Value: Encodable>(_ values: [Value], sentence: (Value) -> String) throws {
        try print(values, columns: { [sentence($0)] })
    }
}
