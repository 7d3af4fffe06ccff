import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawFileList(_ list: FileListState) {
        let height = min(list.files.count + 2, state.bodyRect.rows)
        let (_, bottom) = state.bodyRect.split(bottom: height)
        let inside = window(bottom, title: strings[.chooseFile])
        let visible = list.viewport.visible(rows: inside.rows)
        for (offset, index) in visible.enumerated() {
            guard let file = list.files[safe: index] else { continue }
            let isSelected = file.id == list.viewport.selection
            let role: Role = isSelected ? "row.selected" : "dialog"
            let row = inside.row + offset
            grid.fill(Rect(row: row, column: inside.column, rows: 1, columns: inside.columns), style: theme[role])
            let size = strings.size(file.size)
            write(
                Sanitizer.visible(file.name).truncated(to: inside.columns - DisplayWidth.of(size) - 4), row: row,
                column: inside.column + 1, role)
            writeRight(size, row: row, maxColumn: inside.maxColumn - 1, role)
        }
    }

    mutating func drawPath(_ path: PathState) {
        let shown = min(path.candidates.count, max(0, min(8, state.bodyRect.rows - 5)))
        let (_, bottom) = state.bodyRect.split(bottom: shown + 4)
        let title =
            switch path.purpose {
            case .attach: strings[.attachTitle]
            case .save(let attachment): strings[.saveTitle(Sanitizer.visible(attachment.name))]
            }
        let inside = window(bottom, title: title)
        let hint: Phrase = if case .attach = path.purpose { .attachHint } else { .saveHint }
        write(strings[hint], row: inside.row, column: inside.column + 1, columns: inside.columns - 2, "text.dim")
        let field = Rect(row: inside.row + 1, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(path.editor, in: field, hasFocus: true)
        for (offset, name) in path.candidates.prefix(shown).enumerated() {
            write(
                Sanitizer.visible(name), row: inside.row + 2 + offset, column: inside.column + 2,
                columns: inside.columns - 4, name.hasSuffix("/") ? "text.strong" : "dialog")
        }
    }
}
