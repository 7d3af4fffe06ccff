/// A draft as a list shows it: with the ticket that it is about.
public struct ListedDraft: Hashable, Sendable {
    public var draft: Draft
    /// Nil for a draft of a new ticket, and of a ticket that has no number yet or is gone.
    public var number: Int?
    /// What the ticket is about; nil for a draft of a new ticket, and of a ticket that is gone.
    public var ticketSubject: String?

    public init(draft: Draft, number: Int? = nil, ticketSubject: String? = nil) {
        self.draft = draft
        self.number = number
        self.ticketSubject = ticketSubject
    }
}
