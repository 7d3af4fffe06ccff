/// A file that was sent to the support bot for a draft that is open in a terminal of the same user.
///
/// Its content is at `/v1/drafts/{draft}/files/{id}` until it is taken or turned away there.
public struct PhoneFile: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Attachment>

    public var id: ID
    /// The draft that was open.
    public var draft: EntityID<DraftAnnouncement>
    /// Foreign text: make it safe before it names a file.
    public var name: String
    /// RFC 2046 media type.
    public var mediaType: String
    /// In bytes.
    public var size: Int64
    public var sha256: SHA256Digest
    public var created: Timestamp
    /// Whether it was taken or turned away: to be forgotten.
    public var isGone: Bool

    public init(
        id: ID, draft: EntityID<DraftAnnouncement>, name: String, mediaType: String, size: Int64, sha256: SHA256Digest,
        created: Timestamp, isGone: Bool = false
    ) {
        self.id = id
        self.draft = draft
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.created = created
        self.isGone = isGone
    }

    /// The file as an attachment, to be received like one.
    public var attachment: Attachment {
        Attachment(id: id, name: name, mediaType: mediaType, size: size, sha256: sha256)
    }
}
