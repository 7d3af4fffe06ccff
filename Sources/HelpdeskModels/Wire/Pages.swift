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
    /// In the order in which they happened; a thing that changed twice appears only at its latest place.
    public var changes: [Change]
    /// Where the next page begins. Opaque; valid only for the account that received it.
    public var cursor: String
    /// Whether more changes are ready.
    public var hasMore: Bool
    /// Tickets that the account cannot see any more; nil for none.
    public var gone: [Ticket.ID]?
    /// The SHA-256 of the ids of users and services that were erased, in UTF-8: a client forgets what it lists under
    /// them. Nil for none; only the staff receives it.
    public var erased: [SHA256Digest]?
    /// The numbers of all tickets that cannot be received at present, ascending. It does not travel.
    public var ticketsSetAside: [Int] = []
    /// Tickets that were merged: their own numbers, and the numbers that they are found under now. It does not travel.
    public var merged: [Int: Int] = [:]
    /// How many changes were set aside because they are of an unknown kind or implausible. It does not travel.
    public var changesSetAside = 0

    private enum CodingKeys: CodingKey {
        case changes, cursor, hasMore, gone, erased
    }

    public init(changes: [Change], cursor: String, hasMore: Bool, gone: [Ticket.ID]? = nil) {
        self.changes = changes
        self.cursor = cursor
        self.hasMore = hasMore
        self.gone = gone
    }
}

extension ChangePage {
    /// Sets aside a change that cannot be decoded, and reads the others.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let found = try container.decode([ReadableChange].self, forKey: .changes)
        self.init(
            changes: found.compactMap(\.change), cursor: try container.decode(String.self, forKey: .cursor),
            hasMore: try container.decode(Bool.self, forKey: .hasMore),
            gone: try container.decodeIfPresent([Ticket.ID].self, forKey: .gone))
        erased = try container.decodeIfPresent([SHA256Digest].self, forKey: .erased)
        changesSetAside = found.count - changes.count
    }

    /// Whether it says nothing.
    public var isEmpty: Bool { changes.isEmpty && gone == nil && erased == nil }

    private struct ReadableChange: Decodable {
        let change: Change?

        init(from decoder: any Decoder) {
            // The reason would help nobody here; the change is counted.
            change = (try? Change(from: decoder))?.plausible
        }
    }
}

/// A page of a search: `GET /v1/search?q=WORDS&after=END&limit=N`.
public struct SearchPage: Codable, Hashable, Sendable {
    /// The newest message first.
    public var items: [Ticket]
    /// The `after` of the next page; nil at the end.
    public var next: String?
    /// How many tickets there are, as far as they are counted. A few of them may have the letters of a long word and not
    /// the word; these are on no page.
    public var total: Int
    /// Whether there are no more than that.
    public var isTotalExact: Bool
    /// Whether everything on the desk is searched; not yet while the index of a desk that is older is being made.
    public var isComplete: Bool

    /// The longest text that is searched for, in Unicode scalars.
    public static let queryLength = 200
    /// So many tickets are counted.
    public static let countLimit = 1000
    /// The longest page.
    public static let pageSize = 100

    public init(items: [Ticket], next: String?, total: Int, isTotalExact: Bool, isComplete: Bool) {
        self.items = items
        self.next = next
        self.total = total
        self.isTotalExact = isTotalExact
        self.isComplete = isComplete
    }
}
