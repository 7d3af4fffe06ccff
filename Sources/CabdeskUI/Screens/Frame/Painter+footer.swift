import TerminalKit

extension Painter {
    /// The last line: the keys that matter here, as many as fit.
    mutating func drawFooter() {
        let row = state.size.rows - 1
        grid.fill(Rect(row: row, column: 0, rows: 1, columns: state.size.columns), style: theme["footer"])
        var column = 1
        for binding in bindings.footer(in: state.context) where state.reasonDisabled(binding.action) == nil {
            guard let key = binding.keys.first(where: { !(state.context.takesText && $0.isText) }) else { continue }
            let label = strings[.action(binding.action, in: state.context)]
            let columns = DisplayWidth.of(key.notation) + 1 + DisplayWidth.of(label)
            if column + columns >= state.size.columns { break }
            column += writeButton(binding, key: key, row: row, column: column, "footer") + 2
        }
    }
}
