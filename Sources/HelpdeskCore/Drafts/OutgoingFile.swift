public import HelpdeskModels

/// A file that was attached here and is not sent yet. A copy of it lies in the outbox folder under its id.
public struct OutgoingFile: Hashable, Sendable, Codable, Identifiable {
    public var id: Attachment.ID
    /// Without a path.
    public var name: String
    /// RFC 2046 media type.
    public var mediaType: String
    /// In bytes.
    public var size: Int64
    public var sha256: SHA256Digest

    public init(id: Attachment.ID, name: String, mediaType: String, size: Int64, sha256: SHA256Digest) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
    }

    /// The file as a new attachment, whose content is that of the upload. A version that had no rule for names may have
    /// queued any.
    func attached(by upload: Upload.ID, limits: Limits = .standard) -> NewAttachment {
        NewAttachment(
            id: id, upload: upload, name: AttachmentName.make(from: name, limit: limits.fileNameLength),
            mediaType: AttachmentType.make(from: mediaType), sha256: sha256)
    }

    /// The file as the attachment that it becomes.
    public var attachment: Attachment {
        Attachment(id: id, name: name, mediaType: mediaType, size: size, sha256: sha256)
    }
}
