public import HelpdeskModels

/// The part of the desk that the support bot needs: links between chats and services, tickets, and changes.
///
/// An implementation checks rights anew at every call: a link that was taken away a moment ago is `gone`.
/// Writes are repeatable: the ids are chosen by the bot and the same for every try, so that a repetition changes nothing.
public protocol SupportDesk: Sendable {
    // MARK: Linking

    /// The service that `token` would link to, without using it up; nil if it is unknown, used or expired.
    func service(offeredBy token: LinkToken) async throws(SupportDeskError) -> Service?
    /// Links the chat and uses the token up, both or neither; nil if somebody else was first or it has expired.
    func redeem(_ token: LinkToken, for chat: LinkingChat) async throws(SupportDeskError) -> ChatLink?
    /// Notes that the chat says it belongs to the service of that name. Never tells whether there is one.
    func claim(_ name: String, for chat: LinkingChat) async throws(SupportDeskError) -> ClaimAnswer
    /// The link or the pending claim of a chat; nil for a stranger.
    func link(of chat: Int64) async throws(SupportDeskError) -> ChatLink?
    /// The chats that receive the answers to tickets of a service: linked and not told to be quiet. Also those that have
    /// blocked the bot: answers wait for them.
    func links(of service: Service.ID) async throws(SupportDeskError) -> [ChatLink]
    /// Ends the link or the claim of a chat; no error if there is none.
    func unlink(_ chat: Int64) async throws(SupportDeskError)
    /// Notes what the person of a linked chat is called now; nothing for any other chat.
    func rename(_ chat: LinkingChat) async throws(SupportDeskError)
    /// Notes whether the person has blocked the bot.
    func setBlocked(_ isBlocked: Bool, _ chat: Int64) async throws(SupportDeskError)

    // MARK: Tickets

    /// Limits of texts and files.
    func limits() async throws(SupportDeskError) -> Limits
    /// The topics that take new tickets, in their order.
    func topics() async throws(SupportDeskError) -> [Topic]
    /// Newest activity first, at most `limit`; without the resolved ones if `openOnly`.
    func tickets(of service: Service.ID, openOnly: Bool, limit: Int) async throws(SupportDeskError) -> [Ticket]
    /// Nil if there is no such ticket (any more).
    func ticket(_ id: Ticket.ID) async throws(SupportDeskError) -> Ticket?
    /// The name of a service, for the staff.
    func service(_ id: Service.ID) async throws(SupportDeskError) -> Service?
    /// Creates a ticket in the name of `author`.
    func create(_ ticket: TicketFromChat, by author: ChatAuthor) async throws(SupportDeskError) -> Ticket
    /// Adds a message in the name of `author`.
    func add(_ message: MessageFromChat, by author: ChatAuthor) async throws(SupportDeskError) -> Message
    /// Changes the text of a message of `author`, unless somebody has answered it.
    func revise(
        _ message: Message.ID, text: String, by author: ChatAuthor
    ) async throws(SupportDeskError) -> RevisionOutcome
    /// Adds an internal note of the bot's own, for the staff.
    func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) async throws(SupportDeskError)
    /// Resolves or reopens a ticket in the name of `author`; no error if it is so already.
    func change(
        _ ticket: Ticket.ID, to kind: NewEvent.Kind, id: Event.ID, by author: ChatAuthor
    ) async throws(SupportDeskError)
    /// Rates a resolved ticket.
    func rate(_ ticket: Ticket.ID, score: Int, by author: ChatAuthor) async throws(SupportDeskError)
    /// Where the content of an attachment lies: a file that never changes.
    func path(of attachment: Attachment) async throws(SupportDeskError) -> String

    // MARK: Staff

    /// The member of the staff with this Telegram user id; nil for anybody else.
    func agent(telegramUser: Int64) async throws(SupportDeskError) -> Author?

    // MARK: Drafts

    /// The draft that a person of the link has open in the terminal and that would take a file; nil if there is none.
    func openDraft(of link: ChatLink) async throws(SupportDeskError) -> OpenDraft?
    /// Offers files to that draft; false if it is not open any more.
    func add(_ files: [FileFromChat], to draft: OpenDraft, of link: ChatLink) async throws(SupportDeskError) -> Bool

    // MARK: Changes

    /// A place in the feed of changes behind everything that has happened.
    func latestCursor() async throws(SupportDeskError) -> String
    /// The changes after `cursor`, in order; waits up to `wait` seconds if there are none yet.
    ///
    /// Internal notes may be among it; the bot drops them.
    func changes(after cursor: String, wait: Int) async throws(SupportDeskError) -> DeskChanges
}

extension SupportDesk {
    public func openDraft(of link: ChatLink) async throws(SupportDeskError) -> OpenDraft? { nil }

    public func add(
        _ files: [FileFromChat], to draft: OpenDraft, of link: ChatLink
    ) async throws(SupportDeskError) -> Bool { false }
}

/// Why the desk did not do what the bot asked.
public enum SupportDeskError: Error, Hashable, Sendable {
    /// Not now: the database is busy, the disk is full. Try again later; nothing was done. The text is for
    /// the log and holds neither secrets nor what people wrote.
    case unavailable(String)
    /// The desk cannot read its record of this; another try will not help, and nothing else is affected. The text is for
    /// the log.
    case damaged(String)
    /// There is no such thing, or not any more, or the author may not know of it.
    case gone
    /// Understood and refused for good, as by limits.
    case refused(String)
    /// The cursor of the feed is not of this desk: begin at ``SupportDesk/latestCursor()``.
    case cursorGone
}

/// A page of the feed of changes.
public struct DeskChanges: Hashable, Sendable {
    /// In the order in which they happened; a thing that changed twice stands at its latest place only.
    public var changes: [DeskChange]
    /// Where to go on.
    public var cursor: String

    public init(changes: [DeskChange], cursor: String) {
        self.changes = changes
        self.cursor = cursor
    }
}

/// The current state of one thing that changed, as far as the bot tells people of it.
public enum DeskChange: Hashable, Sendable {
    case ticket(Ticket)
    /// With the ticket it belongs to. May be an internal note.
    case message(Message, Ticket)
    case event(Event, Ticket)
    case link(ChatLink)
    /// Something changed that the desk cannot read; why, for the log.
    case unreadable(String)
}

extension DeskChange {
    /// The ticket it is about; nil for none.
    var ticket: Ticket.ID? {
        switch self {
        case .ticket(let ticket), .message(_, let ticket), .event(_, let ticket): ticket.id
        case .link, .unreadable: nil
        }
    }
}
