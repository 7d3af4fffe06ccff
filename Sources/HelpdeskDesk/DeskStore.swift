package import HelpdeskModels

/// What the interface needs of a database: tickets, and everything that hangs on them.
///
/// Every method takes the account that asks and answers only with what that account may see; the rest is
/// ``StoreError/notFound``. Writes are repeatable: the same id with the same body changes nothing.
package protocol TicketStore: Sendable {
    /// The account of a token that is valid at `time` and whose user is not retired; nil if there is none.
    func account(tokenDigest: String, at time: Timestamp) async throws -> Account?
    /// Remembers when a token was used last.
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

    /// Throws ``StoreError/overQuota(_:)`` beyond what the limits allow the user and the service.
    func createUpload(_ upload: StoredUpload, by account: Account, limits: FileLimits) async throws
    func upload(_ id: Upload.ID, of account: Account) async throws -> StoredUpload
    func deleteUpload(_ id: Upload.ID) async throws
}

/// A page of the change feed with the number of the latest change of all when it was read.
package struct FeedPage: Sendable {
    package var page: ChangePage
    package var latest: Int64

    package init(page: ChangePage, latest: Int64) {
        self.page = page
        self.latest = latest
    }
}

/// What a write leads to: the value to answer with, and whether the write made something new or was a repetition.
package struct Written<Value: Sendable>: Sendable {
    package var value: Value
    package var isNew: Bool

    package init(value: Value, isNew: Bool) {
        self.value = value
        self.isNew = isNew
    }
}

/// What the desk needs of a database to show who is signed in.
package protocol DeviceStore: Sendable {
    /// The tokens of the account's user that are valid, oldest first.
    func devices(of account: Account, after: String?, limit: Int) async throws -> Page<Device>
    /// Makes a token of the account's user useless at once, and ends the Telegram chats that were linked with it; again
    /// is no error.
    func signOut(_ device: Int64, by account: Account, at time: Timestamp) async throws
}

/// What the desk needs of a database to pass files from the phone on to a draft. All of it is the user's own.
package protocol PhoneStore: Sendable {
    /// Says that a draft is open, until `expires`.
    func announce(
        _ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement, by account: Account, at time: Timestamp,
        expires: Timestamp
    ) async throws
    /// Says that a draft is open no longer; again is no error.
    func closeDraft(_ draft: EntityID<DraftAnnouncement>, by account: Account) async throws
    /// The draft that the user opened or changed last; nil for none.
    func openDraft(
        of user: User.ID, at time: Timestamp
    ) async throws -> (id: EntityID<DraftAnnouncement>, title: String)?
    /// Offers files to a draft; false, and nothing is done, if it is not open any more.
    ///
    /// Throws ``StoreError/overQuota(_:)`` if the user's service has no room for them.
    func offer(
        _ files: [(file: PhoneFile, content: VerifiedFile)], to user: User.ID, quota: Int64, at time: Timestamp
    ) async throws -> Bool
    /// Notes that a file was taken or turned away; again is no error. Its content may be nobody's now.
    func removePhoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, by account: Account, at time: Timestamp
    ) async throws -> SHA256Digest
}

/// What the desk needs of a database to link Telegram chats, and to tell of incidents.
///
/// As with ``TicketStore``, every method answers only with what the account may see.
package protocol TelegramStore: Sendable {
    /// The links of the account's service, or of all for the staff, that have not ended, oldest first.
    func telegramLinks(for account: Account, after: String?, limit: Int) async throws -> Page<TelegramLink>
    /// Keeps a one-time link by its digest. Throws ``StoreError/tooMany(retryAfter:)``.
    func createTelegramOffer(
        digest: String, by account: Account, at time: Timestamp, expires: Timestamp
    ) async throws
    /// Accepts or turns away a claim, or changes what a chat wants.
    func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange, by account: Account, at time: Timestamp
    ) async throws -> TelegramLink
    /// Ends a link; again is no error.
    func endTelegramLink(_ id: TelegramLink.ID, by account: Account, at time: Timestamp) async throws
    /// Incidents, newest first.
    func incidents(after: String?, limit: Int) async throws -> Page<Incident>
}

/// What the desk needs of a database on behalf of a bot, which checks the rights of those it speaks for itself.
package protocol ChatStore: Sendable {
    /// The service that a one-time link is for, while it can be used; looking does not use it.
    func peekTelegramOffer(digest: String, at time: Timestamp) async throws -> Service?
    /// Uses a one-time link. Nil if it cannot be used: unknown, used by another chat, expired, its user shut out.
    ///
    /// The chat that used it gets the same answer again, so that a bot may ask twice after a crash.
    func redeemTelegramOffer(digest: String, by chat: TelegramChat, at time: Timestamp) async throws -> LinkedChat?
    /// Takes a typed name as a claim, whether or not there is such a service.
    func claim(_ name: String, by chat: TelegramChat, at time: Timestamp) async throws -> ClaimOutcome
    func standing(ofChat chat: Int64, at time: Timestamp) async throws -> TelegramStanding
    /// Changes the link of a chat, if it has one; `change` gets it as it is.
    func changeLink(
        ofChat chat: Int64, _ change: @escaping @Sendable (inout TelegramLink) -> Void
    ) async throws -> LinkedChat?
    /// Ends whatever the chat has: a link, or a claim that waits or leads nowhere.
    func unlink(chat: Int64) async throws -> LinkedChat?
    /// The linked chats of a service that want its answers; blocked ones only if asked for.
    func chats(of service: Service.ID, includingBlocked: Bool) async throws -> [LinkedChat]
    /// All chats that belong to a service, blocked or not.
    func linkedChats() async throws -> [LinkedChat]
    func linkedChat(_ id: TelegramLink.ID) async throws -> LinkedChat?
    /// The link of a chat that has not ended.
    func linkedChat(ofChat chat: Int64) async throws -> LinkedChat?
    /// The member of the staff, in office, whom an administrator gave this number of a Telegram user; nil for none.
    func agent(telegramUser: Int64) async throws -> Author?
    /// A member of the staff, retired or not.
    func agent(_ id: User.ID) async throws -> Agent?
    func service(_ id: Service.ID) async throws -> Service?
    func ticket(_ id: Ticket.ID) async throws -> Ticket?
    /// Gives a message from Telegram another text, unless the other side has written since.
    func revise(
        _ id: Message.ID, text: String, by account: Account, at time: Timestamp
    ) async throws -> RevisionOutcome
    /// Stores an incident as it is now, in place of what was known of it; the same again changes nothing.
    func publish(_ incident: Incident) async throws
    /// A place in the feed behind everything that has happened.
    func latestCursor(for account: Account) async throws -> String
    /// An empty page behind the next change, which cannot be read: what comes after it can.
    func pageBehindOne(after cursor: String, for account: Account) async throws -> ChangePage
}

