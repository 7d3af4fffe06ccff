import HelpdeskModels

/// An update that waits to be worked off.
struct InboxItem: Hashable, Sendable, Identifiable {
    var id: Int64
    var body: String
    var attempts: Int
    var received: Timestamp
    /// What its message is a part of.
    var album: String?
    var chat: Int64?
    /// The update that this part of an album is worked off with, once that has begun.
    var batch: Int64?
}
