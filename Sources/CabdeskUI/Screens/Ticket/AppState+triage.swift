import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Priority, merging and the figures: what a ticket is worth, and to which other it belongs.
extension AppState {
    /// Whether the desk has priorities, says since when customers wait, merges tickets and counts them.
    var hasPriorities: Bool { capabilities.priorities && desk.desk?.limits.urgentPerDay != nil }

    /// The columns by which the reader's list can be sorted.
    var sortColumns: [TicketSort.Column] {
        TicketSort.Column.all(isStaff: isStaff).filter { $0 != .waiting || hasPriorities }
    }

    /// Lets a specialist choose a priority, and asks a customer whether it is urgent, or no longer.
    mutating func prioritise(_ row: TicketRow?) -> [Effect] {
        guard let row else { return [] }
        if isStaff {
            overlays.append(.choices(ChoiceList(.priority(row.id), priorityItems, selected: row.priority.rawValue)))
        } else {
            ask(row.priority == .urgent ? .notUrgent(row.id) : .urgent(row.id))
        }
        return []
    }

    private var priorityItems: [ChoiceList.Item] {
        Ticket.Priority.allCases.reversed().map { ChoiceList.Item(id: $0.rawValue, label: strings[.priority($0)]) }
    }

    /// The tickets into which the open one can be merged are there to be chosen from.
    mutating func mergeCandidatesFound(_ id: Ticket.ID, _ rows: [TicketRow]) {
        guard ticket?.id == id, overlays.isEmpty else { return }
        let items = rows.map { row in
            ChoiceList.Item(
                id: row.id.description, label: "№ \(row.number ?? 0)  \(row.subject)",
                detail: strings.status(of: row, isStaff: isStaff))
        }
        overlays.append(.choices(ChoiceList(.merge(id), items)))
    }

    mutating func figuresLoaded(_ statistics: Statistics) {
        let lines = StatisticsText(statistics, desk: desk, strings: strings).lines
        overlays.append(.preview(PreviewState(name: strings[.figuresTitle], lines: lines)))
    }

    /// The number of the ticket that has the messages of the open one, if it was merged and the timeline says so.
    private var numberMergedInto: String? {
        guard let conversation = ticket?.conversation, conversation.ticket.mergedInto != nil else { return nil }
        return conversation.events.last { $0.kind == .merged && $0.into != $0.ticket }?.detail ?? "…"
    }

    /// Why these actions, or those that a merged ticket has no use for, cannot be done now.
    func reasonAgainstTriage(_ action: Action) -> Phrase? {
        let open = ticket?.conversation
        switch action {
        case .reply, .writeNote, .resolve, .reopen, .assign, .take, .move, .prioritise, .merge:
            if let number = numberMergedInto {
                return .wasMerged(into: number, key: bindings.notation(for: .open, in: .ticket))
            }
        // Nothing else changes the ticket.
        default: break
        }
        switch action {
        case .merge where !isStaff, .showStatistics where !isStaff: return .onlyForSpecialists
        case .prioritise where !hasPriorities, .merge where !hasPriorities, .showStatistics where !hasPriorities:
            return .notOfferedHere
        case .prioritise where !isStaff && open?.ticket.priority == .urgent:
            let last = open?.events.last { $0.kind == .prioritised }
            return last.map { $0.author.role.isStaff } ?? false ? .urgentBySpecialist : nil
        case .merge where open != nil && open?.ticket.number == nil: return .notNumberedYet
        case .open where open != nil && open?.ticket.mergedInto == nil: return .notMerged
        case .sort where ticket == nil && isOrderedByView, .reverseSort where ticket == nil && isOrderedByView:
            return .sortedByWaiting
        // No reason of these.
        default: return nil
        }
    }

    private var isOrderedByView: Bool { tickets.query.order != tickets.query.sort }
}
