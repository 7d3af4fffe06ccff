public import HelpdeskModels

/// A helpdesk that keeps the tickets: Cabdesk's own, or an adapter to another kind.
///
/// Every write carries an id chosen here, so that writing the same twice is the same as once. A backend that cannot
/// keep the id of a ticket answers with a ticket of its own id, and is asked by that from then on; its messages and
/// events may have ids of its own too.
public protocol Backend: Sendable {
    var capabilities: BackendCapabilities { get }
    /// The desk's address in its canonical spelling: part of whose store it is.
    var url: String { get }

    /// Throws `notCabdesk` if something of another kind answers.
    func desk() async throws(HelpdeskError) -> Desk
    func me() async throws(HelpdeskError) -> Me

    /// What changed after the cursor (nil: everything), oldest first; waits up to `wait` seconds while there is nothing.
    ///
    /// Nil if the backend no longer knows the cursor: begin again without one.
    func changes(after cursor: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage?

    func putTicket(
        _ id: Ticket.ID, _ ticket: NewTicket, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate
    func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate
    func putEvent(_ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent) async throws(HelpdeskError) -> TicketUpdate
    /// The rating of a resolved ticket by its customer; the newest stands. Throws `forbidden` where there are none.
    func putRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) -> TicketUpdate
    func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark

    /// A one-time code that links a Telegram chat to the own service. This and the next two are called only if
    /// `capabilities.telegram`. Throws `notFound` if the desk is not connected to Telegram.
    func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer
    /// Accepts or turns away a claim, or changes what a chat wants. Throws `conflict` if it was decided otherwise.
    func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange
    ) async throws(HelpdeskError) -> TelegramLink
    /// Ends a link; again is no error.
    func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError)

    /// Says that a draft is open for `DraftAnnouncement.lifetime`, and would take files from the phone. Its id here is the
    /// draft's own. This and the next two are called only if `capabilities.telegram`.
    func announce(_ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement) async throws(HelpdeskError)
    func closeDraft(_ draft: EntityID<DraftAnnouncement>) async throws(HelpdeskError)
    /// Notes that a file from the phone was taken, or turned away. Until then it is downloaded as an attachment.
    func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError)

    /// What is signed in to the account. This and the next are called only if `capabilities.devices`.
    func devices() async throws(HelpdeskError) -> [Device]
    /// Signs one of them out; again is no error.
    func signOut(device: Int64) async throws(HelpdeskError)

    /// Announces a file of so many bytes. This and the next two are called only if `capabilities.uploads`.
    func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID
    /// How much of the file has arrived; throws `notFound` if the backend does not know the upload (any more).
    func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload
    /// Sends the file from `offset` to its end. `progress` gets the bytes of the whole file that are sent so far.
    func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError)

    /// Receives the attachment into the file at `path`, from `offset` on where the backend can (the file is cut and
    /// begun anew where not). What arrived before a failure stays in the file. Bytes are not verified here. If the
    /// attachment has a digest, `progress` gets the bytes that are in the file, which stay as they are unless a later
    /// call says less.
    func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError)
}

/// What not every kind of helpdesk has; `capabilities` says so before anybody asks.
extension Backend {
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

    public func devices() async throws(HelpdeskError) -> [Device] { throw HelpdeskError(.forbidden) }

    public func signOut(device: Int64) async throws(HelpdeskError) { throw HelpdeskError(.forbidden) }
}

extension Backend {
    /// Puts a ticket without files for the first time.
    public func putTicket(_ id: Ticket.ID, _ ticket: NewTicket) async throws(HelpdeskError) -> TicketUpdate {
        try await putTicket(id, ticket, PutContext())
    }

    /// Puts a message without files for the first time.
    public func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await putMessage(id, ticket: ticket, message, PutContext())
    }
}

/// What a kind of backend can do; the user interface hides or explains the rest.
public struct BackendCapabilities: Hashable, Sendable {
    public var readMarks: Bool
    public var ratings: Bool
    public var internalNotes: Bool
    public var reopening: Bool
    /// Whether changes can be waited for; if not, they are asked for every few seconds.
    public var longPoll: Bool
    /// Whether the staff can assign tickets and move them to other topics.
    public var assigning: Bool
    public var moving: Bool
    /// Whether files are uploaded before their message; if not, the message carries them.
    public var uploads: Bool
    /// Whether Telegram chats can be linked to a service.
    public var telegram: Bool
    /// Whether an account can see what is signed in to it, and sign it out.
    public var devices: Bool

    public init(
        readMarks: Bool = true, ratings: Bool = true, internalNotes: Bool = true, reopening: Bool = true,
        longPoll: Bool = true, assigning: Bool = true, moving: Bool = true, uploads: Bool = true,
        telegram: Bool = true, devices: Bool = true
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
    }
}
