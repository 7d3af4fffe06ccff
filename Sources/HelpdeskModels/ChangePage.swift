/// A page of the change feed: `GET /v1/changes?after=CURSOR&limit=N&wait=SECONDS`.
public struct ChangePage: Codable, Hashable, Sendable {
    /// In the order in which they happened; a thing that changed twice stands at its latest place only.
    public var changes: [Change]
    /// Where to go on. Opaque; valid for the account that it was given to.
    public var cursor: String
    /// Whether there is more to be had at once.
    public var hasMore: Bool
    /// Tickets that the account cannot see any more; nil for none.
    public var gone: [Ticket.ID]?
    /// The numbers of tickets that cannot be received at present, all of them, ascending. Known to the client alone.
    public var setAside: [Int] = []
    /// Tickets that went into others: their numbers, and the numbers that they are found under. Known to the client alone.
    public var merged: [Int: Int] = [:]

    private enum CodingKeys: String, CodingKey {
        case changes, cursor, hasMore, gone
    }

    public init(changes: [Change], cursor: String, hasMore: Bool, gone: [Ticket.ID]? = nil) {
        self.changes = changes
        self.cursor = cursor
        self.hasMore = hasMore
        self.gone = gone
    }
}
