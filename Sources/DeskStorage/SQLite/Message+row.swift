import GRDB
import HelpdeskDesk
import HelpdeskModels

extension Message {
    /// In the order in which ``init(row:attachments:)`` reads them.
    static let columns =
        "id, ticket, author_id, author_name, author_role, origin, text, created, edited, is_internal, fingerprint"

    init(row: Row, attachments: [Attachment]) throws {
        self.init(
            id: try row.id(at: 0), ticket: try row.id(at: 1), author: try row.author(at: 2),
            origin: try row.value(at: 5), text: row[6], attachments: attachments, created: row.time(at: 7),
            edited: row.optionalTime(at: 8), isInternal: row[9])
    }
}
