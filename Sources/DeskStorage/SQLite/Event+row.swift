import GRDB
import HelpdeskDesk
import HelpdeskModels

extension Event {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = "id, ticket, kind, author_id, author_name, author_role, created, detail, topic"

    init(row: Row) throws {
        self.init(
            id: try row.id(at: 0), ticket: try row.id(at: 1), kind: try row.value(at: 2), author: try row.author(at: 3),
            created: row.time(at: 6), detail: row[7], topic: (row[8] as String?).map { Topic.ID($0) })
    }
}
