package import HelpdeskModels

/// Rows that are looked up by whose they are, to be given out or to be erased.
package protocol ErasureRecords {
    /// The messages that somebody wrote, oldest first.
    func messages(by author: User.ID) throws -> [Message]
    /// The tickets that somebody filed or takes care of.
    func tickets(filedBy author: User.ID) throws -> [Ticket]
    func tickets(assignedTo agent: User.ID) throws -> [Ticket]
    /// The events that somebody made, and the assignments to somebody.
    func events(by author: User.ID) throws -> [Event]
    func assignments(to agent: User.ID) throws -> [Event]
    /// By number, those behind `after`.
    func tickets(of service: Service.ID, after number: Int, limit: Int) throws -> [Ticket]
    /// Resolved before `time` and no duplicates, which go with the ticket that has their messages; oldest first.
    func tickets(resolvedBefore time: Timestamp, limit: Int) throws -> [Ticket]
    /// All links that there ever were of a user, of a service, or under an id.
    func links(of owner: LinkOwner) throws -> [LinkedChat]
    /// The notes of somebody, or of a service; also those that are gone.
    func shiftNotes(by author: User.ID) throws -> [(note: ShiftNote, service: Service.ID)]
    func shiftNotes(of service: Service.ID) throws -> [ShiftNote]
    func users(of service: Service.ID) throws -> [User]
    func uploads(of user: User.ID) throws -> [Upload.ID]
    /// The contents of the files that a user's phone has sent, removed or not.
    func phoneContents(of user: User.ID) throws -> [SHA256Digest]
    /// The number under which a member of the staff acts in Telegram.
    func telegramUser(of agent: User.ID) throws -> Int64?

    /// Empties what somebody wrote, and puts `alias` in the place of the author: texts, subjects, fields and names of files
    /// are gone afterwards, and so is everything from which they could be guessed.
    func empty(messagesBy author: User.ID, as alias: User.ID) throws
    func empty(ticketsBy author: User.ID, as alias: User.ID) throws
    func empty(eventsBy author: User.ID, as alias: User.ID) throws
    func emptyAssignment(_ event: Event.ID) throws
    /// Replaces somebody who took care of tickets that are resolved; the others are nobody's then.
    func replace(assignee: User.ID, by alias: User.ID) throws
    /// Removes the words of a ticket's rating; the number stays.
    func emptyRating(of ticket: Ticket.ID) throws
    /// Replaces a note, also one that is gone.
    func replace(_ note: ShiftNote) throws

    /// Deletes a ticket with all that hangs on it, and their changes.
    func deleteTicket(_ ticket: Ticket.ID) throws
    /// Deletes a link with its codes, and its changes.
    func deleteLink(_ link: TelegramLink.ID) throws
    func deleteClaims(of chat: Int64) throws
    /// Deletes a user with tokens, invitations, codes, read marks, uploads, drafts and files from the phone, and the
    /// changes that only the user got.
    func deleteUser(_ user: User.ID) throws
    /// Deletes a service without users and tickets, with its notes for the next shift, and the changes that only it got.
    func deleteService(_ service: Service.ID) throws
    /// Puts `alias` in the place of a user's id in the audit log.
    func replaceInAudit(user: User.ID, by alias: User.ID) throws
    func replaceInAudit(service: Service.ID, by alias: Service.ID) throws
    func deleteAudit(before time: Timestamp) throws

    /// Notes that what an erasure left in files is to be removed, with the files of these uploads.
    func beginCleaning(after erasure: String, of uploads: Set<Upload.ID>) throws
    /// What was noted and is not done.
    func dueCleanings() throws -> [DueCleaning]
    func endCleaning(after erasure: String) throws
}

/// What an erasure left in files.
package struct DueCleaning: Sendable {
    /// A name that the erasure has for this alone; it tells nothing of what was erased.
    package var erasure: String
    package var uploads: [Upload.ID]

    package init(erasure: String, uploads: [Upload.ID]) {
        self.erasure = erasure
        self.uploads = uploads
    }
}

/// Whose the links are.
package enum LinkOwner: Sendable {
    case user(User.ID)
    case service(Service.ID)
    case link(TelegramLink.ID)
}

/// What an erasure took away: everybody who keeps a copy of it erases it, too.
package struct ErasedThings: Hashable, Sendable {
    /// The tickets that are gone altogether.
    package var tickets: Set<Ticket.ID> = []
    /// The tickets that stay and lost something: a word, a name.
    package var emptiedTickets: Set<Ticket.ID> = []
    package var messages: Set<Message.ID> = []
    /// The numbers of Telegram's chats and people.
    package var chats: Set<Int64> = []
    package var services: Set<Service.ID> = []
    /// What somebody was called.
    package var names: Set<String> = []
    /// The subjects of tickets, by which bots speak of them.
    package var texts: Set<String> = []
    /// The contents that may be nobody's now.
    package var contents: Set<SHA256Digest> = []
    package var uploads: Set<Upload.ID> = []

    package init() {}
}
