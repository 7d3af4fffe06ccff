import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import TerminalKit

struct KeysCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the keys of the terminal program.",
        discussion: "With the changes of [ui.keys] in the configuration. Needs no profile and no desk.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let configuration = try ProfileStore().uiConfiguration()
        let bindings = try BindingTable.standard.changed(by: configuration)
            .listed(in: options.language ?? configuration.language ?? options.effectiveLanguage)
        if output.json {
            try StandardOutput.write(json: KeyListJSON(bindings: bindings))
        } else {
            try StandardOutput.write(KeyTable.lines(bindings).map { $0 + "\n" }.joined())
        }
    }
}

/// The output of `keys --json`.
private struct KeyListJSON: Encodable {
    let bindings: [ListedBinding]
}

/// A heading for each context, and a line for each binding.
private enum KeyTable {
    static func lines(_ bindings: [ListedBinding]) -> [String] {
        let columns = bindings.map { DisplayWidth.of(keys(of: $0)) }.max() ?? 0
        var lines: [String] = []
        var context: String?
        for binding in bindings {
            if binding.context != context {
                lines += (context == nil ? [] : [""]) + [binding.place]
                context = binding.context
            }
            lines.append("  \(keys(of: binding).padded(to: columns))  \(binding.name)")
        }
        return lines
    }

    private static func keys(of binding: ListedBinding) -> String { binding.keys.joined(separator: " ") }
}
