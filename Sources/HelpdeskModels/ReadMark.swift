/// How far one user has read a ticket. Messages of others created later are unread.
public struct ReadMark: Codable, Hashable, Sendable {
    public var ticket: Ticket.ID
    /// When the last message that was read was created.
    public var readUpTo: Timestamp

    public init(ticket: Ticket.ID, readUpTo: Timestamp) {
        self.ticket = ticket
        self.readUpTo = readUpTo
    }
}
