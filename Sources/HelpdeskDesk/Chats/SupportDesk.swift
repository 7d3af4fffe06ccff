package import HelpdeskModels

/// All that a Telegram bot may ask of the desk: links between chats and services, tickets, and what changes.
///
/// Rights are checked anew at every call: after a link has ended, its chat gets ``TelegramDeskError/gone``. The bot chooses
/// the ids and sends the same ones at every try, so that a repetition, also after a crash, changes nothing.
///
/// ``TelegramDesk`` is the real one; the bots' tests have another, in memory. Both pass one suite.
package protocol SupportDesk: Sendable {
    // MARK: Linking

    /// The service that the code of a one-time link is for, without using it; nil if it cannot be used (any more).
    func service(of code: LinkCode) async throws(TelegramDeskError) -> Service?
    /// Uses the code of a one-time link: one chat wins, the others get nil, the winner gets the same answer again.
    ///
    /// A link of the chat to another service ends.
    func redeem(_ code: LinkCode, by chat: TelegramChat) async throws(TelegramDeskError) -> LinkedChat?
    /// Takes a typed name of a service as a claim, which the service or the staff accepts or declines. Never tells whether
    /// there is such a service.
    func claim(_ name: String, by chat: TelegramChat) async throws(TelegramDeskError) -> ClaimOutcome
    /// How the chat stands, as far as its person may know.
    func standing(ofChat chat: Int64) async throws(TelegramDeskError) -> TelegramStanding
    /// A link, also one that has ended; nil if there never was one.
    func link(_ id: TelegramLink.ID) async throws(TelegramDeskError) -> LinkedChat?
    /// The chats of a service that want its answers, oldest link first. Answers wait for those that have blocked the bot.
    func chats(of service: Service.ID) async throws(TelegramDeskError) -> [LinkedChat]
    /// The linked chats of all services, blocked or not, and whether or not they want answers.
    func linkedChats() async throws(TelegramDeskError) -> [LinkedChat]
    /// The person ends the link or withdraws the claim; no error if there is none.
    func unlink(chat: Int64) async throws(TelegramDeskError)
    /// The person blocked the bot, or started it again. Does nothing if the chat is not linked.
    func setBlocked(_ isBlocked: Bool, chat: Int64) async throws(TelegramDeskError)
    /// Updates the names of the person. Does nothing if the chat has no link and no claim.
    func rename(_ chat: TelegramChat) async throws(TelegramDeskError)

    // MARK: Tickets

    /// Limits of texts and files.
    func limits() async throws(TelegramDeskError) -> Limits
    /// The topics that take new tickets, in their order.
    func topics() async throws(TelegramDeskError) -> [Topic]
    /// Newest activity first, at most `limit`; without the resolved ones if `openOnly`.
    func tickets(of service: Service.ID, openOnly: Bool, limit: Int) async throws(TelegramDeskError) -> [Ticket]
    /// Nil if there is no such ticket.
    func ticket(_ id: Ticket.ID) async throws(TelegramDeskError) -> Ticket?
    /// Nil if there is no such service.
    func service(_ id: Service.ID) async throws(TelegramDeskError) -> Service?
    /// Files a ticket with its first message in the service of the author's chat.
    func file(
        _ id: Ticket.ID, topic: Topic.ID, subject: String, fields: [FieldValue], messageID: Message.ID, text: String,
        files: [TelegramFile], by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> Ticket
    /// Adds a message to a ticket; an internal note only for the staff.
    func write(
        _ id: Message.ID, in ticket: Ticket.ID, text: String, files: [TelegramFile], isInternal: Bool,
        by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> TicketUpdate
    /// Gives a message the text that its author made of it in Telegram, unless the other side has written since.
    ///
    /// Throws `gone` for a message that is not the author's or did not come from Telegram, `refused` for a text that is
    /// too long, or empty where no file is.
    func revise(_ id: Message.ID, text: String, by author: TelegramAuthor) async throws(TelegramDeskError)
        -> RevisionOutcome
    /// Adds an internal note of the bot's own, for the staff.
    func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) async throws(TelegramDeskError)
    /// Changes a ticket's status, topic or assignee; no error if it is so already.
    func change(
        _ ticket: Ticket.ID, _ event: NewEvent, id: Event.ID, by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> Ticket
    /// Rates a resolved ticket, 1 to 5; only for customers.
    func rate(_ ticket: Ticket.ID, _ rating: Rating, by author: TelegramAuthor) async throws(TelegramDeskError)
        -> Ticket
    /// Whether the content of an attachment is there.
    func has(_ content: SHA256Digest) async throws(TelegramDeskError) -> Bool
    /// Where the content of an attachment lies on this machine: a file that never changes. Throws `gone` if there is none.
    func path(of content: SHA256Digest) async throws(TelegramDeskError) -> String

    // MARK: Staff

    /// The member of the staff, in office, whom an administrator gave this number of a Telegram user; nil for none.
    func agent(telegramUser: Int64) async throws(TelegramDeskError) -> Author?

    // MARK: Drafts

    /// The draft that the user of a linked chat has open in a terminal; nil for none, and for a chat that was linked by
    /// the service's name, which is nobody's in particular.
    func openDraft(ofChat chat: Int64) async throws(TelegramDeskError) -> OpenDraft?
    /// Offers files to that draft, in the terminal; false if it is not open any more.
    func offer(
        _ files: [TelegramFile], to draft: EntityID<DraftAnnouncement>, ofChat chat: Int64
    ) async throws(TelegramDeskError) -> Bool

    // MARK: Changes

    /// A place in the change feed behind everything that has happened.
    func latestCursor() async throws(TelegramDeskError) -> String
    /// At most `limit` changes after `cursor`, as the staff sees them, with internal notes and with links that have ended;
    /// waits up to `wait` seconds for one.
    ///
    /// Throws `cursorGone` for a cursor of another desk, `damaged` if one of the changes cannot be read.
    func changes(after cursor: String, limit: Int, wait: Int) async throws(TelegramDeskError) -> ChangePage
    /// An empty page behind the next change, which cannot be read: what comes after it can.
    func pageBehindOne(after cursor: String) async throws(TelegramDeskError) -> ChangePage
    /// Stores how an incident stands now; the same again changes nothing.
    func publish(_ incident: Incident) async throws(TelegramDeskError)
}
