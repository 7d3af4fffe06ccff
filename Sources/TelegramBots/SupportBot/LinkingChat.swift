/// A private chat that asks to be linked, as the Customer Page shows it.
public struct LinkingChat: Hashable, Sendable, Codable {
    /// The chat's id; in a private chat also the person's.
    public var chat: Int64
    /// First and last name, as the person wrote them. Foreign text.
    public var name: String
    /// Without the `@`; nil for none.
    public var username: String?

    public init(chat: Int64, name: String, username: String? = nil) {
        self.chat = chat
        self.name = name
        self.username = username
    }
}
