public import HelpdeskModels

/// A helpdesk that keeps the tickets: Cabdesk's own, or an adapter to another kind.
///
/// Every write carries an id chosen by the client, so that repeating it is harmless. A backend that cannot keep the id of a
/// ticket answers with a ticket of its own id, which is used from then on. Its messages and events may have ids of its own
/// too.
public protocol Backend: Sendable {
    var capabilities: BackendCapabilities { get }
    /// The desk's address in its canonical spelling. It is part of the identity of a store.
    var url: String { get }

    /// Throws `notCabdesk` if something of another kind answers.
    func desk() async throws(HelpdeskError) -> Desk
    func me() async throws(HelpdeskError) -> Me

    /// The changes after the cursor (nil: all of them), oldest first. Waits up to `wait` seconds for one.
    ///
    /// Nil if the backend no longer knows the cursor: start again without one.
    func changes(after cursor: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage?
    /// The first page of a feed that begins with the newest tickets, each with all that hangs on it; `changes` goes on after
    /// its cursor. With `window`, for the staff, resolved tickets without activity for so many days are left out. Called only
    /// for a desk that can do it: see `Desk.newestFirst`.
    func newestChanges(window: Int?, limit: Int) async throws(HelpdeskError) -> ChangePage?

    /// A ticket with everything in it that the account may read, whatever the changes bring. Throws `notFound` if the account
    /// cannot see it. Called only if `capabilities.wholeTickets`.
    func ticket(_ id: Ticket.ID) async throws(HelpdeskError) -> WholeTicket

    /// The tickets in which all words of a text occur, the newest message first, from behind `end`. This and the next are
    /// called only if `capabilities.search`. No longer than `Desk.searchLength`.
    func search(_ text: String, after end: String?, limit: Int) async throws(HelpdeskError) -> SearchPage
    /// The ticket with a number; nil if the account cannot see one.
    func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID?

    func putTicket(
        _ id: Ticket.ID, _ ticket: NewTicket, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate
    func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate
    func putEvent(_ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent) async throws(HelpdeskError) -> TicketUpdate
    /// Sets the customer's rating of a resolved ticket; the newest counts. Throws `forbidden` if the backend has no ratings.
    func putRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) -> TicketUpdate
    func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark

    /// A one-time code that links a Telegram chat to the user's service. This and the next two are called only if
    /// `capabilities.telegram`. Throws `notFound` if the desk is not connected to Telegram.
    func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer
    /// Accepts or declines a claim, or changes the settings of a chat. Throws `conflict` if somebody decided otherwise.
    func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange
    ) async throws(HelpdeskError) -> TelegramLink
    /// Ends a link; no error if it has ended already.
    func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError)

    /// Announces for `DraftAnnouncement.lifetime` that a draft is open and accepts files from the phone, by the draft's own
    /// id. This and the next two are called only if `capabilities.telegram`.
    func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError)
    func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError)
    /// Removes a file from the phone that was accepted or declined. Until then it can be downloaded like an attachment.
    func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError)

    /// Writes a note for the next shift of the own service. This and the next are called only if `capabilities.shiftNotes`.
    /// Throws `forbidden` for the staff.
    func putShiftNote(_ id: ShiftNote.ID, _ note: NewShiftNote) async throws(HelpdeskError) -> ShiftNote
    /// Deletes a note of the own service. Throws `notFound` if there is none.
    func deleteShiftNote(_ id: ShiftNote.ID) async throws(HelpdeskError)

    /// Writes a canned reply, or gives one that is there another name and text. This and the next are called only if
    /// `capabilities.cannedReplies`. Throws `forbidden` for a customer.
    func putCannedReply(_ id: CannedReply.ID, _ reply: NewCannedReply) async throws(HelpdeskError) -> CannedReply
    /// Deletes one of the desk's or one's own. Throws `notFound` if there is none.
    func deleteCannedReply(_ id: CannedReply.ID) async throws(HelpdeskError)

    /// The devices that are signed in to the account. This and the next are called only if `capabilities.devices`.
    func devices() async throws(HelpdeskError) -> [Device]
    /// Signs a device out; no error if it is signed out already.
    func signOut(device: Int64) async throws(HelpdeskError)

    /// The figures from `from` to before `to`, for the staff. Called only if `capabilities.priorities`.
    func statistics(from: Timestamp, to: Timestamp) async throws(HelpdeskError) -> Statistics

    /// Says what one does with a ticket, and answers who else is at work on it. This and the next are called only if
    /// `capabilities.presence`. Throws `notFound` for a ticket that the backend does not know.
    func announcePresence(_ activity: Presence.Activity, ticket: Ticket.ID) async throws(HelpdeskError) -> [Presence]
    /// Says that one has left the ticket; no error if that is known already.
    func leavePresence(ticket: Ticket.ID) async throws(HelpdeskError)

    /// Announces a file of `length` bytes. This and the next two are called only if `capabilities.uploads`.
    func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID
    /// How much of the file has arrived. Throws `notFound` if the backend does not know the upload, or no longer.
    func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload
    /// Sends the file from `offset` to its end. `progress` gets the number of bytes of the whole file sent so far.
    func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError)

    /// Receives the attachment into the file at `path`, from `offset` on if the backend can; else the file is emptied first.
    /// The bytes that arrived before a failure stay in the file. Does not verify them. If the attachment has a digest,
    /// `progress` gets the number of bytes in the file, which stay unchanged unless a later call reports less.
    func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError)
}

