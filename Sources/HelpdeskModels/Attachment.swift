/// A file of a message, as everybody who sees the message may know it.
public struct Attachment: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Attachment>

    public var id: ID
    /// The file's name as its author had it, without a path. Foreign text: make it safe before it names a file.
    public var name: String
    /// RFC 2046 media type, for example `image/png`.
    public var mediaType: String
    /// In bytes.
    public var size: Int64
    /// Nil if the backend does not tell; `cabdeskd` always does.
    public var sha256: SHA256Digest?
    /// The media type that the first bytes tell, whatever ``mediaType`` says; nil if the backend has not looked.
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
