public import HelpdeskModels

extension Store {
    /// The tickets of the query, what is not sent yet first, then newest activity first.
    public func ticketIDs(_ query: TicketQuery) async throws(HelpdeskError) -> [Ticket.ID] { [] }
    /// The rows of these tickets in this order; tickets that are gone are left out.
    public func rows(_ ids: [Ticket.ID]) async throws(HelpdeskError) -> [TicketRow] { [] }
    public func counts() async throws(HelpdeskError) -> TicketCounts { TicketCounts() }
    /// Nil if there is no such ticket.
    public func conversation(_ id: Ticket.ID) async throws(HelpdeskError) -> Conversation? { nil }
    public func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID? { nil }
    public func deskSnapshot() async throws(HelpdeskError) -> DeskSnapshot { DeskSnapshot() }
    /// What the first paint needs, on the caller's thread: a few milliseconds.
    public func firstScreen(_ query: TicketQuery, rows: Int) throws(HelpdeskError) -> FirstScreen {
        FirstScreen(snapshot: DeskSnapshot(), ids: [], rows: [], counts: TicketCounts())
    }
}
