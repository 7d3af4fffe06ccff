public import HelpdeskModels

/// The desk and the account as the store knows them; nil and empty before the first sync.
public struct DeskSnapshot: Hashable, Sendable {
    public var desk: Desk?
    public var me: Me?
    /// In the order of `Topic.precedes`, retired ones too (old tickets need their titles).
    public var topics: [Topic]
    /// By name. A customer's own only.
    public var services: [Service]
    /// The staff, by name: to whom tickets can be assigned. Empty for a customer.
    public var agents: [Author]
    /// The Telegram chats of the own service, oldest first; for the staff the claims that wait, of all services.
    public var links: [TelegramLink]
    /// Those that are not resolved yet, newest first.
    public var incidents: [Incident]
    /// Files from the phone that wait for an answer, oldest first.
    public var phoneFiles: [PhoneFile]
    /// The notes of the own service for the next shift, newest first, with those that are not sent yet. Empty for the staff.
    public var shiftNotes: [StoredShiftNote]
    /// The canned replies of the desk and of the account, by name, with those that are not sent yet. Empty for a customer.
    public var cannedReplies: [StoredCannedReply]
    /// The outcome of a repair of the store, until somebody has read it.
    public var rescue: RescueReport?
    /// Whether the account's tickets are being received for the first time, or all again, so that some are missing.
    public var isFilling: Bool

    public init(
        desk: Desk? = nil, me: Me? = nil, topics: [Topic] = [], services: [Service] = [], agents: [Author] = [],
        links: [TelegramLink] = [], incidents: [Incident] = [], phoneFiles: [PhoneFile] = [],
        shiftNotes: [StoredShiftNote] = [], cannedReplies: [StoredCannedReply] = [], rescue: RescueReport? = nil,
        isFilling: Bool = false
    ) {
        self.desk = desk
        self.me = me
        self.topics = topics
        self.services = services
        self.agents = agents
        self.links = links
        self.incidents = incidents
        self.phoneFiles = phoneFiles
        self.shiftNotes = shiftNotes
        self.cannedReplies = cannedReplies
        self.rescue = rescue
        self.isFilling = isFilling
    }

    /// The limits of the desk, or the standard ones before they are known.
    public var limits: Limits { desk?.limits ?? .standard }
}

/// All that the first paint needs, read in one transaction.
public struct FirstScreen: Hashable, Sendable {
    public var snapshot: DeskSnapshot
    /// The ids of `rows` only: ask `ticketIDs` for the whole list after the first paint.
    public var ids: [Ticket.ID]
    public var rows: [TicketRow]
    public var counts: TicketCounts

    public init(snapshot: DeskSnapshot, ids: [Ticket.ID], rows: [TicketRow], counts: TicketCounts) {
        self.snapshot = snapshot
        self.ids = ids
        self.rows = rows
        self.counts = counts
    }
}

/// How many tickets each view has.
public struct TicketCounts: Hashable, Sendable {
    private var byView: [TicketView: Int]
    /// Tickets with something unread.
    public var unread: Int
    /// The newest messages; nil while everything is received for the first time.
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
