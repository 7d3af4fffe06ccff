public import HelpdeskModels

extension Store {
    /// Copies the file into the outbox folder, for the draft. A path that begins with `~/` is in the home directory.
    ///
    /// Throws `fileMissing`, `fileIsDirectory`, `fileNotRegular`, `fileUnreadable`, `fileEmpty`, `fileTooLarge`,
    /// `fileChanged`, `tooManyFiles`, `diskFull` or `storeUnwritable`; the subject is the file's name.
    public func attach(
        path: String, to draft: Draft.ID, limits: Limits
    ) async throws(HelpdeskError) -> OutgoingFile { throw HelpdeskError(.unexpected) }
    /// Where the copy of an attached file lies.
    public func outgoingFilePath(_ id: Attachment.ID) -> String { directory }
}
