import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// What is told of the list of tickets.
extension LinearState {
    mutating func tellCounts() {
        for view in TicketView.allCases { say("\(strings[.view(view)]): \(app.tickets.counts[view])") }
    }

    /// The view, how many tickets it has, and what narrows it.
    mutating func tellListTitle() {
        let query = app.tickets.query
        var title = "\(strings[.view(query.view)]): \(strings[.ticketCount(app.tickets.viewport.ids.count)])."
        if !query.filter.isEmpty { title += " \(strings[.filterLabel]) \(query.filter)." }
        say(title)
    }

    mutating func tellPage() {
        tellListTitle()
        if app.tickets.query.sort != TicketSort() { say(.sorted(app.tickets.query.sort)) }
        let rows = page.compactMap { app.tickets.rows[$0] }
        if rows.isEmpty {
            tellEmptyList()
            return
        }
        for row in rows { say(line(of: row)) }
        let left = app.tickets.viewport.ids.count - listStart - page.count
        if left > 0 { say(.moreTickets(left)) }
    }

    private mutating func tellEmptyList() {
        if !app.tickets.query.filter.isEmpty {
            say(.nothingFound)
        } else {
            say(strings[app.emptyList(key: nil)])
        }
    }

    /// One ticket, the most important first: its number, whether it is new, whose turn it is, what it is about.
    func line(of row: TicketRow) -> String {
        var marks = [row.number.map(String.init) ?? "+\((unsent.firstIndex(of: row.id) ?? 0) + 1)"]
        if row.isUnread { marks.append(strings[LinearPhrase.unread]) }
        marks.append(strings.status(of: row))
        var about = [row.subject]
        if let hit = row.hit { about.append(hit) }
        if app.desk.me?.user.role.isStaff ?? false { about.append(app.serviceName(row.service)) }
        about.append(app.topicTitle(row.topic))
        about.append(strings.date(row.updated))
        if row.attachmentCount > 0 { about.append(strings[LinearPhrase.files(row.attachmentCount)]) }
        return "\(marks.joined(separator: ", ")): \(about.joined(separator: "; "))"
    }
}
