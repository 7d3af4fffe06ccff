package import HelpdeskModels

/// How a ticket's status follows what people write and do.
extension Ticket {
    /// Changes the status as a public message of `role` does; returns the kind of event that comes with it, if any.
    package mutating func receiveMessage(from role: User.Role) -> Event.Kind? {
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
            return .resolved
        case (.reopened, .resolved):
            status = .open
            resolved = nil
            return .reopened
        case (.reopened, _), (.assigned, _), (.moved, _): return nil
        }
    }
}
