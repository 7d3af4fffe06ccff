/// Somebody with an account: a customer of one service, an agent, or an administrator.
public struct User: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityKey<User>

    /// The role of an account, which decides what it may do.
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

/// The person who wrote or did something, as shown to everybody who sees the ticket.
public struct Author: Codable, Hashable, Sendable {
    public var id: User.ID
    public var name: String
    public var role: User.Role

    public init(id: User.ID, name: String, role: User.Role) {
        self.id = id
        self.name = name
        self.role = role
    }

    public init(_ user: User) {
        self.init(id: user.id, name: user.name, role: user.role)
    }

    /// The ids of people who were erased begin like this, and no others.
    public static let erasedPrefix = "erased-"
    /// Ids of people in Telegram who are no users begin with it; the id of the chat's link follows.
    public static let telegramPrefix = "telegram-"

    /// Whether the person was erased; then there is no name, and what they wrote has no words.
    public var isErased: Bool { name.isEmpty && id.rawValue.hasPrefix(Self.erasedPrefix) }
}

/// A member of the staff, to whom tickets can be assigned.
public struct Agent: Codable, Hashable, Sendable, Identifiable {
    public var id: User.ID
    public var name: String
    public var role: User.Role
    /// A retired agent keeps the name in old tickets and takes no new ones.
    public var isRetired: Bool

    public init(id: User.ID, name: String, role: User.Role, isRetired: Bool = false) {
        self.id = id
        self.name = name
        self.role = role
        self.isRetired = isRetired
    }

    /// The agent as a ticket names them.
    public var author: Author { Author(id: id, name: name, role: role) }
}

/// A taxi service that uses the vendor's software: the tenant that owns tickets.
public struct Service: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityKey<Service>

    public var id: ID
    public var name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// The account behind the token of a request, with its service.
public struct Me: Codable, Hashable, Sendable {
    public var user: User
    /// The service of a customer; nil for agents and administrators.
    public var service: Service?

    public init(user: User, service: Service?) {
        self.user = user
        self.service = service
    }
}

/// The body of `POST /v1/sessions`: an invitation's code for a token.
public struct SignIn: Codable, Hashable, Sendable {
    public typealias ID = EntityID<SignIn>

    /// As the user typed it.
    public var code: String
    /// Chosen by the client, so that it can repeat the request when the answer was lost.
    public var request: ID
    /// The purpose of the token, such as the name of the device. At most 100 characters.
    public var label: String

    public init(code: String, request: ID, label: String) {
        self.code = code
        self.request = request
        self.label = label
    }
}

/// The answer to ``SignIn``: the user who signed in, and the token, which is shown only this once.
public struct Session: Codable, Hashable, Sendable {
    public var token: String
    public var user: User

    public init(token: String, user: User) {
        self.token = token
        self.user = user
    }
}

/// A device that is signed in to the account: the holder of a token, as shown to its user.
public struct Device: Codable, Hashable, Sendable, Identifiable {
    /// The token's number.
    public var id: Int64
    /// The purpose of the token, such as the name of a machine; may be empty.
    public var label: String
    public var created: Timestamp
    /// When it was last used, to the minute; nil for never.
    public var used: Timestamp?
    /// Whether this request came from it.
    public var isCurrent: Bool

    public init(id: Int64, label: String, created: Timestamp, used: Timestamp?, isCurrent: Bool) {
        self.id = id
        self.label = label
        self.created = created
        self.used = used
        self.isCurrent = isCurrent
    }
}
