/// A chat (Bot API, Chat).
public struct BotChat: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable {
        case `private`, group, supergroup, channel
    }

    public var id: Int64
    public var type: Kind
    public var title: String?
    /// Whether a supergroup has topics.
    public var isForum: Bool?

    public init(id: Int64, type: Kind, title: String? = nil, isForum: Bool? = nil) {
        self.id = id
        self.type = type
        self.title = title
        self.isForum = isForum
    }
}
