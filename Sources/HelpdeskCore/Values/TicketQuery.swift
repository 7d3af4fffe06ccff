/// Which tickets a list shows, and in which order.
public struct TicketQuery: Hashable, Sendable {
    public var view: TicketView
    /// Words that must all occur in the ticket: in its number, subject, topic (in any language), author, messages or
    /// file names. Compared as `Folding` does; a word is found where a word begins, from three letters on also inside
    /// one. Empty for no filter.
    public var filter: String
    /// What is not sent yet comes first whatever the order.
    public var sort: TicketSort

    public init(view: TicketView = .all, filter: String = "", sort: TicketSort = TicketSort()) {
        self.view = view
        self.filter = filter
        self.sort = sort
    }
}
