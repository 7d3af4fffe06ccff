public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// The list of tickets: a window onto the store. All ids in memory, rows only around the visible page.
public struct TicketListState: Equatable, Sendable {
    public var query = TicketQuery()
    public var viewport = ListViewport<Ticket.ID>()
    public var rows: [Ticket.ID: TicketRow] = [:]
    public var counts = TicketCounts()
    public var filter = TextEditor("", singleLine: true)
    public var isFiltering = false
    /// Whether the store has answered once.
    public var isLoaded = false

    public init() {}

    var selectedRow: TicketRow? { viewport.selection.flatMap { rows[$0] } }
}
