/// Something that is signed in to the account: the holder of a token, as its user may know it.
public struct Device: Codable, Hashable, Sendable, Identifiable {
    /// The token's number.
    public var id: Int64
    /// What the token was made for, for example the name of a machine; may be empty.
    public var label: String
    public var created: Timestamp
    /// When it was last used, to the minute; nil for never.
    public var used: Timestamp?
    /// Whether the request itself came from it.
    public var isCurrent: Bool

    public init(id: Int64, label: String, created: Timestamp, used: Timestamp?, isCurrent: Bool) {
        self.id = id
        self.label = label
        self.created = created
        self.used = used
        self.isCurrent = isCurrent
    }
}
