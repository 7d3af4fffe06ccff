/// The order of a list of tickets.
public struct TicketSort: Hashable, Sendable, Codable {
    /// What a list can be sorted by.
    public enum Column: String, Hashable, Sendable, Codable, CaseIterable {
        /// When something last happened.
        case activity
        case number
        /// In the order in which topics are offered, see `Topic.precedes`; within a topic newest activity first.
        case topic
        /// By the folded subject.
        case subject
        /// New, open, waiting, resolved; within a status newest activity first.
        case status
        case created
        /// Tickets that are not resolved come last in either direction.
        case resolved
    }

    public var column: Column
    public var isAscending: Bool

    public init(column: Column = .activity, isAscending: Bool = false) {
        self.column = column
        self.isAscending = isAscending
    }
}
