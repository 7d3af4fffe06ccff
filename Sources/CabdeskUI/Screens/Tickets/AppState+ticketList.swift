import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// How many rows of the list the window shows.
    var listRows: Int { max(1, listRect.rows - 2 - (newShiftNotes.isEmpty ? 0 : 1)) }

    mutating func listLoaded(_ query: TicketQuery, _ ids: [Ticket.ID], _ counts: TicketCounts) -> [Effect] {
        // An answer to an older filter is dropped: the newer one's is on its way.
        guard query == tickets.query else { return [] }
        tickets.isLoaded = true
        let isNews = tickets.take(counts)
        tickets.update(ids, for: query, rows: listRows)
        // The visible rows are read anew, the others once they are needed.
        keepRows(of: visibleTicketIDs)
        let news = isNews ? [notification] : []
        return visibleRowsEffects(reload: true) + previewEffects(reload: true) + news
    }

    /// Takes in rows. After those of the window, the rows to which the next key may lead are read.
    mutating func rowsLoaded(_ rows: [TicketRow]) -> [Effect] {
        keepRows(of: visibleTicketIDs + nearbyTicketIDs)
        tickets.take(rows)
        let visible = Set(visibleTicketIDs)
        return rows.contains { visible.contains($0.id) } ? nearbyRowsEffects(atLeast: 1) : []
    }

    private mutating func keepRows(of ids: some Sequence<Ticket.ID>) {
        let ids = Set(ids)
        tickets.rows = tickets.rows.filter { ids.contains($0.key) }
    }

    var notification: Effect {
        .screen(.notify(title: "Cabdesk", body: strings[.notification(unread: tickets.counts.unread)]))
    }

    var visibleTicketIDs: ArraySlice<Ticket.ID> { tickets.viewport.ids[tickets.viewport.visible(rows: listRows)] }

    /// The tickets to which one key leads from the window: a page further down or up, the last page, the first.
    private var nearbyTicketIDs: [Ticket.ID] {
        let (ids, page) = (tickets.viewport.ids, listRows)
        let visible = tickets.viewport.visible(rows: page)
        let pages = [
            visible.upperBound..<visible.upperBound + page, visible.lowerBound - page..<visible.lowerBound,
            ids.count - page..<ids.count, 0..<page,
        ]
        var seen = Set(ids[visible])
        return pages.flatMap { ids[$0.clamped(to: ids.indices)] }.filter { seen.insert($0).inserted }
    }

    /// Asks for the visible rows that are not in memory, or for all of them anew.
    func visibleRowsEffects(reload: Bool = false) -> [Effect] {
        let ids = visibleTicketIDs.filter { reload || tickets.rows[$0] == nil }
        return ids.isEmpty ? nearbyRowsEffects(atLeast: listRows / 2) : [.read(.rows(Array(ids), tickets.query))]
    }

    /// Asks for the nearby rows if so many are not in memory, so that a page is complete at once. Not while a filter is
    /// typed: the next letter makes them needless.
    private func nearbyRowsEffects(atLeast count: Int) -> [Effect] {
        guard !tickets.isFiltering, !isReadAloud else { return [] }
        let ids = nearbyTicketIDs.filter { tickets.rows[$0] == nil }
        return ids.count < max(1, count) ? [] : [.read(.nearbyRows(ids, tickets.query))]
    }

    /// Asks for the visible rows anew if one of them changed; changed ones that are out of sight are forgotten.
    mutating func changedRowsEffects(_ change: StoreChange) -> [Effect] {
        let visible = Set(visibleTicketIDs)
        for id in tickets.rows.keys where !visible.contains(id) && change.touches(id) { tickets.rows[id] = nil }
        return visible.contains(where: change.touches) ? visibleRowsEffects(reload: true) : []
    }

    /// In a wide window, asks for the selected ticket, which is shown beside the list.
    mutating func previewEffects(reload: Bool = false) -> [Effect] {
        guard isWide, ticket == nil else { return [] }
        guard let id = tickets.viewport.selection else {
            preview = nil
            return []
        }
        if preview?.id != id {
            preview = TicketState(id: id)
        } else if !reload {
            return []
        }
        return [.read(.conversation(id))]
    }

    mutating func performOnList(_ action: Action) -> [Effect] {
        let page = listRows
        let shown = tickets.viewport.visible(rows: page)
        switch action {
        case .up, .down, .pageUp, .pageDown, .first, .last: tickets.viewport.move(action, page: page)
        case .open: return openSelected()
        case .choose:
            tickets.isFiltering = false
            return []
        case .filter:
            tickets.isFiltering = true
            return clearFilter()
        case .complete:
            completeFilter()
            return filterChanged()
        case .nextView: return showView(step: 1)
        case .previousView: return showView(step: -1)
        case .sort:
            let columns = sortColumns
            return sort { $0 = $0.next(among: columns) }
        case .reverseSort: return sort { $0.isAscending.toggle() }
        case .searchDesk: return loadFromDesk()
        case .nextUnread: return [.read(.nextUnread(after: tickets.viewport.selection, orItself: true))]
        case .markUnread: return tickets.viewport.selection.map { [.write(.markUnread($0))] } ?? []
        case .copyNumber: return copyNumber(tickets.selectedRow)
        case .writeShiftNote:
            overlays.append(.shiftNote(shiftNoteDraft))
            return []
        case .showShiftNotes:
            overlays.append(.choices(ChoiceList(.shiftNote, shiftNoteItems)))
            return []
        case .beginShift: return [.write(.beginShift)]
        case .mark: markSelected()
        case .reply: return replyFromList()
        case .take: return tickets.marks.isEmpty ? take(tickets.selectedRow) : takeMarked()
        case .resolve: return change(.resolve)
        case .reopen: return change(.reopen)
        case .assign: overlays.append(.choices(ChoiceList(.assignee, assigneeItems)))
        case .move: overlays.append(.choices(ChoiceList(.move, topicItems)))
        case .recall: return undoChange()
        case .back where !tickets.isFiltering && !tickets.marks.isEmpty: tickets.marks = []
        case .prioritise: return prioritise(tickets.selectedRow)
        case .back:
            tickets.isFiltering = false
            return clearFilter()
        // No key, click or menu of the list asks for anything else.
        default: return []
        }
        tickets.viewport.scrollToSelection(rows: page)
        // Most keys move the selection within the window.
        let isMoved = tickets.viewport.visible(rows: page) != shown
        return (isMoved ? visibleRowsEffects() : []) + previewEffects()
    }

    mutating func openSelected() -> [Effect] {
        tickets.viewport.selection.map { openTicket($0) } ?? []
    }

    mutating func openTicket(_ id: Ticket.ID) -> [Effect] {
        ticket = TicketState(id: id)
        return [.read(.conversation(id))]
    }

    /// Makes the reader the one who takes care of the ticket.
    mutating func take(_ row: TicketRow?) -> [Effect] {
        guard let row, let me = desk.me?.user.id else { return [] }
        if row.assignee?.id == me {
            notice = .done(.takenAlready)
            return []
        }
        return [.write(.assign(row.id, me))]
    }

    mutating func copyNumber(_ row: TicketRow?) -> [Effect] {
        guard let number = row?.number else {
            // Also while the row is still being read.
            notice = .failed(.notNumberedYet)
            return []
        }
        return [.screen(.copy("№ \(number)"))]
    }

    private mutating func showView(step: Int) -> [Effect] {
        let all = views
        let index = all.firstIndex(of: tickets.query.view) ?? 0
        return showView(all[(index + step + all.count) % all.count])
    }

    mutating func showView(_ view: TicketView) -> [Effect] {
        tickets.query.view = view
        return queryChanged()
    }

    /// Sorts by a column; again, the other way round.
    mutating func sort(by column: TicketSort.Column) -> [Effect] {
        sort { sort in
            if sort.column == column { sort.isAscending.toggle() } else { sort = .natural(column) }
        }
    }

    private mutating func sort(_ change: (inout TicketSort) -> Void) -> [Effect] {
        change(&tickets.query.sort)
        return queryChanged()
    }

    /// Shows what the query asks for now, and remembers it.
    mutating func queryChanged() -> [Effect] {
        preferences.view = tickets.query.view
        preferences.sort = tickets.query.sort
        return [.read(.list(tickets.query)), .write(.savePreferences(preferences))]
    }

    mutating func typedIntoFilter(_ key: Key) -> [Effect] {
        guard tickets.filter.handle(key, columns: size.columns) else { return [] }
        return filterChanged()
    }

    mutating func pastedIntoFilter(_ text: String) -> [Effect] {
        tickets.filter.insert(text)
        return filterChanged()
    }

    mutating func clearFilter() -> [Effect] {
        tickets.filter = TextEditor("", singleLine: true)
        return filterChanged()
    }

    private mutating func filterChanged() -> [Effect] {
        let filter = filterSyntax.parse(tickets.filter.text)
        guard tickets.query.filter != filter.words || tickets.query.conditions != filter.conditions else { return [] }
        tickets.query.filter = filter.words
        tickets.query.conditions = filter.conditions
        return [.read(.list(tickets.query))] + askDesk()
    }

    private var filterSyntax: FilterSyntax { FilterSyntax(strings: strings, desk: desk, now: now) }

    /// Completes the word before the end, and says what it could become where that is not one thing.
    private mutating func completeFilter() {
        let completion = filterSyntax.complete(tickets.filter.text)
        tickets.filter.replaceAll(with: completion.text)
        if completion.candidates.count > 1 { notice = .done(.plain(completion.candidates.joined(separator: "  "))) }
    }

    /// Why there is nothing in the list, where no filter is the reason.
    /// - Parameter key: the one that creates a ticket.
    func emptyList(key: String?) -> Phrase {
        if desk.me == nil { return .listNotSyncedYet }
        guard desk.isFilling else { return .listEmpty(key: key) }
        switch sync.phase {
        case .starting, .syncing, .online: return .listFilling
        case .offline, .signedOut: return tickets.counts[.all] == 0 ? .listNotSyncedYet : .listEmpty(key: key)
        }
    }
}
