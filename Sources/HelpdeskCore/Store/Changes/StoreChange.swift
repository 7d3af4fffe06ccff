public import HelpdeskModels

/// The parts of the store that a commit changed. A reader need not read again what it does not name.
///
/// A writer that is in doubt announces more, and another process's writes are `everything`.
public struct StoreChange: Equatable, Sendable {
    /// The tickets whose row or conversation changed, read marks and deliveries included; nil for any ticket.
    public var tickets: Set<Ticket.ID>?
    /// Whether a list may have other tickets than before, or another order.
    public var lists: Bool
    /// Whether there may be another number of tickets in a view, or of unread ones.
    public var counts: Bool
    /// Whether `deskSnapshot` changed: the account, the desk, topics, chats, incidents, the report on a damaged store.
    public var desk: Bool
    /// The drafts that were saved or removed; nil for any draft.
    public var drafts: Set<Draft.ID>?
    public var outbox: Bool

    package init(
        tickets: Set<Ticket.ID>? = [], lists: Bool = false, counts: Bool = false, desk: Bool = false,
        drafts: Set<Draft.ID>? = [], outbox: Bool = false
    ) {
        self.tickets = tickets
        self.lists = lists
        self.counts = counts
        self.desk = desk
        self.drafts = drafts
        self.outbox = outbox
    }

    public static let everything = StoreChange(
        tickets: nil, lists: true, counts: true, desk: true, drafts: nil, outbox: true)

    /// The topics and the staff, by which lists are sorted and searched, and which any ticket may show.
    static let vocabulary = StoreChange(tickets: nil, lists: true, desk: true)

    /// The content of a ticket, and so its place in a list.
    static func ticket(_ ticket: Ticket.ID) -> StoreChange {
        StoreChange(tickets: [ticket], lists: true, counts: true)
    }

    /// A ticket that was read or is unread again keeps its place in every list.
    static func readMark(_ ticket: Ticket.ID) -> StoreChange {
        StoreChange(tickets: [ticket], counts: true, outbox: true)
    }

    /// How far something is on its way to the backend, which leaves its ticket where it is.
    static func delivery(_ ticket: Ticket.ID) -> StoreChange { StoreChange(tickets: [ticket], outbox: true) }

    /// Something was queued for a ticket, answered or refused, and the local echo changes with it.
    static func intent(_ ticket: Ticket.ID) -> StoreChange {
        StoreChange(tickets: [ticket], lists: true, counts: true, outbox: true)
    }

    /// The time from which the view of the shift counts.
    static let shift = StoreChange(lists: true, counts: true)

    /// A note for the next shift, which the snapshot of the desk has.
    static let shiftNotes = StoreChange(desk: true, outbox: true)

    /// A canned reply, which the snapshot of the desk has.
    static let cannedReplies = StoreChange(desk: true, outbox: true)

    public mutating func formUnion(_ other: StoreChange) {
        tickets = other.tickets.flatMap { tickets?.union($0) }
        lists = lists || other.lists
        counts = counts || other.counts
        desk = desk || other.desk
        drafts = other.drafts.flatMap { drafts?.union($0) }
        outbox = outbox || other.outbox
    }

    public func union(_ other: StoreChange) -> StoreChange {
        var union = self
        union.formUnion(other)
        return union
    }

    /// Whether the ticket may have changed.
    public func touches(_ ticket: Ticket.ID) -> Bool { tickets?.contains(ticket) ?? true }
}
