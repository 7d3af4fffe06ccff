package import HelpdeskModels

/// A complete file whose content is known, still among the uploads.
///
/// The transaction that stores what names it also puts it into the store of files, as its last act: what is refused
/// leaves nothing there, and no two transactions disagree about a file.
package struct VerifiedFile: Sendable {
    let store: any FileStore
    /// Where it lies, and its name within the message.
    package var upload: Upload.ID
    /// In bytes.
    package var size: Int64
    package var sha256: SHA256Digest
    /// The media type that its first bytes tell.
    package var detectedType: String?
    /// Whether its user began it as an upload, which the message takes away; false for what a bot has received.
    package var isUpload: Bool
    /// The store's own name for the place of its bytes; nil if the id of the upload says it.
    package var source: String?

    package init(
        store: any FileStore, upload: Upload.ID, size: Int64, sha256: SHA256Digest, detectedType: String?,
        isUpload: Bool = true, source: String? = nil
    ) {
        self.store = store
        self.upload = upload
        self.size = size
        self.sha256 = sha256
        self.detectedType = detectedType
        self.isUpload = isUpload
        self.source = source
    }

    /// Puts it into the store of files; call it inside the transaction that names it, which `records` belong to.
    func commit(in records: any FileRecords) throws {
        // First, so that no collector that has found the content unnamed comes in between.
        try records.claim(sha256, at: .now)
        try commit()
    }

    /// Puts it into the store of files, though nothing names it.
    package func commit() throws {
        try store.commit(self)
    }
}

/// The files of a new message, and how much room its service has for them.
package struct VerifiedFiles: Sendable {
    package var files: [VerifiedFile]
    /// Bytes that the files of the service may take up; nil where they were counted when their uploads began.
    package var quota: Int64?

    package init(files: [VerifiedFile] = [], quota: Int64? = nil) {
        self.files = files
        self.quota = quota
    }

    package static let none = VerifiedFiles()
}
