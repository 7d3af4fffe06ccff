import HelpdeskModels

/// What the store remembers of an upload; how much has arrived is the length of its file.
struct StoredUpload: Hashable, Sendable {
    var id: Upload.ID
    var user: User.ID
    /// Bytes in all.
    var length: Int64
    var created: Timestamp
}
