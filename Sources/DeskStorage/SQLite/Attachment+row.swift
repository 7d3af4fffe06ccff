import GRDB
import HelpdeskDesk
import HelpdeskModels

extension Attachment {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = "id, name, media_type, size, sha256, detected_type"

    init(row: Row) throws {
        guard let digest = SHA256Digest(row[4] as String) else { throw StoreError.damaged("sha256 of an attachment") }
        self.init(
            id: try row.id(at: 0), name: row[1], mediaType: row[2], size: row[3], sha256: digest,
            detectedType: row[5])
    }
}
