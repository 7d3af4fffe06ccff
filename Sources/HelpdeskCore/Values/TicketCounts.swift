/// How many tickets each view has.
public struct TicketCounts: Hashable, Sendable {
    private var byView: [TicketView: Int]
    /// Tickets with something unread.
    public var unread: Int
    /// What came last; nil while everything is received for the first time.
    public var news: News?

    /// The newest messages, by the order in which this machine received them: a date says when somebody wrote, and a ticket
    /// that is marked as unread has nothing that came just now.
    public struct News: Hashable, Sendable {
        /// The newest of all messages.
        public var last: Int64
        /// The newest of somebody else's that are unread; 0 for none.
        public var unread: Int64

        public init(last: Int64, unread: Int64) {
            self.last = last
            self.unread = unread
        }
    }

    public init(_ byView: [TicketView: Int] = [:], unread: Int = 0, news: News? = nil) {
        self.byView = byView.filter { $0.value != 0 }
        self.unread = unread
        self.news = news
    }

    public subscript(view: TicketView) -> Int { byView[view] ?? 0 }
}
