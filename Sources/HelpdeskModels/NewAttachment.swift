/// A finished upload that becomes an attachment of a new message.
public struct NewAttachment: Codable, Hashable, Sendable {
    public var id: Attachment.ID
    public var upload: Upload.ID
    public var name: String
    public var mediaType: String
    /// What the sender's file hashed to: the backend refuses the message if the upload differs.
    public var sha256: SHA256Digest

    public init(id: Attachment.ID, upload: Upload.ID, name: String, mediaType: String, sha256: SHA256Digest) {
        self.id = id
        self.upload = upload
        self.name = name
        self.mediaType = mediaType
        self.sha256 = sha256
    }
}
