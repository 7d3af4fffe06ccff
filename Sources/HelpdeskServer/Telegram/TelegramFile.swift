public import HelpdeskModels

/// A file that a bot has received and laid on the disk.
public struct TelegramFile: Hashable, Sendable {
    public var id: Attachment.ID
    /// A name without a path.
    public var name: String
    /// RFC 2046 media type.
    public var mediaType: String
    /// Where its content lies until the call ends.
    public var path: String

    /// Name and type become such as an attachment may have.
    public init(id: Attachment.ID, name: String, mediaType: String, path: String) {
        self.id = id
        self.name = AttachmentName.make(from: name, limit: Limits.standard.fileNameLength)
        self.mediaType = AttachmentType.make(from: mediaType)
        self.path = path
    }
}
