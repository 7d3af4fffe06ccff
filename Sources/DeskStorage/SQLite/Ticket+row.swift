import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels

extension Ticket {
    /// In the order in which ``init(row:)`` reads them.
    static let columns = """
        number, id, service, topic, subject, status, author_id, author_name, author_role, assignee_id, assignee_name, \
        assignee_role, created, updated, resolved, rating_score, rating_comment, fields
        """

    init(row: Row) throws {
        let assignee: String? = row[9]
        let score: Int? = row[15]
        let comment: String? = row[16]
        let fields: String = row[17]
        self.init(
            id: try row.id(at: 1), number: row[0], service: row.key(at: 2), topic: row.key(at: 3), subject: row[4],
            status: try row.value(at: 5), author: try row.author(at: 6),
            assignee: assignee == nil ? nil : try row.author(at: 9),
            created: row.time(at: 12), updated: row.time(at: 13), resolved: row.optionalTime(at: 14),
            rating: score.map { Rating(score: $0, comment: comment ?? "") },
            fields: fields == "[]" ? [] : try WireJSON.decode(from: Data(fields.utf8)))
    }
}
