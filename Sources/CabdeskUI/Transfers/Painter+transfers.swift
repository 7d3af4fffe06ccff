import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    /// Columns that a bar has in a line with other things.
    static let barColumns = 32

    /// How far a file is: a bar with the figures in it.
    mutating func drawBar(_ progress: TransferProgress, row: Int, column: Int, columns: Int) {
        guard columns > 0 else { return }
        let rect = Rect(row: row, column: column, rows: 1, columns: columns)
        grid.fill(rect, style: theme["progress"])
        write(" \(strings[.transferred(progress)])", row: row, column: column, columns: columns, "progress")
        let share = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 1
        let done = Int((Double(columns) * min(max(0, share), 1)).rounded(.down))
        let style = theme["progress.done"]
        grid.restyle(Rect(row: row, column: column, rows: 1, columns: done)) { _ in style }
    }

    mutating func drawTransfers(_ list: TransfersState) {
        let transfers = state.transfers
        let inside = window(
            overlayRect.split(bottom: min(max(1, transfers.count) + 2, overlayRect.rows)).bottom,
            title: strings[.transfersTitle])
        if transfers.isEmpty {
            write(
                strings[.noTransfers], row: inside.row, column: inside.column + 1, columns: inside.columns - 2,
                "text.dim")
        }
        for (offset, index) in list.viewport.visible(rows: inside.rows).enumerated() {
            guard let id = list.viewport.ids[safe: index], let transfer = transfers.first(where: { $0.id == id })
            else { continue }
            let isSelected = id == list.viewport.selection
            draw(transfer, isSelected: isSelected, row: inside.row + offset, inside)
            addHitTarget(
                Rect(row: inside.row + offset, column: inside.column, rows: 1, columns: inside.columns),
                .transfer(id))
        }
    }

    private mutating func draw(_ transfer: Transfer, isSelected: Bool, row: Int, _ area: Rect) {
        let role: Role = isSelected ? "row.selected" : "dialog"
        grid.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), style: theme[role])
        let bar = min(Self.barColumns, area.columns / 2)
        let failure = transfer.error.map { strings[.error($0)] } ?? ""
        let name = "\(transfer.direction == .up ? "↑" : "↓") \(Sanitizer.visible(transfer.name))"
        // A reason takes more room than a bar.
        let room = area.columns - (failure.isEmpty ? bar : area.columns * 2 / 3) - 3
        write(name.truncated(to: room), row: row, column: area.column + 1, role)
        if transfer.error != nil {
            let text = Sanitizer.visible(failure).truncated(to: area.columns * 2 / 3)
            writeRight(text, row: row, maxColumn: area.maxColumn - 1, isSelected ? role : "message.failed")
        } else if let progress = transfer.progress {
            drawBar(progress, row: row, column: area.maxColumn - bar - 1, columns: bar)
        }
    }

    /// In the status line: the file that is on its way, and how many more are.
    mutating func drawTransfer(row: Int, columns: Int) -> Bool {
        let running = state.transfers.filter(\.isRunning)
        guard let first = running.first(where: { $0.progress != nil }), let progress = first.progress else {
            return false
        }
        let more = running.count > 1 ? " (+\(running.count - 1))" : ""
        let arrow = first.direction == .up ? "↑" : "↓"
        let bar = min(Self.barColumns, columns / 2)
        let name = Sanitizer.visible(first.name).truncated(to: max(1, columns - bar - 5 - DisplayWidth.of(more)))
        let used = write(" \(arrow) \(name)\(more) ", row: row, column: 1, columns: columns, "text")
        drawBar(progress, row: row, column: 1 + used, columns: bar)
        addHitTarget(Rect(row: row, column: 1, rows: 1, columns: used + bar), .action(.showTransfers))
        return true
    }
}
