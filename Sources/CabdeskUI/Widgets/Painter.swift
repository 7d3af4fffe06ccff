import HelpdeskModels
import TerminalKit

/// Draws a state into a grid. Each screen adds its part in a file of its own.
struct Painter {
    let state: AppState
    let theme: Theme
    let strings: Strings
    var grid: Grid
    /// The places where a press of the mouse means something; a later one lies over an earlier one.
    var hitTargets: [HitTarget] = []
    var paintedRows: PaintedRows

    /// - Parameter paintedRows: those of the picture before, which are reused.
    init(state: AppState, theme: Theme, reusing paintedRows: PaintedRows = PaintedRows()) {
        self.state = state
        self.theme = theme
        strings = state.strings
        self.paintedRows = paintedRows
        grid = Grid(size: state.size, style: theme["text"])
    }

    /// Writes `text` in the style of `role`; returns how many columns it took.
    @discardableResult
    mutating func write(_ text: String, row: Int, column: Int, columns: Int = .max, _ role: Role = "text") -> Int {
        grid.write(text, row: row, column: column, columns: columns, style: theme[role])
    }

    mutating func writeRight(_ text: String, row: Int, maxColumn: Int, _ role: Role) {
        write(text, row: row, column: max(0, maxColumn - DisplayWidth.of(text)), role)
    }

    var bindings: BindingTable { state.bindings }

    mutating func addHitTarget(_ rect: Rect, _ target: MouseTarget) {
        hitTargets.append(HitTarget(rect: rect, target: target))
    }

    /// Writes a key and what it does, which can be pressed with the mouse, too; returns how many columns that took.
    mutating func writeButton(_ binding: Binding, key: Key, row: Int, column: Int, _ role: Role) -> Int {
        let label = strings[state.label(of: binding.action)]
        var end = column
        end += write(key.notation, row: row, column: end, "footer.key") + 1
        end += write(label, row: row, column: end, role)
        addHitTarget(Rect(row: row, column: column, rows: 1, columns: end - column), .action(binding.action))
        return end - column
    }

    /// Writes one element of `lines` a row, cut to the rectangle.
    mutating func write(_ lines: some Sequence<Substring>, in rect: Rect, _ role: Role = "text") {
        for (offset, line) in lines.prefix(rect.rows).enumerated() {
            write(String(line), row: rect.row + offset, column: rect.column, columns: rect.columns, role)
        }
    }

    /// An empty box with a title over whatever was there; returns the inside.
    mutating func window(
        _ rect: Rect, title: String, _ role: Role = "dialog", border: Role = "border", titleRole: Role = "title"
    ) -> Rect {
        addHitTarget(rect, .window)
        grid.fill(rect, style: theme[role])
        grid.box(rect, style: theme[border], title: title, titleStyle: theme[titleRole])
        return rect.inset(by: 1)
    }

    /// Draws an editor's text, scrolled so that the cursor is seen, and puts the cursor there if it has the focus.
    mutating func write(_ editor: TextEditor, in rect: Rect, hasFocus: Bool, placeholder: String = "") {
        write(
            editor, in: rect, hasFocus ? "field.active" : "field", hasFocus: hasFocus, placeholder: placeholder,
            "placeholder")
    }

    /// As above, in colours of its own.
    mutating func write(
        _ editor: TextEditor, in rect: Rect, _ role: Role, hasFocus: Bool = true, placeholder: String,
        _ placeholderRole: Role = "note.placeholder"
    ) {
        grid.fill(rect, style: theme[role])
        if editor.isEmpty {
            // On the ground of its field, whether that is active or not.
            var look = theme[placeholderRole]
            look.background = theme[role].background
            grid.write(placeholder.truncated(to: rect.columns - 1), row: rect.row, column: rect.column, style: look)
        }
        let layout = editor.layout(columns: rect.columns, rows: rect.rows)
        for (offset, line) in layout.lines.prefix(rect.rows).enumerated() {
            let row = rect.row + offset
            write(String(line.text), row: row, column: rect.column, columns: rect.columns, role)
            if let selected = line.selection {
                let marked = Rect(
                    row: row, column: rect.column + selected.lowerBound, rows: 1, columns: selected.count)
                grid.restyle(marked.intersection(rect)) { _ in theme["selection"] }
            }
        }
        if hasFocus {
            grid.cursor = Position(
                row: rect.row + min(layout.cursorRow, max(0, rect.rows - 1)),
                column: rect.column + min(layout.cursorColumn, rect.columns - 1))
        }
    }
}

extension Collection {
    /// The element at `index`, or nil outside of the collection.
    subscript(safe index: Index) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
