public import HelpdeskModels

/// What the first paint needs, read in one transaction.
public struct FirstScreen: Hashable, Sendable {
    public var snapshot: DeskSnapshot
    /// The ids of `rows` only: ask `ticketIDs` for the whole list after the first paint.
    public var ids: [Ticket.ID]
    public var rows: [TicketRow]
    public var counts: TicketCounts

    public init(snapshot: DeskSnapshot, ids: [Ticket.ID], rows: [TicketRow], counts: TicketCounts) {
        self.snapshot = snapshot
        self.ids = ids
        self.rows = rows
        self.counts = counts
    }
}
