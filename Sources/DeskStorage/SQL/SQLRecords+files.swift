import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Uploads, attachments, open drafts and files from the phone.
extension SQLRecords {
    func insert(_ upload: StoredUpload) throws {
        try execute(
            "INSERT INTO upload(id, user, length, created) VALUES (?, ?, ?, ?)",
            upload.id, upload.user, upload.length, upload.created)
    }

    func upload(_ id: Upload.ID, of user: User.ID) throws -> StoredUpload? {
        try row("SELECT length, created FROM upload WHERE id = ? AND user = ?", id, user) { row in
            StoredUpload(id: id, user: user, length: row.integer(at: 0), created: row.time(at: 1))
        }
    }

    func uploads() throws -> [Upload.ID] {
        try rows("SELECT id FROM upload") { try $0.id(at: 0) }
    }

    func uploadCount(of user: User.ID) throws -> Int {
        try row("SELECT COUNT(*) FROM upload WHERE user = ?", user) { Int($0.integer(at: 0)) } ?? 0
    }

    func takeUpload(_ id: Upload.ID, of user: User.ID) throws -> Bool {
        try execute("DELETE FROM upload WHERE id = ? AND user = ?", id, user) > 0
    }

    func deleteUploads(of user: User.ID) throws {
        try execute("DELETE FROM upload WHERE user = ?", user)
    }

    func deleteUploads(begunBefore time: Timestamp) throws {
        try execute("DELETE FROM upload WHERE created < ?", time)
    }