/// What an administrator does. Throws ``ServerFailure`` with a sentence where something is refused; every method waits for
/// the database.
package protocol AdministrationStore: Sendable {
    /// The desk, if the database has one yet.
    func currentDesk() throws -> Desk?
    /// Makes or changes the desk; the topic Other comes with it.
    func setDesk(_ desk: Desk) throws

    /// Adds a service under a new id.
    func addService(_ service: Service) throws
    func renameService(_ id: Service.ID, to name: String) throws
    func services() throws -> [Service]

    /// Adds a topic under a new id.
    func addTopic(_ topic: Topic) throws
    /// Adds topics, or replaces those with the same ids, all or none.
    func putTopics(_ topics: [Topic]) throws
    /// Changes a topic; `change` gets it as it is. Other cannot be retired.
    func changeTopic(_ id: Topic.ID, _ change: (inout Topic) -> Void) throws
    func topics() throws -> [Topic]

    /// Adds a user under a new id. A customer needs a service, staff must have none.
    func addUser(_ user: User) throws
    /// From now on; what the user wrote keeps the name it was written under.
    func renameUser(_ id: User.ID, to name: String) throws
    /// Shuts a user out at once and for good, with the Telegram chats that the user linked, and forgets the files that no
    /// message has yet; tickets and messages stay.
    func retireUser(_ id: User.ID, at time: Timestamp) throws
    func users() throws -> [UserRecord]
    /// Lets a member of the staff act in Telegram under the number; nil takes it away.
    func setTelegram(_ number: Int64?, ofAgent id: User.ID) throws

    /// Stores a token's digest and returns its number.
    func addToken(
        digest: String, for user: User.ID, label: String, expires: Timestamp?, at time: Timestamp
    ) throws -> Int64
    /// Makes a token useless at once, and ends the Telegram chats that were linked with it.
    func revokeToken(_ number: Int64, at time: Timestamp) throws
    /// All tokens, or those of one user; never the secrets, which nobody has.
    func tokens(of user: User.ID?) throws -> [TokenRecord]
    /// Stores an invitation's digest. Earlier ones of the same user end.
    func addInvitation(digest: String, for user: User.ID, expires: Timestamp, at time: Timestamp) throws

    /// The links that have not ended, of all services or of one, oldest first.
    func links(of service: Service.ID?) throws -> [TelegramLink]
    /// Accepts a claim; the link as it is now. A chat that is linked already stays so.
    @discardableResult
    func acceptLink(_ id: TelegramLink.ID, at time: Timestamp) throws -> TelegramLink
    /// Ends a link or turns a claim away; what it was.
    @discardableResult
    func endLink(_ id: TelegramLink.ID) throws -> TelegramLink

    /// Oldest first, those after the number `after`.
    func auditRecords(after: Int64) throws -> [AuditRecord]
}

extension AdministrationStore {
    package func retireUser(_ id: User.ID) throws { try retireUser(id, at: .now) }
    package func revokeToken(_ number: Int64) throws { try revokeToken(number, at: .now) }
    package func tokens() throws -> [TokenRecord] { try tokens(of: nil) }
    package func links() throws -> [TelegramLink] { try links(of: nil) }
    package func auditRecords() throws -> [AuditRecord] { try auditRecords(after: 0) }

    @discardableResult
    package func acceptLink(_ id: TelegramLink.ID) throws -> TelegramLink { try acceptLink(id, at: .now) }
}

/// What the desk needs of a database to forget what is no longer needed. Every method waits for the database.
package protocol TidyingStore: Sendable {
    /// Forgets claims that nobody accepted in time, and one-time links that are long over.
    func forgetOldClaims(at time: Timestamp) throws
    /// Removes files that nobody took in time, and forgets those that were removed long ago.
    func forgetPhoneFiles(at time: Timestamp) throws
    /// Forgets the uploads that were begun before `time`; the ids of all that remain.
    func forgetUploads(before time: Timestamp) throws -> Set<Upload.ID>
    /// Removes everything from the store of files that nothing names; how many files that were.
    @discardableResult
    func collectOrphans(in files: any FileStore) throws -> Int
    /// Removes those of the contents that nothing names (any more); how many they were.
    @discardableResult
    func collect(_ digests: [SHA256Digest], in files: any FileStore) throws -> Int
}

/// Everything that the desk needs of a database.
package protocol DeskStore: TicketStore, DeviceStore, PhoneStore, TelegramStore, ChatStore, AdministrationStore,
    TidyingStore, ImportStore
{
    /// Wakes those who wait for a change.
    var notifier: ChangeNotifier { get }
}
