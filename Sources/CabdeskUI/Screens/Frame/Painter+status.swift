import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    /// The last line but one: what just happened, else an incident, the office hours or what is unread; and the
    /// connection.
    mutating func drawStatus() {
        let row = state.size.rows - 2
        grid.line(row: row, column: 0, columns: state.size.columns, style: theme["border"])
        writeRight(connectionText, row: row, maxColumn: state.size.columns - 1, syncRole)
        let room = noticeRoom
        if let notice {
            draw(notice, row: row, room: room)
        } else if drawTransfer(row: row, columns: max(0, room)) {
            return
        } else if let text = state.phoneFileText {
            write(" \(text) ".truncated(to: max(0, room)), row: row, column: 1, "banner.info")
        } else if let text = state.pastedText {
            write(" \(text) ".truncated(to: max(0, room)), row: row, column: 1, "banner.info")
        } else if let text = state.incidentText {
            write(" \(text) ".truncated(to: max(0, room)), row: row, column: 1, "banner.error")
        } else if let text = closedText {
            write(" \(text) ".truncated(to: max(0, room)), row: row, column: 1, "banner.warning")
        } else if state.tickets.counts.unread > 0 {
            write(
                " \(strings[.unreadCount(state.tickets.counts.unread)]) ".truncated(to: max(0, room)), row: row,
                column: 1, "text.dim")
        }
    }

    /// Where what lies over the screen is drawn: the body without the lines that a notice needs.
    var overlayRect: Rect {
        state.bodyRect.split(bottom: notice.map { rowsAbove(lines(of: $0)) } ?? 0).rest
    }

    private var notice: Notice? { state.desk.rescue.map { Notice.failed(.rescued($0)) } ?? state.notice }

    /// The words about the connection.
    private var connectionText: String {
        // While a file is on its way, that is what one looks for; the counts come back after it.
        let isTransferring = state.notice == nil && state.transfers.contains { $0.isRunning && $0.progress != nil }
        return " \(isTransferring ? phaseText : syncText) "
    }

    private var noticeRoom: Int { state.size.columns - DisplayWidth.of(connectionText) - 3 }

    private func text(of notice: Notice) -> String { Sanitizer.visible(strings[notice.phrase]) }

    /// The lines of a notice that has no room beside the connection; empty for one that has.
    private func lines(of notice: Notice) -> [Substring] {
        let text = text(of: notice)
        if DisplayWidth.of(text) + 2 <= noticeRoom { return [] }
        return Array(TextWrap.lines(text, columns: state.size.columns - 4, limit: max(4, state.size.rows / 2)))
    }

    /// How many of a notice's lines stand above the status line: all but a last one that has room beside the connection.
    private func rowsAbove(_ lines: [Substring]) -> Int {
        let isLastBeside = lines.last.map { DisplayWidth.of(String($0)) + 2 <= noticeRoom } ?? false
        return lines.count - (isLastBeside ? 1 : 0)
    }

    /// Draws what happened and what to do: whole, over several lines if it needs them, at most half of the window. The
    /// connection stays beside or below it: that something was saved must not hide that it cannot be sent now.
    private mutating func draw(_ notice: Notice, row: Int, room: Int) {
        let role: Role = notice.kind == .done ? "banner.info" : "banner.error"
        let lines = lines(of: notice)
        if lines.isEmpty { write(" \(text(of: notice)) ", row: row, column: 1, role) }
        let first = row - rowsAbove(lines)
        for (offset, line) in lines.enumerated() {
            let columns = first + offset == row ? room : state.size.columns - 2
            grid.fill(Rect(row: first + offset, column: 1, rows: 1, columns: columns), style: theme[role])
            write(String(line), row: first + offset, column: 2, role)
        }
    }

    /// Said outside of office hours: until when, and where to write if everything is down.
    private var closedText: String? {
        guard let desk = state.desk.desk, let hours = desk.officeHours, !hours.isOpen(at: state.now) else { return nil }
        return strings[.closedBanner(hours: hours, alertBot: desk.alertBot?.username)]
    }

    private var phaseText: String {
        switch state.sync.phase {
        case .starting: strings[.syncStarting]
        case .syncing: strings[.syncSyncing]
        case .online: strings[.syncOnline]
        case .offline(let since, _): strings[.syncOffline(since: since)]
        case .signedOut: strings[.syncSignedOut]
        }
    }

    private var syncText: String {
        let status = state.sync
        var parts = [phaseText]
        if status.outboxCount > 0 { parts.append(strings[.outboxCount(status.outboxCount)]) }
        if status.failedCount > 0 { parts.append(strings[.failedCount(status.failedCount)]) }
        return parts.joined(separator: " · ")
    }

    private var syncRole: Role {
        switch state.sync.phase {
        case .starting, .syncing: "text.dim"
        case .online: state.sync.failedCount > 0 ? "banner.error" : "text.dim"
        case .offline: "banner.warning"
        case .signedOut: "banner.error"
        }
    }
}

extension Painter {
    /// The last line: the keys that matter here, as many as fit. Those that lead to all others are always among them.
    mutating func drawFooter() {
        let row = state.size.rows - 1
        grid.fill(Rect(row: row, column: 0, rows: 1, columns: state.size.columns), style: theme["footer"])
        let buttons = bindings.footer(in: state.context).compactMap { binding -> (binding: Binding, key: Key)? in
            guard state.isOffered(binding.action) else { return nil }
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
