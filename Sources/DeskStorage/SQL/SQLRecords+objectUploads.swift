import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Rows of uploads to an object store.
extension SQLRecords {
    func insert(_ upload: ObjectUpload, metadata: String?, at time: Timestamp) throws {
        try execute(
            """
            INSERT INTO object_upload(id, metadata, epoch, size, next_part, is_whole, touched)
            VALUES (?, ?, ?, ?, 1, ?, ?)
            """, upload.id, metadata, upload.epoch, upload.size, upload.isWhole, time)
    }

    func objectUpload(_ id: Upload.ID) throws -> ObjectUpload? {
        let found = try row(
            "SELECT epoch, size, multipart, tail, is_whole, content FROM object_upload WHERE id = ?", id
        ) { row in
            var upload = ObjectUpload(id: id)
            upload.epoch = row.integer(at: 0)
            upload.size = row.integer(at: 1)
            upload.multipart = row.optionalText(at: 2)
            upload.tail = row.optionalText(at: 3)
            upload.isWhole = row.truth(at: 4)
            upload.content = row.optionalText(at: 5).flatMap { SHA256Digest($0) }
            return upload
        }
        guard var upload = found else { return nil }
        upload.parts = try rows("SELECT number, size, tag FROM object_part WHERE upload = ? ORDER BY number", id) {
            row in
            ObjectUpload.Part(number: row.integer(at: 0), size: row.integer(at: 1), tag: row.text(at: 2))
        }
        return upload
    }

    /// In bytes; nil if there is no such upload.
    func objectUploadSize(_ id: Upload.ID) throws -> Int64? {
        try row("SELECT size FROM object_upload WHERE id = ?", id) { $0.integer(at: 0) }
    }

    func objectUploadMetadata(_ id: Upload.ID) throws -> String? {
        try row("SELECT metadata FROM object_upload WHERE id = ?", id) { $0.optionalText(at: 0) }.flatMap(\.self)
    }

    /// The lease for a new request; false if another one has taken it or written since `upload` was read.
    func takeLease(on upload: ObjectUpload, at time: Timestamp) throws -> Bool {
        try execute(
            "UPDATE object_upload SET epoch = epoch + 1, touched = ? WHERE id = ? AND epoch = ? AND size = ?", time,
            upload.id, upload.epoch, upload.size) > 0
    }

    /// A number for the next part, for the holder of the lease; nil if that is another one by now.
    func reservePart(of upload: ObjectUpload, at time: Timestamp) throws -> Int64? {
        let isHolder =
            try execute(
                """
                UPDATE object_upload SET next_part = next_part + 1, multipart = ?, touched = ? WHERE id = ? AND epoch = ?
                """, upload.multipart, time, upload.id, upload.epoch) > 0
        guard isHolder else { return nil }
        return try row("SELECT next_part - 1 FROM object_upload WHERE id = ?", upload.id) { $0.integer(at: 0) }
    }

    /// Stores the bytes that the holder of the lease has written; false, and nothing is stored, if that is another one by now.
    func store(_ upload: ObjectUpload, newParts: [ObjectUpload.Part], at time: Timestamp) throws -> Bool {
        let isHolder =
            try execute(
                "UPDATE object_upload SET size = ?, tail = ?, touched = ? WHERE id = ? AND epoch = ?", upload.size,
                upload.tail, time, upload.id, upload.epoch) > 0
        guard isHolder else { return false }
        for part in newParts {
            try execute(
                "INSERT INTO object_part(upload, number, size, tag) VALUES (?, ?, ?, ?)", upload.id, part.number,
                part.size, part.tag)
        }
        return true
    }

    /// The parts have become one object.
    func markWhole(_ id: Upload.ID) throws {
        try execute("UPDATE object_upload SET is_whole = TRUE, tail = NULL WHERE id = ?", id)
    }

    func store(content: SHA256Digest, of id: Upload.ID) throws {
        try execute("UPDATE object_upload SET content = ? WHERE id = ?", content, id)
    }

    func deleteObjectUpload(_ id: Upload.ID) throws {
        try execute("DELETE FROM object_part WHERE upload = ?", id)
        try execute("DELETE FROM object_upload WHERE id = ?", id)
    }

    func objectUploads(touchedBefore time: Timestamp) throws -> [Upload.ID] {
        try rows("SELECT id FROM object_upload WHERE touched < ?", time) { try $0.id(at: 0) }
    }
}
