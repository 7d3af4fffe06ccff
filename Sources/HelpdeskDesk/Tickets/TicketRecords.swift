package import HelpdeskModels

/// Rows of tickets, and of what hangs on them.
package protocol TicketRecords {
    /// The next ticket gets `number`; for a database without tickets.
    func beginTicketNumbers(at number: Int) throws
    /// A ticket that is new, with the next number.
    func insertTicket(
        _ id: Ticket.ID, _ new: NewTicket, service: Service.ID, author: Author, fingerprint: String,
        at time: Timestamp
    ) throws
    /// Replaces the parts of a ticket that can change.
    func store(_ ticket: Ticket) throws
    func ticket(_ id: Ticket.ID) throws -> Ticket?
    func ticket(numbered number: Int) throws -> Ticket?
    /// Those that are there, in no order. This and its like read any number of rows with one or two statements.
    func tickets(_ ids: [Ticket.ID]) throws -> [Ticket]
    /// The fingerprint of the request that filed a ticket, and its first message.
    func filing(of ticket: Ticket.ID) throws -> (fingerprint: String, message: Message.ID)?
    /// The latest activity first, from behind `end`; of all services or of the only one; of all statuses if none is named.
    func tickets(
        only: Service.ID?, statuses: Set<Ticket.Status>, after end: TicketPosition?, limit: Int
    ) throws -> [Ticket]

    /// The latest activity first, from behind `end`; of all services or of the only one. With `since`, of those that are
    /// resolved only the ones with activity since then.
    func conversations(
        only: Service.ID?, since: Timestamp?, after end: TicketPosition?, limit: Int, counting: ConversationCounting
    ) throws -> [CountedConversation]
    /// Those that are there, in no order.
    func conversations(_ ids: [Ticket.ID], counting: ConversationCounting) throws -> [CountedConversation]
    /// All messages of some tickets, oldest first.
    func messages(ofAll tickets: [Ticket.ID], includingInternal: Bool) throws -> [Message]
    /// All events of some tickets, oldest first.
    func events(ofAll tickets: [Ticket.ID]) throws -> [Event]

    /// Without its attachments.
    func insert(_ message: Message, fingerprint: String) throws
    func store(text: String, edited: Timestamp, of message: Message.ID) throws
    func message(_ id: Message.ID) throws -> (message: Message, fingerprint: String)?
    func messages(_ ids: [Message.ID]) throws -> [Message]
    /// Oldest first, those behind the ordinal `start`.
    func messages(
        of ticket: Ticket.ID, includingInternal: Bool, after start: Int64, limit: Int
    ) throws -> [Message]
    func ordinal(ofMessage id: String, in ticket: Ticket.ID, includingInternal: Bool) throws -> Int64?
    /// When the last message was created, internal or not.
    func lastMoment(of ticket: Ticket.ID) throws -> Timestamp?
    /// Whether another message of the ticket was created then.
    func hasMessage(at time: Timestamp, in ticket: Ticket.ID) throws -> Bool
    /// Gives a message to another ticket, created then.
    func move(_ message: Message.ID, to ticket: Ticket.ID, created: Timestamp) throws
    /// The first message of somebody else after `time`.
    func firstMoment(of ticket: Ticket.ID, after time: Timestamp, notBy user: User.ID, includingInternal: Bool) throws
        -> Timestamp?
    /// Whether a public message behind `message` is from a customer, or from the staff.
    func hasMessage(after message: Message.ID, in ticket: Ticket.ID, fromCustomer: Bool) throws -> Bool

    /// `cause` is the message or the request that made the event.
    func insert(_ event: Event, cause: String) throws
    func event(_ id: Event.ID) throws -> Event?
    func events(_ ids: [Event.ID]) throws -> [Event]
    /// Oldest first, those behind the ordinal `start`.
    func events(of ticket: Ticket.ID, after start: Int64, limit: Int) throws -> [Event]
    func ordinal(ofEvent id: String, in ticket: Ticket.ID) throws -> Int64?
    func lastChangeOfPriority(of ticket: Ticket.ID) throws -> Event?
    /// When customers of the service marked tickets as urgent after `time`, oldest first.
    func momentsOfUrgency(of service: Service.ID, after time: Timestamp) throws -> [Timestamp]
    /// Tickets that were merged into this one.
    func duplicates(of ticket: Ticket.ID) throws -> [Ticket]
    /// Oldest first.
    func events(causedBy cause: String) throws -> [Event]
    func insert(_ request: EventRequest, _ id: Event.ID) throws
    func eventRequest(_ id: Event.ID) throws -> EventRequest?

    /// Whether the mark is new or changed.
    func store(_ mark: ReadMark, of user: User.ID) throws -> Bool
    func readMark(of user: User.ID, in ticket: Ticket.ID) throws -> ReadMark?
    func readMarks(of user: User.ID, in tickets: [Ticket.ID]) throws -> [ReadMark]
    /// Those who have a mark in one of the tickets.
    func readers(of tickets: (Ticket.ID, Ticket.ID)) throws -> [User]
}

/// A request for an event, also one that changed nothing: a late repetition must not act.
package struct EventRequest: Hashable, Sendable {
    package var ticket: Ticket.ID
    /// As in ``NewEvent``.
    package var kind: String
    package var user: User.ID
    /// To whom or where; nil for a change of status and for an assignment to nobody.
    package var target: String?

    package init(ticket: Ticket.ID, kind: String, user: User.ID, target: String?) {
        self.ticket = ticket
        self.kind = kind
        self.user = user
        self.target = target
    }
}

/// How the things that hang on a ticket are counted: messages, events, and a user's read mark.
package struct ConversationCounting: Hashable, Sendable {
    package var user: User.ID
    package var includingInternal: Bool
    /// As far as messages and events are counted, so that counting costs no more however long a conversation is.
    package var limit: Int

    package init(for user: User.ID, includingInternal: Bool, limit: Int) {
        self.user = user
        self.includingInternal = includingInternal
        self.limit = limit
    }
}

/// A ticket, and how much hangs on it.
package struct CountedConversation: Hashable, Sendable {
    package var ticket: Ticket
    package var count: Int

    package init(ticket: Ticket, count: Int) {
        self.ticket = ticket
        self.count = count
    }
}
