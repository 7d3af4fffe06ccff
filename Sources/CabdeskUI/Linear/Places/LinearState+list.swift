import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    mutating func performOnList(_ action: Action, _ argument: String) -> [Effect] {
        switch action {
        case .filter:
            if !argument.isEmpty { return setFilter(argument) }
            question = .filter
        case .nextView:
            if !argument.isEmpty { return answer(.view, argument) }
            question = .view
        case .sort:
            if !argument.isEmpty { return answer(.sort, argument) }
            question = .sort
        case .previousView, .reverseSort: return listing(app.perform(action))
        case .first: return showPage(from: 0)
        case .last: return showPage(from: (app.tickets.viewport.ids.count - 1) / app.listRows * app.listRows)
        case .pageDown: return nextPage()
        case .pageUp: return showPage(from: max(0, listStart - app.listRows))
        case .open, .markUnread, .copyNumber:
            if !argument.isEmpty, !select(argument) {
                if action == .open, let number = ticketNumber(argument) ?? Int(argument) { return open(number: number) }
                say(.noSuchTicketHere)
                return []
            }
            if action == .markUnread, let number = app.tickets.selectedRow?.number { say("№ \(number)") }
            return app.perform(action)
        case .mark: mark(argument)
        case .take, .resolve, .reopen, .assign, .move, .reply:
            // No row is selected here, as it is on the screen.
            if app.tickets.marks.isEmpty { say(.markFirst) } else { return performAndAnswer(action, argument) }
        // Everything else does what it does on the screen.
        default: return performAndAnswer(action, argument)
        }
        return []
    }

    /// `mark 1042 1043` marks these tickets of the page, or takes their marks away; `mark none` takes all away.
    private mutating func mark(_ argument: String) {
        let words = argument.split { $0.isWhitespace || $0 == "," }.map(String.init)
        let none = Language.allCases.map { Strings(language: $0)[LinearPhrase.noneWord] }
        for word in words {
            if none.contains(Folding.fold(word)) {
                app.tickets.marks = []
            } else if let id = ticket(word) {
                app.tickets.toggleMark(id)
                let isMarked = app.tickets.marks.contains(id)
                say("\(word), \(strings[isMarked ? LinearPhrase.marked : .notMarked])")
            } else {
                say(.noSuchTicketHere)
            }
        }
        if words.isEmpty, app.tickets.marks.isEmpty { say(.markFirst) } else { say(markedCount) }
    }

    var markedCount: String { strings[.markedCount(app.tickets.marks.count)] }

    // MARK: The query

    mutating func answer(_ question: LinearQuestion, _ typed: String) -> [Effect] {
        self.question = nil
        if typed == "." { return [] }
        switch question {
        case .filter: return setFilter(typed)
        case .view:
            let all = app.views
            guard let index = chosen(typed, among: all.map { strings[.view($0)] }, also: all.map(\.rawValue)) else {
                self.question = typed.isEmpty ? nil : .view
                return []
            }
            app.tickets.query.view = all[index]
            return listing(app.queryChanged())
        case .sort:
            let all = app.sortColumns
            guard let index = chosen(typed, among: all.map { strings.sortColumn($0) }, also: all.map(\.rawValue)) else {
                self.question = typed.isEmpty ? nil : .sort
                return []
            }
            app.tickets.query.sort = all[index].order
            return listing(app.queryChanged())
        }
    }

    /// The place of what was typed as a number, or as the beginning of a name; says so if there is none.
    private mutating func chosen(_ typed: String, among names: [String], also ids: [String]) -> Int? {
        if let number = Int(typed), names.indices.contains(number - 1) { return number - 1 }
        let typed = LinearWords.comparable(typed)
        let found = (names + ids).firstIndex { !typed.isEmpty && LinearWords.comparable($0).hasPrefix(typed) }
        if found == nil, !typed.isEmpty { say(strings[.choicesNothing]) }
        return found.map { $0 % names.count }
    }

    mutating func setFilter(_ words: String) -> [Effect] {
        if words.isEmpty { return listing(app.clearFilter()) }
        app.tickets.filter = TextEditor("", singleLine: true)
        return listing(app.pastedIntoFilter(words))
    }

    /// Another query means another list, which is reported from its start.
    private mutating func listing(_ effects: [Effect]) -> [Effect] {
        listStart = 0
        wantsList = true
        return effects
    }

    // MARK: Pages

    mutating func nextPage() -> [Effect] {
        let next = listStart + app.listRows
        if next >= app.tickets.viewport.ids.count {
            say(.endOfList)
            return []
        }
        return showPage(from: next)
    }

    /// Tells the page again, or another one: brings its rows into memory first.
    mutating func showPage(from start: Int? = nil) -> [Effect] {
        wantsList = true
        let count = app.tickets.viewport.ids.count
        listStart = min(max(0, start ?? listStart), max(0, (count - 1) / app.listRows * app.listRows))
        let rows = app.listRows
        // The last row of the page first: then the window begins with the first.
        app.tickets.viewport.select(index: 0)
        app.tickets.viewport.scrollToSelection(rows: rows)
        app.tickets.viewport.select(index: min(listStart + rows, count) - 1)
        app.tickets.viewport.scrollToSelection(rows: rows)
        app.tickets.viewport.select(index: listStart)
        return app.visibleRowsEffects()
    }

    var page: ArraySlice<Ticket.ID> { app.tickets.viewport.ids.dropFirst(listStart).prefix(app.listRows) }

    var unsent: [Ticket.ID] {
        page.filter { app.tickets.rows[$0].map { $0.number == nil } ?? false }
    }

    // MARK: Opening

    /// The number of a ticket that was typed: digits alone, where they are no command, or after a №.
    func ticketNumber(_ typed: String) -> Int? {
        switch place {
        case .list, .ticket, .customerPage: break
        case .reply, .create: return nil
        }
        let isMarked = typed.hasPrefix("№") || typed.hasPrefix("#")
        let digits = isMarked ? typed.dropFirst().drop(while: \.isWhitespace) : typed[...]
        guard let number = Int(digits), digits.allSatisfy(\.isNumber) else { return nil }
        // 1, 2 and 3 are the tabs, as on the screens.
        return isMarked || digits.count > 1 || number > Tab.allCases.count ? number : nil
    }

    mutating func open(number: Int) -> [Effect] {
        app.tab = .tickets
        if let row = app.tickets.rows.values.first(where: { $0.number == number }) { return open(row.id) }
        return [.read(.number(number))]
    }

    mutating func openUnsent(_ place: Int) -> [Effect] {
        guard let id = unsent[safe: place - 1] else {
            say(.noSuchTicketHere)
            return []
        }
        return open(id)
    }

    private mutating func open(_ id: Ticket.ID) -> [Effect] {
        app.tickets.viewport.select(id)
        return app.openTicket(id)
    }

    /// Selects a ticket of the page by its number; false if it is not there.
    private mutating func select(_ typed: String) -> Bool {
        ticket(typed).map { app.tickets.viewport.select($0) } ?? false
    }

    /// The ticket of the page with this number.
    private func ticket(_ typed: String) -> Ticket.ID? {
        if typed.hasPrefix("+") { return Int(typed.dropFirst()).flatMap { unsent[safe: $0 - 1] } }
        return Int(typed.drop { "№# ".contains($0) }).flatMap { number in
            app.tickets.rows.values.first { $0.number == number }?.id
        }
    }
}

