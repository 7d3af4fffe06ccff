/// What a column of the ticket list shows.
public enum TicketColumn: CaseIterable, Sendable {
    /// Whether something is unread, and whether files are attached.
    case mark
    case number
    case service
    case topic
    case subject
    case status
    case created
    case resolved
}
