package import HelpdeskModels

/// Rows of Telegram chats: links, one-time links, typed names, and the staff by their numbers in Telegram.
///
/// A link lives while it is pending, linked or blocked. A chat has at most one that lives.
package protocol LinkRecords {
    func insert(_ link: TelegramLink, chat: Int64) throws
    /// Replaces the parts of a link that can change.
    func store(_ link: TelegramLink) throws
    /// The device by which a chat was linked.
    func store(token: Int64?, of link: TelegramLink.ID) throws
    func linkedChat(_ id: TelegramLink.ID) throws -> LinkedChat?
    /// The link of a chat that lives.
    func linkedChat(ofChat chat: Int64) throws -> LinkedChat?
    /// All that are linked or blocked, oldest first.
    func linkedChats() throws -> [LinkedChat]
    /// Those of a service that are linked or blocked, and want its answers; oldest first.
    func chatsWantingAnswers(of service: Service.ID) throws -> [LinkedChat]
    /// Those that live.
    func livingLinks(madeBy maker: LinkMaker) throws -> [LinkedChat]
    /// Those that live, oldest first, behind the ordinal `start`; of all services or of the only one.
    func livingLinks(only: Service.ID?, after start: Int64, limit: Int) throws -> [LinkedChat]
    func ordinal(ofLink id: String) throws -> (ordinal: Int64, service: Service.ID)?
    func pendingLinks(before time: Timestamp) throws -> [LinkedChat]
    func pendingLinkCount(of service: Service.ID) throws -> Int

    func insertOffer(
        digest: String, for service: Service.ID, by user: User.ID, token: Int64, at time: Timestamp, expires: Timestamp
    ) throws
    func offer(digest: String) throws -> StoredOffer?
    /// When the unused ones of a user expire, of those that have not at `time`; the earliest first.
    func unusedOffers(of user: User.ID, at time: Timestamp) throws -> [Timestamp]
    func store(link: TelegramLink.ID, ofOffer digest: String) throws
    func deleteUnusedOffers(madeBy maker: LinkMaker) throws
    func deleteOffers(expiredBefore time: Timestamp) throws

    /// A name that was typed, which is open.
    func insertClaim(_ name: String, chat: Int64, at time: Timestamp) throws
    /// The latest name of a chat that is open and was not typed before `start`.
    func openClaim(of chat: Int64, since start: Timestamp) throws -> String?
    /// When a chat typed names after `start`, the latest first.
    func claims(of chat: Int64, after start: Timestamp, limit: Int) throws -> [Timestamp]
    func closeClaims(of chat: Int64) throws
    func deleteClaims(before time: Timestamp) throws

    func insertTelegramUser(_ number: Int64, of agent: User.ID) throws
    func agent(telegramUser number: Int64) throws -> User.ID?
    func deleteTelegramUser(of agent: User.ID) throws
}

/// The maker of a link or one-time link: a user, or more closely a device.
package enum LinkMaker: Sendable {
    case user(User.ID)
    case token(Int64)
}

/// A one-time link.
package struct StoredOffer: Sendable {
    package var service: Service.ID
    package var user: Author
    /// Since when the user is shut out.
    package var retired: Timestamp?
    package var expires: Timestamp
    /// The link that it led to; nil while it can be used.
    package var link: TelegramLink.ID?
    /// The token of the device that made it; nil for one of before there was a note of that.
    package var token: Int64?

    package init(
        service: Service.ID, user: Author, retired: Timestamp?, expires: Timestamp, link: TelegramLink.ID?,
        token: Int64?
    ) {
        self.service = service
        self.user = user
        self.retired = retired
        self.expires = expires
        self.link = link
        self.token = token
    }
}
