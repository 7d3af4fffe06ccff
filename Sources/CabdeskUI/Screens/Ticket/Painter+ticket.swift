import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    mutating func drawTicket() {
        guard let ticket = state.shownTicket else { return }
        let rects = state.ticketRects
        guard let conversation = ticket.conversation else {
            let phrase: Phrase = ticket.isLoaded ? .ticketGone : .listLoading
            write(
                strings[phrase], row: rects.header.row, column: rects.header.column + 2,
                columns: rects.header.columns - 3, "text.dim")
            // A note may be left of a ticket that is gone.
            if let reply = ticket.reply { drawReply(reply, rects.reply) }
            return
        }
        addHitTarget(state.ticketRect, .conversation)
        drawHeader(conversation, rects.header)
        drawConversation(ticket, rects.conversation)
        if let reply = ticket.reply { drawReply(reply, rects.reply) }
    }

    private mutating func drawHeader(_ conversation: Conversation, _ rect: Rect) {
        let ticket = conversation.ticket
        let status = strings.status(of: ticket, isStaff: state.isStaff)
        let number = ticket.number.map { "№ \($0)" } ?? strings[.notNumberedYet]
        let rating = conversation.pendingRating?.rating ?? conversation.rating
        let stars = rating.map { rating in Rating.range.map { $0 <= rating.score ? "★" : "☆" }.joined() } ?? ""
        let room = rect.columns - DisplayWidth.of(status) - DisplayWidth.of(stars) - 5
        let subject = "\(number)  \(Sanitizer.visible(ticket.subject))"
        write(subject.truncated(to: room), row: rect.row, column: rect.column + 1, "text.strong")
        writeRight(status, row: rect.row, maxColumn: rect.maxColumn - 1, role(of: ticket))
        writeRight(stars, row: rect.row, maxColumn: rect.maxColumn - DisplayWidth.of(status) - 2, "rating")

        write(
            facts(of: conversation, columns: rect.columns - 2), row: rect.row + 1, column: rect.column + 1, "text.dim")

        grid.line(row: rect.row + 2, column: rect.column, columns: rect.columns, style: theme["border"])
        let others = othersText(of: conversation, columns: rect.columns - 4)
        writeRight(others, row: rect.row + 2, maxColumn: rect.maxColumn - 2, "text.dim")
        if !conversation.fields.isEmpty {
            let text = " \(state.fieldsInOneLine(of: conversation)) "
            // What has no room here stands whole above the first message.
            let hint = state.showsFieldsInFull(of: conversation) ? bindings.notation(for: .first, in: .ticket) : nil
            let end = hint.map { " ↑ \($0) " } ?? ""
            let column = rect.column + 2
            let room = rect.columns - 4 - DisplayWidth.of(end) - (others.isEmpty ? 0 : DisplayWidth.of(others) + 1)
            let used = write(text.truncated(to: room), row: rect.row + 2, column: column, "field.label")
            write(end, row: rect.row + 2, column: column + used, "text.dim")
        }
    }

    /// What one has to know of the ticket beside its subject. Where there is no room, the date is short and stands before
    /// the name, of which one can miss the end.
    private func facts(of conversation: Conversation, columns: Int) -> String {
        let ticket = conversation.ticket
        let author = strings.name(of: ticket.author)
        func line(_ filed: [String]) -> String {
            var facts = strings.urgency(of: ticket, isStaff: state.isStaff, now: state.now)
            if let expected = state.expectedAnswer(in: conversation) { facts.insert(expected, at: 0) }
            if state.isStaff { facts.append(state.serviceName(ticket.service)) }
            facts += [state.topicTitle(ticket.topic)] + filed
            if state.isStaff, let assignee = ticket.assignee {
                facts.append(strings[LinearPhrase.assigned(strings.name(of: assignee))])
            }
            if let resolved = ticket.resolved { facts.append(strings[.resolvedAt(resolved)]) }
            return facts.map { Sanitizer.visible($0) }.joined(separator: " · ")
        }
        let full = line([author, strings.dateTime(ticket.created)])
        if DisplayWidth.of(full) <= columns { return full }
        return line([strings.shortDate(ticket.created, now: state.now), author]).truncated(to: columns)
    }

    /// The others at work on the ticket: in the room that the fields of the ticket leave, at least half of the line.
    private func othersText(of conversation: Conversation, columns: Int) -> String {
        guard !state.othersAtWork.isEmpty else { return "" }
        let fields = conversation.fields.isEmpty ? 0 : DisplayWidth.of(state.fieldsInOneLine(of: conversation)) + 3
        let room = max(columns - fields, columns / 2) - 2
        return " \(Sanitizer.visible(strings.atWork(state.othersAtWork, columns: room)).truncated(to: room)) "
    }

    private mutating func drawConversation(_ ticket: TicketState, _ rect: Rect) {
        for (offset, line) in ticket.lines.dropFirst(ticket.scroll).prefix(rect.rows).enumerated() {
            draw(line, row: rect.row + offset, rect)
        }
        // How far down one is, where not everything fits.
        if state.lastTicketScroll > 0 {
            let knob = rect.row + ticket.scroll * max(0, rect.rows - 1) / state.lastTicketScroll
            write("▐", row: min(knob, rect.maxRow - 1), column: rect.maxColumn - 1, "border")
        }
        drawUnreadBelow(rect)
    }

    /// Says that there is more to read below; a press goes to the end.
    private mutating func drawUnreadBelow(_ rect: Rect) {
        let count = state.unreadBelow
        if count == 0 || rect.rows < 2 { return }
        let text = " \(strings[.unreadBelow(count)]) "
        let columns = DisplayWidth.of(text)
        let place = Rect(row: rect.maxRow - 1, column: rect.maxColumn - 2 - columns, rows: 1, columns: columns)
        write(text, row: place.row, column: max(rect.column, place.column), "banner.info")
        addHitTarget(place, .action(.last))
    }

    private mutating func draw(_ line: ConversationLine, row: Int, _ rect: Rect) {
        switch line.kind {
        case .day, .unreadLine:
            let role: Role = line.kind == .day ? "border" : "banner.info"
            grid.line(row: row, column: rect.column + 1, columns: rect.columns - 3, style: theme[role])
            if let text = line.segments.first { write(" \(text.text) ", row: row, column: rect.column + 4, text.role) }
        case .blank, .field, .event, .author, .text, .quote, .attachment, .delivery, .draft:
            if let side = line.side { write("▎", row: row, column: rect.column + 1, side) }
            var column = rect.column + 3
            for segment in line.segments {
                let room = rect.maxColumn - column - 1
                let used = write(segment.text, row: row, column: column, columns: room, segment.role)
                drawHits(in: segment.text.truncated(to: room), row: row, column: column)
                column += used
            }
            if let progress = line.file.flatMap(state.progress) {
                let bar = min(Self.barColumns, rect.columns / 2)
                drawBar(progress, row: row, column: min(column + 2, rect.maxColumn - bar - 1), columns: bar)
            }
        }
    }

    private mutating func drawReply(_ reply: ReplyState, _ rect: Rect) {
        let isNote = reply.draft.kind.isNote
        let inside =
            isNote
            ? window(rect, title: strings[.noteTitle], "note", border: "note.border", titleRole: "note.border")
            : window(rect, title: strings[.replyTitle], "panel")
        let names =
            state.arrivingTexts(in: reply.draft.id).map { "▫ \($0)" }
            + zip(reply.draft.files, reply.draft.files.map(\.name).toldApart()).map { file, name in
                "▪ \(Sanitizer.visible(name)) \(strings.size(file.size))"
            }
        let (text, files) = inside.split(bottom: names.isEmpty ? 0 : 1)
        let editor = Rect(row: text.row, column: text.column + 1, rows: text.rows, columns: text.columns - 2)
        if isNote {
            // At each line, so that it is seen wherever one looks while typing.
            for row in text.row..<text.maxRow { write("▌", row: row, column: text.column, "note.border") }
            write(reply.editor, in: editor, "note", placeholder: strings[.notePlaceholder])
        } else {
            write(reply.editor, in: editor, hasFocus: true, placeholder: strings[.replyPlaceholder])
        }
        addHitTarget(editor, .reply)
        let list = names.joined(separator: "  ").truncated(to: files.columns - 2)
        write(list, row: files.row, column: files.column + 1, isNote ? "note" : "attachment")
    }
}
