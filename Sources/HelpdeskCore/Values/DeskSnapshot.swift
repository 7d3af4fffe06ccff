public import HelpdeskModels

/// What is known of the desk and of the account; nil and empty before the first sync.
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
    /// What is not resolved yet, newest first.
    public var incidents: [Incident]
    /// Files from the phone that wait for an answer, oldest first.
    public var phoneFiles: [PhoneFile]
    /// What became of the store when it was damaged, until somebody has read it.
    public var rescue: RescueReport?
    /// Whether the account's tickets are being received for the first time, or all anew, so that some are missing.
    public var isFilling: Bool

    public init(
        desk: Desk? = nil, me: Me? = nil, topics: [Topic] = [], services: [Service] = [], agents: [Author] = [],
        links: [TelegramLink] = [], incidents: [Incident] = [], phoneFiles: [PhoneFile] = [],
        rescue: RescueReport? = nil, isFilling: Bool = false
    ) {
        self.desk = desk
        self.me = me
        self.topics = topics
        self.services = services
        self.agents = agents
        self.links = links
        self.incidents = incidents
        self.phoneFiles = phoneFiles
        self.rescue = rescue
        self.isFilling = isFilling
    }

    /// The limits of the desk, or the standard ones before they are known.
    public var limits: Limits { desk?.limits ?? .standard }
}
