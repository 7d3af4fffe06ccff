/// A page of a list.
public struct Page<Item: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var items: [Item]
    /// The `after` of the next page; nil at the end.
    public var next: String?

    public init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}

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
    public var ticketsSetAside: [Int] = []
    /// Tickets that went into others: their numbers, and the numbers that they are found under. Known to the client alone.
    public var merged: [Int: Int] = [:]
    /// How many changes were set aside: no change of a kind that is known here, or not one that a desk can have. It does
    /// not travel.
    public var changesSetAside = 0

    private enum CodingKeys: CodingKey {
        case changes, cursor, hasMore, gone
    }

    public init(changes: [Change], cursor: String, hasMore: Bool, gone: [Ticket.ID]? = nil) {
        self.changes = changes
        self.cursor = cursor
        self.hasMore = hasMore
        self.gone = gone
    }
}

extension ChangePage {
    /// One change that cannot be read does not keep the others from being read: it is set aside.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let found = try container.decode([ReadableChange].self, forKey: .changes)
        self.init(
            changes: found.compactMap(\.change), cursor: try container.decode(String.self, forKey: .cursor),
            hasMore: try container.decode(Bool.self, forKey: .hasMore),
            gone: try container.decodeIfPresent([Ticket.ID].self, forKey: .gone))
        changesSetAside = found.count - changes.count
    }

    private struct ReadableChange: Decodable {
        let change: Change?

        init(from decoder: any Decoder) {
            // Why it cannot be read helps nobody who reads a page; that it cannot is counted.
            change = (try? Change(from: decoder))?.plausible
        }
    }
}
