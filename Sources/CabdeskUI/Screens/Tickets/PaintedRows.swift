import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The rows of the list as they were painted last. A key changes one or two of them, and a row that shows the same is
/// not made anew: that is most of what painting the list costs.
struct PaintedRows: Sendable {
    /// All that rows depend on besides their tickets.
    struct Setting: Equatable {
        let columns: TicketColumns
        let width: Int
        let theme: Theme
        let language: Language
        let timeZone: ReaderZone
        /// The reader's day, as times of today are shown in another way.
        let today: CivilTime.Day
        let filter: String
        let topics: [Topic]
        let services: [Service]
        let isStaff: Bool
    }

    /// All that one row shows.
    struct Row: Equatable {
        let ticket: TicketRow
        let isSelected: Bool
        let isMarked: Bool
        /// How long the customer has waited, as it is written; empty where it is not shown.
        let waiting: String
    }

    private struct Painted {
        let row: Row
        let cells: [Cell]
    }

    private var setting: Setting?
    private var rows: [Ticket.ID: Painted] = [:]
    private var older: [Ticket.ID: Painted] = [:]
    /// How many rows of this picture had to be painted.
    private(set) var paintedCount = 0

    /// Begins another picture. Only rows of the one before it are reused.
    mutating func begin(_ setting: Setting) {
        older = setting == self.setting ? rows : [:]
        rows = [:]
        paintedCount = 0
        self.setting = setting
    }

    /// The cells of a row that shows the same as before; nil for any other.
    mutating func cells(of row: Row) -> [Cell]? {
        guard let painted = older[row.ticket.id], painted.row == row else { return nil }
        rows[row.ticket.id] = painted
        return painted.cells
    }

    mutating func keep(_ cells: [Cell], of row: Row) {
        rows[row.ticket.id] = Painted(row: row, cells: cells)
        paintedCount += 1
    }
}

extension Painter {
    /// Begins to reuse the rows that are as they were.
    mutating func beginRows(_ columns: TicketColumns) {
        let today = CivilTime(state.now, in: state.timeZone)
        paintedRows.begin(
            PaintedRows.Setting(
                columns: columns, width: state.listRect.columns, theme: theme, language: state.language,
                timeZone: state.timeZone, today: today.date, filter: state.tickets.query.filter,
                topics: state.desk.topics, services: state.desk.services, isStaff: state.isStaff))
    }

    /// Draws a row as it was drawn before, or with `draw`.
    mutating func reuse(
        _ ticket: TicketRow, row: Int, isSelected: Bool, waiting: String, _ draw: (inout Painter) -> Void
    ) {
        let shown = PaintedRows.Row(
            ticket: ticket, isSelected: isSelected, isMarked: state.tickets.marks.contains(ticket.id), waiting: waiting)
        let place = Rect(row: row, column: 0, rows: 1, columns: state.listRect.columns)
        if let cells = paintedRows.cells(of: shown) {
            grid.put(cells, in: place)
        } else {
            draw(&self)
            paintedRows.keep(grid.cells(in: place), of: shown)
        }
    }
}
