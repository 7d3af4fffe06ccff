public import HelpdeskModels

/// What is known of the desk and of the account; nil and empty before the first sync.
public struct DeskSnapshot: Hashable, Sendable {
    public var desk: Desk?
    public var me: Me?
    /// In the order of `Topic.precedes`, retired ones too (old tickets need their titles).
    public var topics: [Topic]
    /// By name. A customer's own only.
    public var services: [Service]

    public init(desk: Desk? = nil, me: Me? = nil, topics: [Topic] = [], services: [Service] = []) {
        self.desk = desk
        self.me = me
        self.topics = topics
        self.services = services
    }

    /// The limits of the desk, or the standard ones before they are known.
    public var limits: Limits { desk?.limits ?? .standard }
}