    func insert(_ attachment: Attachment, at position: Int, of message: Message.ID) throws {
        try execute(
            """
            INSERT INTO attachment(id, message, position, name, media_type, size, sha256, detected_type)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            attachment.id, message, position, attachment.name, attachment.mediaType, attachment.size,
            attachment.sha256, attachment.detectedType)
    }

    func attachment(_ id: Attachment.ID) throws -> StoredAttachment? {
        try row(
            """
            SELECT \(Attachment.columns), t.service, m.is_internal
            FROM attachment a JOIN message m ON m.id = a.message JOIN ticket t ON t.id = m.ticket WHERE a.id = ?
            """, id
        ) { row in
            StoredAttachment(
                attachment: try Attachment(row: row), service: row.key(at: 6), isInternal: row.truth(at: 7))
        }
    }

    func message(holding attachment: Attachment.ID) throws -> Message.ID? {
        try row("SELECT message FROM attachment WHERE id = ?", attachment) { try $0.id(at: 0) }
    }

    func storage(of service: Service.ID) throws -> Int64 {
        try row(
            """
            SELECT CAST(COALESCE((SELECT bytes FROM storage WHERE service = ?1), 0)
                + COALESCE((SELECT SUM(length) FROM upload
                    WHERE user IN (SELECT id FROM user WHERE service = ?1)), 0)
                + COALESCE((SELECT SUM(size) FROM phone_file
                    WHERE user IN (SELECT id FROM user WHERE service = ?1) AND removed IS NULL), 0) AS BIGINT)
            """, service
        ) { $0.integer(at: 0) } ?? 0
    }

    func isNamed(_ content: SHA256Digest) throws -> Bool {
        try row(
            """
            SELECT EXISTS(SELECT 1 FROM attachment WHERE sha256 = ?1)
                OR EXISTS(SELECT 1 FROM phone_file WHERE sha256 = ?1 AND removed IS NULL)
            """, content
        ) { $0.truth(at: 0) } ?? true
    }

    func claim(_ content: SHA256Digest, at time: Timestamp) throws {
        // Engines that let transactions overlap refuse the second one that writes the row, and it is tried again.
        let begun = try row(
            """
            INSERT INTO content(sha256) VALUES (?) ON CONFLICT(sha256) DO UPDATE SET sha256 = excluded.sha256
            RETURNING removing
            """, content
        ) { $0.optionalTime(at: 0) }.flatMap(\.self)
        guard let begun else { return }
        guard begun < time.adding(seconds: -ContentRemoval.limit) else {
            throw StoreError.beingRemoved
        }
        try execute("UPDATE content SET removing = NULL WHERE sha256 = ?", content)
    }

    func beginRemoval(of content: SHA256Digest, at time: Timestamp) throws -> Bool {
        let isMarked =
            try execute(
                """
                INSERT INTO content(sha256, removing) VALUES (?1, ?2) ON CONFLICT(sha256) DO UPDATE SET removing = ?2
                WHERE content.removing IS NULL OR content.removing < ?3
                """, content, time, time.adding(seconds: -ContentRemoval.limit)) > 0
        // Only now nobody can begin to name it.
        guard isMarked, try isNamed(content) else { return isMarked }
        try execute("UPDATE content SET removing = NULL WHERE sha256 = ?", content)
        return false
    }

    func endRemoval(of content: SHA256Digest, begunAt time: Timestamp) throws {
        try execute("DELETE FROM content WHERE sha256 = ? AND removing = ?", content, time)
    }

    func removals(begunBy time: Timestamp) throws -> [SHA256Digest] {
        try rows("SELECT sha256 FROM content WHERE removing IS NOT NULL AND removing <= ?", time) {
            try $0.digest(at: 0)
        }
    }

    func attachmentContents() throws -> [SHA256Digest] {
        try rows("SELECT DISTINCT sha256 FROM attachment") { try $0.digest(at: 0) }
    }

    func phoneFileContents() throws -> [SHA256Digest] {
        try rows("SELECT DISTINCT sha256 FROM phone_file WHERE removed IS NULL") { try $0.digest(at: 0) }
    }

    func forgetPhoneFiles(with content: SHA256Digest) throws {
        try execute("UPDATE phone_file SET removed = created WHERE sha256 = ?", content)
    }

    func storeDraft(
        _ id: EntityID<DraftAnnouncement>, of user: User.ID, title: String, updated: Timestamp, expires: Timestamp
    ) throws {
        try execute(
            """
            INSERT INTO open_draft(id, user, title, updated, expires) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT(user, id) DO UPDATE SET
                title = excluded.title, updated = excluded.updated, expires = excluded.expires
            """, id, user, title, updated, expires)
    }

    func openDraft(of user: User.ID, at time: Timestamp) throws -> (id: EntityID<DraftAnnouncement>, title: String)? {
        try row(
            "SELECT id, title FROM open_draft WHERE user = ? AND expires > ? ORDER BY updated DESC LIMIT 1", user, time
        ) { (try $0.id(at: 0), $0.text(at: 1)) }
    }

    func isDraftOpen(_ id: EntityID<DraftAnnouncement>, of user: User.ID, at time: Timestamp) throws -> Bool {
        try row("SELECT 1 FROM open_draft WHERE id = ? AND user = ? AND expires > ?", id, user, time) { _ in true }
            ?? false
    }

    func deleteDraft(_ id: EntityID<DraftAnnouncement>, of user: User.ID) throws {
        try execute("DELETE FROM open_draft WHERE id = ? AND user = ?", id, user)
    }

    func deleteDrafts(expiredAt time: Timestamp) throws {
        try execute("DELETE FROM open_draft WHERE expires <= ?", time)
    }

    func insert(_ file: PhoneFile, of user: User.ID) throws {
        try execute(
            "INSERT INTO phone_file(id, user, sha256, size, created, body) VALUES (?, ?, ?, ?, ?, ?)",
            file.id, user, file.sha256, file.size, file.created, WireJSON.text(of: file))
    }

    func phoneFile(_ id: PhoneFile.ID) throws -> (file: PhoneFile, user: User.ID)? {
        try row("SELECT body, removed IS NOT NULL, user FROM phone_file WHERE id = ?", id) { row in
            var file: PhoneFile = try row.json(at: 0)
            file.isGone = row.truth(at: 1)
            return (file, row.key(at: 2))
        }
    }

    func phoneFiles(of user: User.ID) throws -> [PhoneFile.ID] {
        try rows("SELECT id FROM phone_file WHERE user = ? AND removed IS NULL", user) { try $0.id(at: 0) }
    }

    func phoneFiles(createdBefore time: Timestamp) throws -> [(id: PhoneFile.ID, user: User.ID)] {
        try rows("SELECT id, user FROM phone_file WHERE removed IS NULL AND created < ?", time) { row in
            (try row.id(at: 0), row.key(at: 1))
        }
    }

    func removePhoneFile(_ id: PhoneFile.ID, at time: Timestamp) throws {
        try execute("UPDATE phone_file SET removed = ? WHERE id = ?", time, id)
    }

    func deletePhoneFiles(removedBefore time: Timestamp) throws {
        // The latest change stays: a cursor behind the end of the feed would be taken for another desk's.
        try execute(
            """
            DELETE FROM change WHERE kind = 'phoneFile' AND ref IN (SELECT id FROM phone_file WHERE removed < ?)
            AND seq < (SELECT MAX(seq) FROM change)
            """, time)
        try execute(
            """
            DELETE FROM phone_file WHERE removed < ?
            AND NOT EXISTS (SELECT 1 FROM change WHERE kind = 'phoneFile' AND ref = phone_file.id)
            """, time)
    }
}
