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
