import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// A change of several tickets in the words that a sentence needs.
public enum TicketChangeName: Equatable, Sendable {
    case resolve
    case reopen
    case take
    /// The name of the specialist. Foreign text.
    case assign(String)
    case unassign
    /// The title of the topic.
    case move(String)
}

/// Marking tickets of the list, and acting on all that are marked.
extension AppState {
    /// Marks the selected ticket, or takes its mark away, and moves on to the next.
    mutating func markSelected() {
        guard let id = tickets.viewport.selection else { return }
        tickets.toggleMark(id)
        tickets.viewport.moveSelection(by: 1)
    }

    /// Acts on the marked tickets after a question, or at once on the selected one if none is marked.
    mutating func change(_ change: TicketChange) -> [Effect] {
        let marks = tickets.marks
        if marks.isEmpty { return tickets.viewport.selection.map { [.write(.change(change, [$0]))] } ?? [] }
        // It opens at once, so that an answer that is typed ahead reaches it; the store counts meanwhile.
        ask(.changeTickets(change, marks, possible: nil))
        return [.read(.changeable(change, marks))]
    }

    mutating func takeMarked() -> [Effect] { desk.me.map { change(.assign($0.user.id)) } ?? [] }

    /// Lets the question count the tickets for which the change is possible, or ends it if there are none.
    mutating func changeableFound(_ change: TicketChange, _ marks: [Ticket.ID], possible: Int) {
        let question = Confirmation.Question.changeTickets(change, marks, possible: nil)
        guard case .confirm(let asked) = overlays.last, asked.question == question else { return }
        if possible > 0 {
            replaceTop(with: .confirm(Confirmation(question: .changeTickets(change, marks, possible: possible))))
        } else {
            overlays.removeLast()
            notice = .failed(.changesNothing(marks.count))
        }
    }

    mutating func ticketsChanged(_ change: TicketChange, _ queued: QueuedChange, of count: Int) {
        let changed = queued.tickets.count
        guard changed > 0 else {
            notice = .failed(.changesNothing(count))
            return
        }
        tickets.marks = []
        tickets.undo = .change(queued.events)
        notice = .done(
            .ticketsChanged(
                name(of: change), count: changed, leftOut: count - changed,
                key: bindings.notation(for: .recall, in: .ticketList)))
    }

    /// Takes back what was done in the list last, as far as it has not left.
    mutating func undoChange() -> [Effect] {
        defer { tickets.undo = nil }
        switch tickets.undo {
        case .change(let events): return [.write(.undoChange(events))]
        case .replies(let messages, let text): return [.write(.undoReplies(messages, text: text))]
        case .shift(let begun): return [.write(.takeBackShift(begun))]
        case nil: return []
        }
    }

    /// Marks the tickets again that are as they were before.
    mutating func changeUndone(_ undone: [Ticket.ID], of count: Int) {
        if undone.count > 1 { tickets.marks = undone }
        notice = undone.isEmpty ? .failed(.alreadyLeft) : .done(.changeUndone(undone.count, left: count - undone.count))
    }

    /// How many of the tickets the list does not show as it is now.
    func outsideView(_ marks: [Ticket.ID]) -> Int {
        Set(marks).subtracting(tickets.viewport.ids).count
    }

    func name(of change: TicketChange) -> TicketChangeName {
        switch change {
        case .resolve: .resolve
        case .reopen: .reopen
        case .assign(nil): .unassign
        case .assign(let id?) where id == desk.me?.user.id: .take
        case .assign(let id?): .assign(desk.agents.first { $0.id == id }?.name ?? id.rawValue)
        case .move(let topic): .move(topicTitle(topic))
        }
    }
}

extension TicketListState {
    mutating func toggleMark(_ id: Ticket.ID) {
        if let index = marks.firstIndex(of: id) { marks.remove(at: index) } else { marks.append(id) }
    }
}
