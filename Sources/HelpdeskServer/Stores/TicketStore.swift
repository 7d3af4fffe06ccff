import HelpdeskModels

/// What the interface needs of a database: tickets, and everything that hangs on them.
///
/// Every method takes the account that asks and answers only with what that account may see; the rest is
/// ``StoreError/notFound``. Writes are repeatable: the same id with the same body changes nothing.
protocol TicketStore: Sendable {
    /// The account of a token that is valid at `time` and whose user is not retired; nil if there is none.
    func account(tokenDigest: String, at time: Timestamp) async throws -> Account?
    func noteUse(ofToken token: Int64, at time: Timestamp) async throws

    /// The user of an invitation's code, for whom the token is made; nil if the code is not valid (any more).
    func redeemInvitation(
        digest: String, request: SignIn.ID, tokenDigest: String, label: String, at time: Timestamp
    ) async throws -> User?

    /// Throws unless a transaction can write now.
    func proveWritable() async throws

    func desk() async throws -> Desk
    func services(for account: Account, after: String?, limit: Int) async throws -> Page<Service>
    func topics(after: String?, limit: Int) async throws -> Page<Topic>

    /// The staff in office, for the staff; throws ``StoreError/forbidden(_:)`` for others.
    func agents(for account: Account, after: String?, limit: Int) async throws -> Page<Agent>

    func tickets(
        for account: Account, statuses: Set<Ticket.Status>, after: String?, limit: Int
    ) async throws -> Page<Ticket>
    func ticket(_ id: Ticket.ID, for account: Account) async throws -> Ticket
    func messages(
        of ticket: Ticket.ID, for account: Account, after: String?, limit: Int
    ) async throws -> Page<Message>
    func events(of ticket: Ticket.ID, for account: Account, after: String?, limit: Int) async throws -> Page<Event>
    func attachment(_ id: Attachment.ID, for account: Account) async throws -> Attachment

    /// The answer to an earlier write of the same ticket; nil if there is no such ticket yet.
    func repetition(of ticket: Ticket.ID, _ new: NewTicket, by account: Account) async throws -> TicketUpdate?
    /// The answer to an earlier write of the same message; nil if there is no such message yet.
    func repetition(
        of message: Message.ID, _ new: NewMessage, in ticket: Ticket.ID, by account: Account
    ) async throws -> TicketUpdate?
    func putTicket(
        _ id: Ticket.ID, _ new: NewTicket, files: VerifiedFiles, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate>
    func putMessage(
        _ id: Message.ID, _ new: NewMessage, files: VerifiedFiles, in ticket: Ticket.ID, by account: Account,
        at time: Timestamp
    ) async throws -> Written<TicketUpdate>
    func putEvent(
        _ id: Event.ID, _ new: NewEvent, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> Written<TicketUpdate>
    /// The newest rating of a resolved ticket by a customer of its service.
    func putRating(
        _ rating: Rating, of ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> TicketUpdate
    func putReadMark(_ mark: ReadMark, by account: Account) async throws -> ReadMark

    /// What changed after `cursor`, nil for everything, oldest first; never waits.
    func changes(after cursor: String?, limit: Int, for account: Account) async throws -> FeedPage
    /// The number of the latest change of all.
    func news(after position: Int64) async throws -> [ChangeNotifier.News]

    /// Throws ``StoreError/overQuota(_:)`` beyond what the policy allows the user and the service.
    func createUpload(_ upload: StoredUpload, by account: Account, policy: ServerPolicy) async throws
    func upload(_ id: Upload.ID, of account: Account) async throws -> StoredUpload
    func deleteUpload(_ id: Upload.ID) async throws
}
