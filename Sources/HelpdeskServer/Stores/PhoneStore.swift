import HelpdeskModels

/// What the interface needs of a database to pass files from the phone on to a draft. All of it is the user's own.
protocol PhoneStore: Sendable {
    /// Says that a draft is open, until `expires`.
    func announce(
        _ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement, by account: Account, at time: Timestamp,
        expires: Timestamp
    ) async throws
    /// Says that a draft is open no longer; again is no error.
    func closeDraft(_ draft: EntityID<DraftAnnouncement>, by account: Account) async throws
    /// Notes that a file was taken or turned away; again is no error. Its content may be nobody's now.
    func removePhoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, by account: Account, at time: Timestamp
    ) async throws -> SHA256Digest
    /// Removes those of the files from the vault that nothing names (any more); how many they were. Waits for the disk.
    @discardableResult
    func collect(_ digests: [SHA256Digest], in vault: FileVault) throws -> Int
}
