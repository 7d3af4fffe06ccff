import HelpdeskModels

/// A file of an intent, and how far its upload is.
struct OutboxFile: Hashable, Sendable {
    var file: OutgoingFile
    /// The upload that was begun for it.
    var upload: Upload.ID?
    /// Whether all of it has arrived.
    var isUploaded: Bool
}
