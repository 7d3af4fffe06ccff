import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Painter {
    /// The last line but one: what just happened, else an incident, the office hours or what is unread; and the
    /// connection.
    mutating func drawStatus() {
        let row = state.size.rows - 2
        grid.line(row: row, column: 0, columns: state.size.columns, style: theme["border"])
        let sync = " \(syncText) "
        let room = state.size.columns - DisplayWidth.of(sync) - 3
        writeRight(sync, row: row, maxColumn: state.size.columns - 1, syncRole)
        if let notice = state.notice {
            let text = " \(strings[notice.phrase]) "
            // A notice may be long; it may take the whole line.
            let role: Role = notice.kind == .done ? "banner.info" : "banner.error"
            let isLong = DisplayWidth.of(text) > room
            write(text.truncated(to: state.size.columns - 2), row: row, column: 1, role)
            if isLong { return }
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

    /// Said outside of office hours: until when, and where to write if everything is down.
    private var closedText: String? {
        guard let desk = state.desk.desk, let hours = desk.officeHours, !hours.isOpen(at: state.now) else { return nil }
        return strings[.closedBanner(hours: hours, alertBot: desk.alertBot?.username)]
    }

    private var syncText: String {
        let status = state.sync
        var parts: [String] =
            switch status.phase {
            case .starting: [strings[.syncStarting]]
            case .syncing: [strings[.syncSyncing]]
            case .online: [strings[.syncOnline]]
            case .offline(let since, _): [strings[.syncOffline(since: since)]]
            case .signedOut: [strings[.syncSignedOut]]
            }
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
