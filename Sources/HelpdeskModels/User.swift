/// Somebody with an account: a customer of one service, an agent, or an administrator.
public struct User: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityKey<User>

    /// What an account may do.
    public enum Role: String, Codable, Sendable, CaseIterable {
        /// Works for one taxi service and sees all of its tickets.
        case customer
        /// A specialist of the vendor: sees and answers the tickets of all services.
        case agent
        /// An agent who also manages services, users and topics.
        case admin

        /// Whether the role sees every service and the internal notes.
        public var isStaff: Bool { self != .customer }
    }

    public var id: ID
    public var name: String
    public var role: Role
    /// The service of a customer; nil for agents and administrators.
    public var service: Service.ID?

    public init(id: ID, name: String, role: Role, service: Service.ID?) {
        self.id = id
        self.name = name
        self.role = role
        self.service = service
    }
}
