import HelpdeskModels

/// A file that `attachments save` wrote.
struct SavedFileJSON: Encodable {
    let id: Attachment.ID
    /// As its author named it; the last part of `path` is the safe name.
    let name: String
    let path: String
    let mediaType: String
    let size: Int64
    /// Absent if the backend does not tell.
    let sha256: SHA256Digest?

    init(_ attachment: Attachment, path: String) {
        id = attachment.id
        name = attachment.name
        self.path = path
        mediaType = attachment.mediaType
        size = attachment.size
        sha256 = attachment.sha256
    }
}
