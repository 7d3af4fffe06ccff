import HelpdeskModels

/// An upload that was verified and lies in its final place, ready for a message to claim it.
struct StagedFile: Hashable, Sendable {
    var upload: Upload.ID
    /// In bytes.
    var size: Int64
}
