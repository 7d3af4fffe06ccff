import TerminalKit

extension AppState {
    /// The lines of the help screen: a heading (keys empty) or a binding each.
    var helpLines: [(keys: String, text: String)] {
        var lines: [(keys: String, text: String)] = []
        for context in BindingContext.allCases {
            let own = bindings.bindings.filter { $0.context == context }
            if own.isEmpty { continue }
            if !lines.isEmpty { lines.append(("", "")) }
            lines.append(("", strings[.context(context)]))
            for binding in own {
                let keys = bindings.keys(of: binding, language: language).map(\.notation).joined(separator: " ")
                lines.append((keys, strings[.action(binding.action, in: context)]))
            }
        }
        return lines
    }

    var lastHelpScroll: Int { max(0, helpLines.count - (bodyRect.rows - 2)) }
}

extension Painter {
    mutating func drawHelp(scroll: Int) {
        let inside = window(overlayRect, title: strings[.helpTitle])
        let lines = state.helpLines
        let keyColumns = min(inside.columns / 2, (lines.map { DisplayWidth.of($0.keys) }.max() ?? 0) + 3)
        for (offset, line) in lines.dropFirst(scroll).prefix(inside.rows).enumerated() {
            let row = inside.row + offset
            if line.keys.isEmpty {
                write(line.text, row: row, column: inside.column + 1, columns: inside.columns - 1, "title")
            } else {
                write(line.keys, row: row, column: inside.column + 2, columns: keyColumns - 1, "footer.key")
                let column = inside.column + 2 + keyColumns
                write(line.text, row: row, column: column, columns: inside.maxColumn - column, "dialog")
            }
        }
    }
}
