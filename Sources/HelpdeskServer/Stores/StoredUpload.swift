import HelpdeskModels

/// What the store remembers of an upload; how much has arrived is the length of its file.
struct StoredUpload: Hashable, Sendable {
    var id: Upload.ID
    var user: User.ID
    /// Bytes in all.
    var length: Int64
    var created: Timestamp

    /// How long an upload may take before it is forgotten, in seconds: a week.
    static let lifetime: Double = 7 * 86_400

    var expires: Timestamp { created.adding(seconds: Self.lifetime) }
}
