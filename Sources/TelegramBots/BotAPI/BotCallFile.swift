/// A file that goes with a call.
public struct BotCallFile: Codable, Hashable, Sendable {
    /// The parameter it belongs to, or the name that `attach://NAME` refers to.
    public var field: String
    public var path: String
    public var name: String
    public var mediaType: String

    public init(field: String, path: String, name: String, mediaType: String) {
        self.field = field
        self.path = path
        self.name = name
        self.mediaType = mediaType
    }
}
