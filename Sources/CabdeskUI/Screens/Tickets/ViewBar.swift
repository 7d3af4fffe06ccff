import HelpdeskCore
import TerminalKit

/// The views above the list, each with its count, in one line: all of them, else the current one with as many of its
/// neighbours as have room, and an arrow on each side where there are more.
struct ViewBar: Equatable {
    struct Label: Equatable {
        let view: TicketView
        /// The name and, always whole, the count; an arrow for a view beyond the edge.
        let text: String
        /// From the start of the line.
        let column: Int
    }

    /// From left to right; the current one is always among them.
    let labels: [Label]
    private static let gap = 2

    /// - Parameters:
    ///   - views: with their names and counts.
    ///   - current: the place of the view that the list shows.
    ///   - columns: of the line, the first and the last of which stay blank.
    init(_ views: [(view: TicketView, name: String, count: Int)], current: Int, columns: Int) {
        let room = columns - 2
        let texts = views.map { "\($0.name) \($0.count)" }
        let widths = texts.map { DisplayWidth.of($0) }
        /// The columns that the views of a range take with their arrows.
        func width(_ range: ClosedRange<Int>) -> Int {
            let arrows = (range.lowerBound > 0 ? 1 : 0) + (range.upperBound < views.count - 1 ? 1 : 0)
            return widths[range].reduce(0, +) + (range.count - 1) * Self.gap + arrows * Self.gap
        }
        let all = 0...max(0, views.count - 1)
        var shown = width(all) <= room ? all : current...current
        // One on each side in turn, so that the neighbours on both sides are seen.
        while shown != all {
            let wider = [shown.lowerBound...shown.upperBound + 1, shown.lowerBound - 1...shown.upperBound]
                .filter { all.contains($0.lowerBound) && all.contains($0.upperBound) && width($0) <= room }
            let isLeftBehind = current - shown.lowerBound < shown.upperBound - current
            guard let next = isLeftBehind ? wider.last : wider.first else { break }
            shown = next
        }
        // Alone, the current one may still be too long.
        let surplus = max(0, width(shown) - room)
        var labels: [Label] = []
        var column = 1
        func add(_ index: Int, _ text: String, gap: Int = Self.gap) {
            labels.append(Label(view: views[index].view, text: text, column: column))
            column += DisplayWidth.of(text) + gap
        }
        // An arrow stands one column off, and leads to the nearest view that is not shown.
        if shown.lowerBound > 0 { add(shown.lowerBound - 1, "‹", gap: 1) }
        for index in shown {
            let name = views[index].name
            let short = "\(name.truncated(to: max(1, DisplayWidth.of(name) - surplus))) \(views[index].count)"
            add(index, surplus > 0 ? short : texts[index])
        }
        if shown.upperBound < all.upperBound {
            column -= 1
            add(shown.upperBound + 1, "›")
        }
        self.labels = labels
    }
}

extension Painter {
    mutating func drawViewBar(_ bar: Rect) {
        var rect = bar
        if !state.tickets.marks.isEmpty {
            let marked = strings[.markedCount(state.tickets.marks.count)]
            writeRight(marked, row: bar.row, maxColumn: bar.maxColumn - 1, "text.strong")
            rect.columns = max(1, bar.columns - DisplayWidth.of(marked) - 2)
        }
        if state.tickets.isFiltering || !state.tickets.filter.isEmpty {
            drawFilter(rect)
        } else {
            drawViews(rect)
        }
    }

    private mutating func drawViews(_ rect: Rect) {
        let views = state.views
        let bar = ViewBar(
            views.map { ($0, strings[.view($0)], state.tickets.counts[$0]) },
            current: views.firstIndex(of: state.tickets.query.view) ?? 0, columns: rect.columns)
        for label in bar.labels {
            let column = rect.column + label.column
            let used = write(
                label.text.truncated(to: rect.maxColumn - column), row: rect.row, column: column,
                label.view == state.tickets.query.view ? "text.strong" : "text.dim")
            addHitTarget(Rect(row: rect.row, column: column, rows: 1, columns: used), .view(label.view))
        }
    }

    /// The filter takes the place of the views: while it is typed, it matters more.
    private mutating func drawFilter(_ rect: Rect) {
        addHitTarget(rect, .action(.filter))
        let label = "\(strings[.view(state.tickets.query.view)]) · \(strings[.filterLabel])"
        let used = write(label, row: rect.row, column: rect.column + 1, "field.label") + 2
        let more = state.countHereAndOnDesk
        let count = strings[more ?? .ticketCount(state.tickets.viewport.ids.count)]
        let field = Rect(
            row: rect.row, column: rect.column + used, rows: 1,
            columns: max(1, rect.columns - used - DisplayWidth.of(count) - 3))
        write(state.tickets.filter, in: field, hasFocus: state.tickets.isFiltering)
        writeRight(count, row: rect.row, maxColumn: rect.maxColumn - 1, more == nil ? "text.dim" : "text.strong")
        if more != nil {
            let columns = DisplayWidth.of(count)
            let start = max(rect.column, rect.maxColumn - 1 - columns)
            addHitTarget(Rect(row: rect.row, column: start, rows: 1, columns: columns), .action(.searchDesk))
        }
    }
}
