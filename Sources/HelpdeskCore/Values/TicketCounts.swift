/// How many tickets each view has.
public struct TicketCounts: Hashable, Sendable {
    private var byView: [TicketView: Int]
    /// Tickets with something unread.
    public var unread: Int

    public init(_ byView: [TicketView: Int] = [:], unread: Int = 0) {
        self.byView = byView.filter { $0.value != 0 }
        self.unread = unread
    }

    public subscript(view: TicketView) -> Int { byView[view] ?? 0 }
}
