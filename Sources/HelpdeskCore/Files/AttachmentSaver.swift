public import HelpdeskModels

/// Saves attachments to files: safely named, resumed where they were cut, and verified.
public struct AttachmentSaver: Sendable {
    let store: Store
    let backend: any Backend

    public init(store: Store, backend: any Backend) {
        self.store = store
        self.backend = backend
    }

    /// Saves into `directory` (created if missing) under a safe name and returns the path; never overwrites.
    ///
    /// Written beside as `.part` and renamed when its SHA-256 is right. Throws `cannotWriteFile`, `diskFull`,
    /// `digestMismatch`, and what the backend throws.
    public func save(
        _ attachment: Attachment, directory: String, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> String { throw HelpdeskError(.unexpected) }
}
