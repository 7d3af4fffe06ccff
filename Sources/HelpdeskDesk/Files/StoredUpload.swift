package import HelpdeskModels

/// The store's record of an upload. The length of its file says how much has arrived.
package struct StoredUpload: Hashable, Sendable {
    package var id: Upload.ID
    package var user: User.ID
    /// Bytes in all.
    package var length: Int64
    package var created: Timestamp

    package init(id: Upload.ID, user: User.ID, length: Int64, created: Timestamp) {
        self.id = id
        self.user = user
        self.length = length
        self.created = created
    }

    /// How long an upload may take before it is forgotten, in seconds: a week.
    package static let lifetime: Double = 7 * 86_400

    package var expires: Timestamp { created.adding(seconds: Self.lifetime) }
}
