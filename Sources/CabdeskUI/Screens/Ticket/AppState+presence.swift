import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Others at work on the open ticket, and what the backend knows of oneself.
struct AtWork: Equatable, Sendable {
    /// Where one is, and what one does there.
    struct Place: Equatable, Sendable {
        let ticket: Ticket.ID
        let activity: Presence.Activity
    }

    /// The draft whose text was changed last, and the time since then, in seconds, as far as reminders count it.
    struct Typing: Equatable, Sendable {
        let draft: Draft.ID
        var secondsAgo = 0
    }

    /// What the backend was told last; nil if it knows of nothing.
    var announced: Place?
    /// Those who are there besides, as the backend answered last.
    var others: [Presence] = []
    /// The time since the last key, in seconds, as far as reminders count it.
    var idleSeconds = 0
    var typed: Typing?

    /// A person who presses no key for so long is not taken to be there.
    static let patience = 5 * 60
    /// A person who changes nothing in the text for so long is not taken to be writing.
    static let pause = 60

    mutating func pass(_ seconds: Int) {
        idleSeconds += seconds
        typed?.secondsAgo += seconds
    }
}

extension AppState {
    /// How often what one does is announced again, in seconds; nil where it is not announced at all.
    ///
    /// Three times in a lifetime, so that one announcement may be lost.
    private var presenceInterval: Int? {
        guard capabilities.presence, let lifetime = desk.desk?.presence else { return nil }
        switch sync.phase {
        case .online, .syncing: return max(1, lifetime / 3)
        case .starting, .offline, .signedOut: return nil
        }
    }

    /// Where one is now, as others may know it; nil outside of a ticket, and for one that the desk does not have yet.
    private var placeAtWork: AtWork.Place? {
        guard tab == .tickets, let ticket, ticket.conversation?.ticket.number != nil, presenceInterval != nil,
            atWork.idleSeconds < AtWork.patience
        else { return nil }
        var activity = Presence.Activity.reading
        if let draft = ticket.reply?.draft, !draft.text.isEmpty, let typed = atWork.typed, typed.draft == draft.id,
            typed.secondsAgo < AtWork.pause
        {
            activity = draft.kind.isNote ? .note : .writing
        }
        return AtWork.Place(ticket: ticket.id, activity: activity)
    }

    /// Takes note of what says that somebody is there: a key, a click, a line in linear mode.
    mutating func noteInput(_ message: AppMessage) {
        switch message {
        case .keyPressed, .pasted, .mouse, .lineTyped: atWork.idleSeconds = 0
        // Everything else comes by itself.
        default: break
        }
    }

    /// Says to the backend what one does, when that changes and when a reminder says that it is time again. There are
    /// reminders only while something is announced, so that nothing wakes the program when no ticket is open.
    mutating func announcePresence(isTime: Bool = false) -> [Effect] {
        let place = placeAtWork
        let old = atWork.announced
        guard place != old || isTime else { return [] }
        atWork.announced = place
        var effects: [Effect] = []
        if let old, old.ticket != place?.ticket {
            atWork.others = []
            effects.append(.remote(.leavePresence(old.ticket)))
        }
        if let place, let interval = presenceInterval {
            effects.append(.remote(.announcePresence(place.ticket, place.activity, again: interval)))
        }
        return effects
    }

    mutating func presenceDue() { atWork.pass(presenceInterval ?? Presence.lifetime / 3) }

    /// An answer about a ticket that was left meanwhile is too late.
    mutating func presenceLoaded(_ ticket: Ticket.ID, _ others: [Presence]) {
        guard atWork.announced?.ticket == ticket else { return }
        atWork.others = others
    }

    /// The others at work on the open ticket.
    var othersAtWork: [Presence] {
        guard let ticket, atWork.announced?.ticket == ticket.id else { return [] }
        return atWork.others
    }
}

extension Strings {
    /// So many people are named; the others are counted.
    private static let namedCount = 3

    /// Nobody needs more of a name to know who it is.
    private static let nameColumns = 24

    /// As many of them as have room, and how many more there are.
    func atWork(_ others: [Presence], columns: Int = .max) -> String {
        // Somebody who is writing at this moment.
        let end = others.count == 1 && others.first?.activity != .reading ? "…" : ""
        var text = ""
        for (index, other) in others.enumerated() {
            let one = self[.atWork(other.user.name.truncated(to: Self.nameColumns), other.activity)] + end
            let next = text.isEmpty ? one : "\(text), \(one)"
            let more = others.count - index - 1
            let width = DisplayWidth.of(next) + (more > 0 ? DisplayWidth.of(", +\(more)") : 0)
            if !text.isEmpty, index >= Self.namedCount || width > columns { return "\(text), +\(more + 1)" }
            text = next
        }
        return text
    }
}
