package import HelpdeskModels

/// Rows of uploads, attachments, open drafts and files from the phone, and of the room that they take up.
package protocol FileRecords {
    func insert(_ upload: StoredUpload) throws
    func upload(_ id: Upload.ID, of user: User.ID) throws -> StoredUpload?
    func uploads() throws -> [Upload.ID]
    func uploadCount(of user: User.ID) throws -> Int
    /// Removes an upload; whether the user had it.
    func takeUpload(_ id: Upload.ID, of user: User.ID) throws -> Bool
    func deleteUploads(of user: User.ID) throws
    func deleteUploads(begunBefore time: Timestamp) throws

    func insert(_ attachment: Attachment, at position: Int, of message: Message.ID) throws
    func attachment(_ id: Attachment.ID) throws -> StoredAttachment?
    func message(holding attachment: Attachment.ID) throws -> Message.ID?
    /// Bytes of a service's attachments, of what its users are uploading, and of what their phones have sent.
    func storage(of service: Service.ID) throws -> Int64
    /// Whether an attachment, or a file from the phone that was not removed, has this content.
    func isNamed(_ content: SHA256Digest) throws -> Bool
    /// Begins to name a content: of two transactions that name or remove it, the second one sees what the first one did.
    ///
    /// Throws ``StoreError/beingRemoved`` while it is.
    func claim(_ content: SHA256Digest, at time: Timestamp) throws
    /// Marks a content as being removed; false if something names it, or somebody else is removing it.
    func beginRemoval(of content: SHA256Digest, at time: Timestamp) throws -> Bool
    /// Forgets a content whose removal was begun at `time`, because it is gone or stays.
    func endRemoval(of content: SHA256Digest, begunAt time: Timestamp) throws
    /// The contents whose removal was begun by `time` and not ended.
    func removals(begunBy time: Timestamp) throws -> [SHA256Digest]
    /// Every content of an attachment, once.
    func attachmentContents() throws -> [SHA256Digest]
    /// Every content of a file from the phone that was not removed, once.
    func phoneFileContents() throws -> [SHA256Digest]
    /// Takes the files from the phone with this content for removed.
    func forgetPhoneFiles(with content: SHA256Digest) throws

    /// Adds a draft that is open, or replaces what is known of it.
    func storeDraft(
        _ id: EntityID<DraftAnnouncement>, of user: User.ID, title: String, updated: Timestamp, expires: Timestamp
    ) throws
    /// The draft that the user opened or changed last, of those that are open at `time`.
    func openDraft(of user: User.ID, at time: Timestamp) throws -> (id: EntityID<DraftAnnouncement>, title: String)?
    func isDraftOpen(_ id: EntityID<DraftAnnouncement>, of user: User.ID, at time: Timestamp) throws -> Bool
    func deleteDraft(_ id: EntityID<DraftAnnouncement>, of user: User.ID) throws
    func deleteDrafts(expiredAt time: Timestamp) throws

    func insert(_ file: PhoneFile, of user: User.ID) throws
    /// Also one that was removed, which ``PhoneFile/isGone`` says.
    func phoneFile(_ id: PhoneFile.ID) throws -> (file: PhoneFile, user: User.ID)?
    /// Those that were not removed.
    func phoneFiles(of user: User.ID) throws -> [PhoneFile.ID]
    func phoneFiles(createdBefore time: Timestamp) throws -> [(id: PhoneFile.ID, user: User.ID)]
    func removePhoneFile(_ id: PhoneFile.ID, at time: Timestamp) throws
    /// Deletes what was removed before `time`, with its changes, but for the latest change of all.
    func deletePhoneFiles(removedBefore time: Timestamp) throws
}

/// An attachment, and whose it is.
package struct StoredAttachment: Sendable {
    package var attachment: Attachment
    package var service: Service.ID
    /// Of a note for the staff alone.
    package var isInternal: Bool

    package init(attachment: Attachment, service: Service.ID, isInternal: Bool) {
        self.attachment = attachment
        self.service = service
        self.isInternal = isInternal
    }
}
