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
