/// Who wrote or did something, as everybody who sees the ticket may know them.
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
}