extension TicketSort.Column {
    /// This column in the order in which it is read first: texts from A, times from the newest.
    var order: TicketSort {
        TicketSort(column: self, isAscending: [.topic, .subject, .status, .waiting].contains(self))
    }
}

/// Reporting the list of tickets.
extension LinearState {
    mutating func reportCounts() {
        for view in app.views { say("\(strings[.view(view)]): \(app.tickets.counts[view])") }
    }

    /// The view, how many tickets it has, and what narrows it.
    mutating func reportListTitle() {
        let query = app.tickets.query
        let marked = app.tickets.marks.isEmpty ? "" : ", \(markedCount)"
        let more = app.countHereAndOnDesk.map { strings[$0].replacing(" · ", with: ", ") }
        let count = more ?? strings[.ticketCount(app.tickets.viewport.ids.count)]
        var title = "\(strings[.view(query.view)]): \(count)\(marked)."
        if !app.tickets.filter.isEmpty { title += " \(strings[.filterLabel]) \(app.tickets.filter.text)." }
        say(title)
    }

    mutating func reportPage() {
        reportListTitle()
        if app.tickets.query.sort != TicketSort() { say(.sorted(app.tickets.query.sort)) }
        let rows = page.compactMap { app.tickets.rows[$0] }
        if rows.isEmpty {
            reportEmptyList()
            return
        }
        for row in rows { say(line(of: row)) }
        let left = app.tickets.viewport.ids.count - listStart - page.count
        if left > 0 { say(.moreTickets(left)) }
    }

    private mutating func reportEmptyList() {
        if !app.tickets.filter.isEmpty {
            say(.nothingFound)
        } else {
            say(strings[app.emptyList(key: nil)])
        }
    }

    /// One ticket, the most important first: its number, whether it is new, whose turn it is, what it is about.
    func line(of row: TicketRow) -> String {
        var marks = [row.number.map(String.init) ?? "+\((unsent.firstIndex(of: row.id) ?? 0) + 1)"]
        if app.tickets.marks.contains(row.id) { marks.append(strings[LinearPhrase.marked]) }
        if row.isUnread { marks.append(strings[LinearPhrase.unread]) }
        marks += strings.urgency(of: row, isStaff: app.isStaff, now: app.now)
        marks.append(strings.status(of: row, isStaff: app.isStaff))
        var about = [row.subject]
        if let hit = row.hit { about.append(hit) }
        if app.isStaff { about.append(app.serviceName(row.service)) }
        about.append(app.topicTitle(row.topic))
        about.append(strings.date(row.updated))
        if row.attachmentCount > 0 { about.append(strings[LinearPhrase.files(row.attachmentCount)]) }
        if row.hasDraft { about.append(strings[.draftMark]) }
        return "\(marks.joined(separator: ", ")): \(about.joined(separator: "; "))"
    }
}
