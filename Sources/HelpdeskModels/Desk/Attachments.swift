/// A file of a message, as shown to everybody who sees the message.
public struct Attachment: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Attachment>

    public var id: ID
    /// The file's name as its author had it, without a path. Foreign text: make it safe before it names a file.
    public var name: String
    /// RFC 2046 media type, for example `image/png`.
    public var mediaType: String
    /// In bytes.
    public var size: Int64
    /// Nil if the backend does not say; `cabdeskd` always does.
    public var sha256: SHA256Digest?
    /// The media type by the first bytes, whatever ``mediaType`` says; nil if the backend has not looked.
    public var detectedType: String?

    public init(
        id: ID, name: String, mediaType: String, size: Int64, sha256: SHA256Digest?, detectedType: String? = nil
    ) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.detectedType = detectedType
    }
}

/// A finished upload that becomes an attachment of a new message.
public struct NewAttachment: Codable, Hashable, Sendable {
    public var id: Attachment.ID
    public var upload: Upload.ID
    public var name: String
    public var mediaType: String
    /// The digest of the sender's file. The backend refuses the message if the upload differs.
    public var sha256: SHA256Digest

    public init(id: Attachment.ID, upload: Upload.ID, name: String, mediaType: String, sha256: SHA256Digest) {
        self.id = id
        self.upload = upload
        self.name = name
        self.mediaType = mediaType
        self.sha256 = sha256
    }
}

/// A file on its way to the backend (tus 1.0), before a message claims it.
public struct Upload: Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Upload>

    public var id: ID
    /// Bytes that have arrived.
    public var offset: Int64
    /// Bytes in all.
    public var length: Int64

    public init(id: ID, offset: Int64, length: Int64) {
        self.id = id
        self.offset = offset
        self.length = length
    }
}

/// A file that was sent to the support bot for a draft that is open in a terminal of the same user.
///
/// Its content is at `/v1/drafts/{draft}/files/{id}` until the user accepts or declines it.
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
    /// Whether it was accepted or declined, so that clients forget it.
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

    /// The file as an attachment, so that it is downloaded like one.
    public var attachment: Attachment {
        Attachment(id: id, name: name, mediaType: mediaType, size: size, sha256: sha256)
    }
}

/// An open draft in a terminal that accepts files from the phone: `PUT /v1/drafts/{id}`.
///
/// An announcement lasts two minutes, so that a terminal that dies is soon forgotten.
public struct DraftAnnouncement: Codable, Hashable, Sendable {
    /// Names the draft for the question in the chat: a subject, or the ticket's number and subject. May be empty.
    public var title: String

    /// How long an announcement lasts, in seconds.
    public static let lifetime = 120.0

    public init(title: String) {
        self.title = title
    }

    /// With as much of the text as fits into a title.
    public init(titled text: String, limits: Limits) {
        title = text.replacing("\u{0}", with: "").prefix(scalars: limits.subjectLength)
    }
}
