/// The tickets that a list shows, and their order.
public struct TicketQuery: Hashable, Sendable {
    public var view: TicketView
    /// Words that must all occur in the ticket: in its number, subject, topic (in any language), author, messages or
    /// file names. Compared as `Folding` does; a word is found where a word begins, from three letters on also inside
    /// one. Empty for no filter.
    public var filter: String
    public var conditions: TicketConditions
    /// Unsent tickets come first in any order.
    public var sort: TicketSort

    public init(
        view: TicketView = .all, filter: String = "", conditions: TicketConditions = TicketConditions(),
        sort: TicketSort = TicketSort()
    ) {
        self.view = view
        self.filter = filter
        self.conditions = conditions
        self.sort = sort
    }

    /// The order that the list is in: a view may have one of its own.
    public var order: TicketSort { view == .waitingLongest ? TicketSort(column: .waiting, isAscending: true) : sort }
}

/// A named selection of tickets: what a tab of the list shows.
public enum TicketView: String, CaseIterable, Sendable, Codable {
    /// It is the reader's turn: answered tickets for a customer, new and open ones for an agent.
    case waiting
    /// Everything that is not resolved.
    case open
    case resolved
    /// Not resolved, and nobody takes care of it: for the staff.
    case unassigned
    /// Whose customers wait for the desk, the one who waits longest first: for the staff.
    case waitingLongest
    /// What changed since the shift began or the one before ended: see `Shift`.
    case shift
    /// Filed by the reader, or assigned to them.
    case mine
    case all

    /// The views that a reader has, in their order.
    public static func all(isStaff: Bool) -> [TicketView] {
        isStaff
            ? [.waiting, .waitingLongest, .unassigned, .mine, .open, .resolved, .all, .shift]
            : [.waiting, .open, .resolved, .mine, .all, .shift]
    }
}

/// The order of a list of tickets.
public struct TicketSort: Hashable, Sendable, Codable {
    /// The columns by which a list can be sorted.
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
        /// By the name of the service; within one newest activity first. For the staff, as the next.
        case service
        /// By the name of the agent, those without one last; within one newest activity first.
        case assignee
        /// Since when the customer waits for the desk, those who do not wait last; for the staff.
        case waiting

        /// The columns that a reader has.
        public static func all(isStaff: Bool) -> [Column] {
            isStaff ? allCases : allCases.filter { ![.service, .assignee, .waiting].contains($0) }
        }
    }

    public var column: Column
    public var isAscending: Bool

    public init(column: Column = .activity, isAscending: Bool = false) {
        self.column = column
        self.isAscending = isAscending
    }
}
