public import HelpdeskModels

/// A file that arrived from Telegram and lies on the disk.
public struct FileFromChat: Hashable, Sendable, Codable {
    public var id: Attachment.ID
    /// As Telegram names it, made safe, with an extension.
    public var name: String
    public var mediaType: String
    /// Where its content lies until the call ends.
    public var path: String

    public init(id: Attachment.ID, name: String, mediaType: String, path: String) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.path = path
    }
}
