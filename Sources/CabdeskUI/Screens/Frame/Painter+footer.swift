import TerminalKit

extension Painter {
    /// The last line: the keys that matter here, as many as fit. Those that lead to all others are always among them.
    mutating func drawFooter() {
        let row = state.size.rows - 1
        grid.fill(Rect(row: row, column: 0, rows: 1, columns: state.size.columns), style: theme["footer"])
        let buttons = bindings.footer(in: state.context).compactMap { binding -> (binding: Binding, key: Key)? in
            guard state.reasonDisabled(binding.action) == nil else { return nil }
            let keys = bindings.keys(of: binding, language: state.language)
            return keys.first { !(state.context.takesText && $0.isText) }.map { (binding, $0) }
        }
        let isEssential = { (binding: Binding) in [.palette, .help].contains(binding.action) }
        var reserved = buttons.filter { isEssential($0.binding) }.reduce(0) { $0 + columns($1.binding, $1.key) + 2 }
        var column = 1
        for (binding, key) in buttons {
            let columns = columns(binding, key)
            if isEssential(binding) { reserved -= columns + 2 }
            if column + columns + reserved >= state.size.columns { continue }
            column += writeButton(binding, key: key, row: row, column: column, "footer") + 2
        }
    }

    private func columns(_ binding: Binding, _ key: Key) -> Int {
        DisplayWidth.of(key.notation) + 1 + DisplayWidth.of(strings[state.label(of: binding.action)])
    }
}