/// Features that not every kind of helpdesk has; `capabilities` announces them.
extension Backend {
    public func newestChanges(window: Int?, limit: Int) async throws(HelpdeskError) -> ChangePage? {
        try await changes(after: nil, limit: limit, wait: 0)
    }

    public func ticket(_ id: Ticket.ID) async throws(HelpdeskError) -> WholeTicket { throw HelpdeskError(.forbidden) }

    public func search(
        _ text: String, after end: String?, limit: Int
    ) async throws(HelpdeskError) -> SearchPage { throw HelpdeskError(.forbidden) }

    public func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID? { throw HelpdeskError(.forbidden) }

    public func putRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) -> TicketUpdate {
        throw HelpdeskError(.forbidden)
    }

    public func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer { throw HelpdeskError(.forbidden) }

    public func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange
    ) async throws(HelpdeskError) -> TelegramLink { throw HelpdeskError(.forbidden) }

    public func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }

    public func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError) {
        throw HelpdeskError(.forbidden)
    }

    public func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError) {
        throw HelpdeskError(.forbidden)
    }

    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }

    public func putShiftNote(_ id: ShiftNote.ID, _ note: NewShiftNote) async throws(HelpdeskError) -> ShiftNote {
        throw HelpdeskError(.forbidden)
    }

    public func deleteShiftNote(_ id: ShiftNote.ID) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }

    public func putCannedReply(
        _ id: CannedReply.ID, _ reply: NewCannedReply
    ) async throws(HelpdeskError) -> CannedReply { throw HelpdeskError(.forbidden) }

    public func deleteCannedReply(_ id: CannedReply.ID) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }

    public func devices() async throws(HelpdeskError) -> [Device] { throw HelpdeskError(.forbidden) }

    public func signOut(device: Int64) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }

    public func statistics(from: Timestamp, to: Timestamp) async throws(HelpdeskError) -> Statistics {
        throw HelpdeskError(.forbidden)
    }

    public func announcePresence(
        _ activity: Presence.Activity, ticket: Ticket.ID
    ) async throws(HelpdeskError) -> [Presence] { throw HelpdeskError(.forbidden) }

    public func leavePresence(ticket: Ticket.ID) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }
}

extension Backend {
    /// Creates a ticket without files, for the first time.
    public func putTicket(_ id: Ticket.ID, _ ticket: NewTicket) async throws(HelpdeskError) -> TicketUpdate {
        try await putTicket(id, ticket, PutContext())
    }

    /// Creates a message without files, for the first time.
    public func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await putMessage(id, ticket: ticket, message, PutContext())
    }
}

/// The features of a kind of backend; the user interface hides or explains the others.
public struct BackendCapabilities: Hashable, Sendable {
    public var readMarks: Bool
    public var ratings: Bool
    public var internalNotes: Bool
    public var reopening: Bool
    /// Whether it supports long polls; if not, the client asks for changes every few seconds.
    public var longPoll: Bool
    /// Whether the staff can assign tickets.
    public var assigning: Bool
    /// Whether the staff can move tickets to other topics.
    public var moving: Bool
    /// Whether files are uploaded before their message; if not, the message carries them.
    public var uploads: Bool
    /// Whether Telegram chats can be linked to a service.
    public var telegram: Bool
    /// Whether users can see the devices signed in to their account, and sign them out.
    public var devices: Bool
    /// Whether the users of a service can leave notes for the next shift. A desk of this kind may still be too old for it: see
    /// `Desk.shiftNoteLength`.
    public var shiftNotes: Bool
    /// Whether the staff can keep canned replies. A desk of this kind may still be too old for it: see
    /// `Desk.cannedReplyCount`.
    public var cannedReplies: Bool
    /// Whether tickets have priorities, say since when their customers wait, can be merged, and are counted. A desk of this
    /// kind may still be too old for it: see `Limits.urgentPerDay`.
    public var priorities: Bool
    /// Whether it knows who else has a ticket open or is writing in it. A desk of this kind may still be too old for it: see
    /// `Desk.presence`.
    public var presence: Bool
    /// Whether it answers for a single ticket, with everything in it.
    public var wholeTickets: Bool
    /// Whether it finds tickets by words. A desk of this kind may still be too old for it: see `Desk.searchLength`.
    public var search: Bool

    public init(
        readMarks: Bool = true, ratings: Bool = true, internalNotes: Bool = true, reopening: Bool = true,
        longPoll: Bool = true, assigning: Bool = true, moving: Bool = true, uploads: Bool = true,
        telegram: Bool = true, devices: Bool = true, priorities: Bool = true, shiftNotes: Bool = true,
        presence: Bool = true, cannedReplies: Bool = true, wholeTickets: Bool = true, search: Bool = true
    ) {
        self.readMarks = readMarks
        self.ratings = ratings
        self.internalNotes = internalNotes
        self.reopening = reopening
        self.longPoll = longPoll
        self.assigning = assigning
        self.moving = moving
        self.uploads = uploads
        self.telegram = telegram
        self.devices = devices
        self.shiftNotes = shiftNotes
        self.cannedReplies = cannedReplies
        self.priorities = priorities
        self.presence = presence
        self.wholeTickets = wholeTickets
        self.search = search
    }
}

/// A ticket with its conversation and history.
public struct WholeTicket: Hashable, Sendable {
    public var ticket: Ticket
    public var messages: [Message] = []
    public var events: [Event] = []
    /// Nil if the backend does not say how far the account has read.
    public var readMark: ReadMark?
    /// How many messages and events were set aside because they cannot be read or are implausible.
    public var setAside = 0

    public init(ticket: Ticket) {
        self.ticket = ticket
    }
}
