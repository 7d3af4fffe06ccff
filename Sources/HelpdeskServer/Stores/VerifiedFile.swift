import HelpdeskModels

/// A complete file whose content is known, still among the uploads.
///
/// The transaction that stores what names it also puts it into the vault, as its last act: what is refused leaves
/// nothing there, and no two transactions disagree about a file.
struct VerifiedFile: Hashable, Sendable {
    let vault: FileVault
    /// Where it lies, and its name within the message.
    var upload: Upload.ID
    /// In bytes.
    var size: Int64
    var sha256: SHA256Digest
    /// The media type that its first bytes tell.
    var detectedType: String?
    /// Whether its user began it as an upload, which the message takes away; false for what a bot has received.
    var isUpload = true

    /// Puts it into the vault; call it inside the transaction that names it.
    func store() throws {
        try vault.store(upload, as: sha256)
    }
}

/// The files of a new message, and how much room its service has for them.
struct VerifiedFiles: Sendable {
    var files: [VerifiedFile] = []
    /// Bytes that the files of the service may take up; nil where they were counted when their uploads began.
    var quota: Int64?

    static let none = VerifiedFiles()
}
