import TerminalKit

extension Painter {
    mutating func drawCustomerPage() {
        if let linking = state.shownLinking {
            drawLinking(linking)
            return
        }
        let rect = state.bodyRect
        let lines = state.customerPageLines
        let last = max(0, lines.count - rect.rows)
        let scroll = min(state.customerPage.scroll, last)
        for (offset, line) in lines.dropFirst(scroll).prefix(rect.rows).enumerated() {
            let row = rect.row + offset
            let room = rect.columns - line.indent - 1
            let used = write(line.text, row: row, column: line.indent, columns: room, line.role)
            if !line.detail.isEmpty {
                write(line.detail, row: row, column: line.indent + used + 2, columns: room - used - 2, "text.dim")
            }
            if let code = line.code { writeRight(code, row: row, maxColumn: rect.maxColumn - 2, "qr") }
        }
        if last > 0 {
            let knob = rect.row + scroll * max(0, rect.rows - 1) / last
            write("▐", row: min(knob, rect.maxRow - 1), column: rect.maxColumn - 1, "border")
        }
    }
}
