package import HelpdeskModels

/// How a ticket's status, and since when its customer waits, follow what people write and do.
extension Ticket {
    /// Changes the status as a public message of `role` does; returns the kind of event that comes with it, if any.
    package mutating func receiveMessage(from role: User.Role, at time: Timestamp) -> Event.Kind? {
        waitingSince = role.isStaff ? nil : waitingSince ?? time
        switch (role.isStaff, status) {
        case (true, .new), (true, .open):
            status = .waiting
            return .answered
        case (false, .waiting):
            status = .open
            return nil
        case (false, .resolved):
            status = .open
            resolved = nil
            return .reopened
        default:
            return nil
        }
    }

    /// Resolves or reopens; the kind of event that comes with it, nil if the ticket already is as asked for, or for
    /// what is no change of status.
    package mutating func apply(_ kind: NewEvent.Kind, at time: Timestamp) -> Event.Kind? {
        switch (kind, status) {
        case (.resolved, .resolved): return nil
        case (.resolved, _):
            status = .resolved
            resolved = time
            waitingSince = nil
            return .resolved
        case (.reopened, .resolved):
            status = .open
            resolved = nil
            waitingSince = time
            return .reopened
        case (.reopened, _), (.assigned, _), (.moved, _), (.prioritised, _), (.merged, _): return nil
        }
    }

    /// Takes over what a duplicate was about: its urgency, and its customer's waiting, as if the customer wrote here.
    package mutating func take(over duplicate: Ticket) {
        priority = max(priority ?? .normal, duplicate.priority ?? .normal).unlessNormal
        guard let since = duplicate.waitingSince else { return }
        waitingSince = min(since, waitingSince ?? since)
        if status == .waiting || status == .resolved { status = .open }
        resolved = nil
    }
}

extension Ticket.Priority {
    /// As a ticket has it.
    package var unlessNormal: Self? { self == .normal ? nil : self }
}
