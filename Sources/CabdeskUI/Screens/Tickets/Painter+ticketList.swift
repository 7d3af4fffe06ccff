import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawTicketList() {
        var (bar, list) = state.listRect.split(top: 1)
        drawViewBar(bar)
        if let note = state.newShiftNotes.first {
            let (line, rest) = list.split(top: 1)
            drawShiftNote(note, line)
            list = rest
        }
        let (header, rows) = list.split(top: 1)
        let columns = TicketColumns(
            width: rows.columns, query: state.tickets.query, digits: state.tickets.digits,
            isStaff: state.isStaff, hasWaiting: state.hasPriorities)
        drawHeader(header, columns)
        drawArrivals(header)
        let visible = state.tickets.viewport.visible(rows: rows.rows)
        if visible.isEmpty { drawEmptyList(rows) }
        beginRows(columns)
        for (offset, index) in visible.enumerated() {
            let id = state.tickets.viewport.ids[index]
            let isSelected = index == state.tickets.viewport.selectedIndex
            addHitTarget(Rect(row: rows.row + offset, column: rows.column, rows: 1, columns: rows.columns), .row(index))
            draw(state.tickets.rows[id], row: rows.row + offset, columns, isSelected: isSelected)
        }
    }

    private mutating func draw(_ ticket: TicketRow?, row: Int, _ columns: TicketColumns, isSelected: Bool) {
        guard let ticket else {
            let place = Rect(row: row, column: 0, rows: 1, columns: state.listRect.columns)
            grid.fill(place, style: theme[isSelected ? "row.selected" : "row"])
            return
        }
        let waiting = columns.all.first { $0.kind == .waiting }.map { text(of: ticket, in: $0) } ?? ""
        reuse(ticket, row: row, isSelected: isSelected, waiting: waiting) { painter in
            painter.paint(ticket, row: row, columns, isSelected: isSelected)
        }
    }

    private mutating func drawHeader(_ rect: Rect, _ columns: TicketColumns) {
        grid.fill(rect, style: theme["header"])
        for column in columns.all {
            let sort = state.tickets.query.order
            let mark = column.kind.sortColumn == sort.column ? (sort.isAscending ? "▲" : "▼") : ""
            let name = strings[.column(column.kind)].truncated(to: column.width - DisplayWidth.of(mark))
            let label = (name + mark).padded(to: column.width, alignment: column.kind == .number ? .trailing : .leading)
            write(label, row: rect.row, column: column.start, "header")
            if let sorted = column.kind.sortColumn {
                addHitTarget(Rect(row: rect.row, column: column.start, rows: 1, columns: column.width), .column(sorted))
            }
        }
    }

    /// How many tickets came above the first row, over the headings: a press goes there.
    private mutating func drawArrivals(_ rect: Rect) {
        let count = state.tickets.arrivedAbove.count
        if count == 0 { return }
        let text = " \(strings[.arrivedAbove(count)]) "
        let columns = DisplayWidth.of(text)
        let place = Rect(row: rect.row, column: rect.maxColumn - 1 - columns, rows: 1, columns: columns)
        write(text, row: place.row, column: max(rect.column, place.column), "banner.info")
        addHitTarget(place, .action(.first))
    }

    private mutating func paint(_ ticket: TicketRow, row: Int, _ columns: TicketColumns, isSelected: Bool) {
        var look = theme[isSelected ? "row.selected" : ticket.isUnread ? "row.unread" : "row"]
        // What is new stays so under the selection.
        if isSelected, ticket.isUnread { look.attributes.formUnion(theme["row.unread"].attributes) }
        grid.fill(Rect(row: row, column: 0, rows: 1, columns: state.listRect.columns), style: look)
        if state.tickets.marks.contains(ticket.id) { grid.write("✓", row: row, column: 0, style: look) }
        for column in columns.all {
            let text = Sanitizer.visible(text(of: ticket, in: column))
            var style = look
            if column.kind == .status, !isSelected { style = style.merging(theme[role(of: ticket)]) }
            let shown = text.truncated(to: column.width)
            grid.write(shown, row: row, column: column.start, style: style)
            if column.kind == .subject {
                drawHits(in: shown, row: row, column: column.start)
                drawPriority(of: ticket, row: row, column: column.start)
            }
        }
    }

    private func text(of ticket: TicketRow, in column: TicketColumns.Column) -> String {
        switch column.kind {
        case .mark:
            (ticket.isUnread ? "●" : " ") + (ticket.attachmentCount > 0 ? "+" : " ") + (ticket.hasDraft ? "✎" : " ")
        case .number: (ticket.number.map(String.init) ?? "…").padded(to: column.width, alignment: .trailing)
        case .service: state.serviceName(ticket.service)
        case .topic: state.topicTitle(ticket.topic)
        case .subject:
            priorityMark(ticket.priority) + (ticket.hit.map { "\(ticket.subject) — \($0)" } ?? ticket.subject)
        case .assignee: ticket.assignee.map(strings.name) ?? ""
        case .status: strings.status(of: ticket, isStaff: state.isStaff)
        case .waiting: ticket.waitingSince.map { strings.age(since: $0, now: state.now) } ?? ""
        case .created: strings.date(ticket.created, columns: column.width)
        case .activity: strings.shortDate(ticket.updated, now: state.now)
        case .resolved: ticket.resolved.map { strings.date($0, columns: column.width) } ?? ""
        }
    }

    /// Stands before the subject of what is pressing; low ones are marked for the staff alone.
    private func priorityMark(_ priority: Ticket.Priority) -> String {
        switch priority {
        case .urgent: "!! "
        case .high: "! "
        case .normal: ""
        case .low: state.isStaff ? "↓ " : ""
        }
    }

    private mutating func drawPriority(of ticket: TicketRow, row: Int, column: Int) {
        guard ticket.priority > .normal else { return }
        let role = theme["message.failed"]
        let columns = DisplayWidth.of(priorityMark(ticket.priority)) - 1
        grid.restyle(Rect(row: row, column: column, rows: 1, columns: columns)) { $0.merging(role) }
    }

    /// Marks where the words of the filter are.
    mutating func drawHits(in text: String, row: Int, column: Int) {
        for range in Folding.ranges(of: state.tickets.query.filter, in: text) {
            let start = column + DisplayWidth.of(text[..<range.lowerBound])
            let columns = DisplayWidth.of(text[range])
            let match = theme["match"]
            grid.restyle(Rect(row: row, column: start, rows: 1, columns: columns)) { $0.merging(match) }
        }
    }

    private mutating func drawEmptyList(_ rect: Rect) {
        let phrase: Phrase =
            if !state.tickets.isLoaded {
                .listLoading
            } else if state.countHereAndOnDesk != nil {
                .listNothingHere(key: bindings.notation(for: .searchDesk, in: state.context))
            } else if !state.tickets.filter.isEmpty {
                .listNothingFound
            } else {
                state.emptyList(key: bindings.notation(for: .showCreate, in: .ticketList))
            }
        for (offset, line) in TextWrap.lines(strings[phrase], columns: rect.columns - 4).enumerated() {
            write(String(line), row: rect.row + 1 + offset, column: 2, "text.dim")
        }
    }

    /// The colour of a ticket's status; what was not sent stands out.
    func role(of ticket: TicketRow) -> Role {
        switch ticket.delivery {
        case .failed: return "message.failed"
        case .queued where ticket.number == nil, .held where ticket.number == nil, .sending where ticket.number == nil:
            return "message.queued"
        case .queued, .held, .sending, nil:
            // Dim for the staff where it is the customer's turn.
            return state.isStaff && ticket.status == .waiting ? "text.dim" : "status.\(ticket.status.rawValue)".role
        }
    }
}

extension String {
    var role: Role { Role(self) }
}

extension AppState {
    func topicTitle(_ id: Topic.ID) -> String {
        desk.topics.first { $0.id == id }?.title[language] ?? id.rawValue
    }

    func serviceName(_ id: Service.ID) -> String {
        desk.services.first { $0.id == id }?.name ?? id.rawValue
    }
}
