import HelpdeskModels

/// RT's statuses in a customer's words.
///
/// A lifecycle may name its statuses freely. These are the names of RT's own and those that sites add most; any other
/// name counts as open until RT says when the ticket was resolved.
enum RTStatus {
    private static let inactive: Set<String> = ["resolved", "rejected", "closed", "done", "solved", "cancelled"]
    private static let waiting: Set<String> = ["stalled", "waiting", "pending", "answered"]
    private static let active: Set<String> = ["new", "open", "in progress", "reopened"]

    static func isResolved(_ status: String) -> Bool { inactive.contains(status.lowercased()) }

    static func isResolved(_ ticket: RTTicket) -> Bool {
        let status = ticket.status.lowercased()
        if inactive.contains(status) { return true }
        return ticket.resolved != nil && !active.contains(status) && !waiting.contains(status)
    }

    /// `isAnswered`: the desk wrote last.
    static func status(of ticket: RTTicket, isAnswered: Bool) -> Ticket.Status {
        if isResolved(ticket) { return .resolved }
        let status = ticket.status.lowercased()
        if waiting.contains(status) { return .waiting }
        if status == "new" { return .new }
        return isAnswered ? .waiting : .open
    }
}
