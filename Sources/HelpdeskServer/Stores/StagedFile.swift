import HelpdeskModels

/// A file that was verified and lies in its final place, ready for a message to claim it.
struct StagedFile: Hashable, Sendable {
    /// Names it within the message.
    var upload: Upload.ID
    /// In bytes.
    var size: Int64
    /// The media type that its first bytes tell.
    var detectedType: String?
    /// Whether it came as an upload, which the message takes away from its user; not so what a bot has put there.
    var isUpload = true
}
