import ArgumentParser
import Foundation
import HelpdeskServer

/// Which desk an administrative command is about, and how it prints.
struct DeskOptions: ParsableArguments {
    @Option(help: "The configuration of the desk, a TOML file.", completion: .file(extensions: ["toml"]))
    var config: String?

    @Option(help: "The data directory of the desk, instead of a configuration.", completion: .directory)
    var data: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (config == nil) != (data == nil) else {
            throw ValidationError("Name the desk: --config FILE or --data DIR.")
        }
    }

    func open() throws -> DataDirectory {
        if let data { return try DataDirectory(URL(filePath: data, directoryHint: .isDirectory)) }
        return try DataDirectory(ServerConfiguration(contentsOf: URL(filePath: config ?? "")).dataDirectory)
    }

    /// Prints `values` as a JSON array, or each as a line.
    func print<Value: Encodable>(_ values: [Value], line: (Value) -> String) throws {
        guard json else {
            for value in values { Swift.print(line(value)) }
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(values), as: UTF8.self))
    }
}
