/// Which tickets a list shows.
public struct TicketQuery: Hashable, Sendable {
    public var view: TicketView
    /// Words that must all occur in the number, subject, topic (in any language) or author; letter case and ё/е are
    /// not told apart. Empty for no filter.
    public var filter: String

    public init(view: TicketView = .all, filter: String = "") {
        self.view = view
        self.filter = filter
    }
}
