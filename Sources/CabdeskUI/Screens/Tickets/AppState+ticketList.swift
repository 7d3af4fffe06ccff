import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// How many rows of the list the window shows.
    var listRows: Int { max(1, bodyRect.rows - 2) }

    mutating func ticketListChanged(_ message: AppMessage) -> [Effect] {
        switch message {
        case .listLoaded(let query, let ids, let counts):
            // An answer to an older filter is dropped: the newer one's is on its way.
            guard query == tickets.query else { return [] }
            tickets.isLoaded = true
            tickets.counts = counts
            tickets.viewport.update(ids: ids)
            tickets.viewport.scrollToSelection(rows: listRows)
            return visibleRowsEffects(reload: true)
        case .rowsLoaded(let rows):
            // Only the neighbourhood of the window is kept.
            let window = Set(visibleTicketIDs)
            tickets.rows = tickets.rows.filter { window.contains($0.key) }
            for row in rows { tickets.rows[row.id] = row }
            return []
        default: return []
        }
    }

    var visibleTicketIDs: ArraySlice<Ticket.ID> { tickets.viewport.ids[tickets.viewport.visible(rows: listRows)] }

    /// Asks for the visible rows that are not in memory, or for all of them anew.
    func visibleRowsEffects(reload: Bool = false) -> [Effect] {
        let ids = visibleTicketIDs.filter { reload || tickets.rows[$0] == nil }
        return ids.isEmpty ? [] : [.loadRows(Array(ids))]
    }

    mutating func performOnList(_ action: Action) -> [Effect] {
        let page = listRows
        switch action {
        case .up: tickets.viewport.moveSelection(by: -1)
        case .down: tickets.viewport.moveSelection(by: 1)
        case .pageUp: tickets.viewport.page(-1, rows: page)
        case .pageDown: tickets.viewport.page(1, rows: page)
        case .first: tickets.viewport.moveToFirst()
        case .last: tickets.viewport.moveToLast()
        case .open: return openSelected()
        case .choose:
            tickets.isFiltering = false
            return []
        case .filter:
            tickets.isFiltering = true
            return []
        case .nextView: return showView(step: 1)
        case .previousView: return showView(step: -1)
        case .back:
            tickets.isFiltering = false
            if tickets.query.filter.isEmpty { return [] }
            tickets.filter = TextEditor("", singleLine: true)
            return filterChanged()
        default: return []
        }
        tickets.viewport.scrollToSelection(rows: page)
        return visibleRowsEffects()
    }

    mutating func openSelected() -> [Effect] {
        guard let id = tickets.viewport.selection else { return [] }
        ticket = TicketState(id: id)
        return [.loadConversation(id), .loadDraft(id)]
    }

    private mutating func showView(step: Int) -> [Effect] {
        let all = TicketView.allCases
        let index = all.firstIndex(of: tickets.query.view) ?? 0
        tickets.query.view = all[(index + step + all.count) % all.count]
        return [.loadList(tickets.query)]
    }

    mutating func typedIntoFilter(_ key: Key) -> [Effect] {
        guard tickets.filter.handle(key, columns: size.columns) else { return [] }
        return filterChanged()
    }

    mutating func pastedIntoFilter(_ text: String) -> [Effect] {
        tickets.filter.insert(text)
        return filterChanged()
    }

    private mutating func filterChanged() -> [Effect] {
        guard tickets.query.filter != tickets.filter.text else { return [] }
        tickets.query.filter = tickets.filter.text
        return [.loadList(tickets.query)]
    }
}
