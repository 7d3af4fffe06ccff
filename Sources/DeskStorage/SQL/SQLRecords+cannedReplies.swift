import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Canned replies.
extension SQLRecords {
    func store(_ reply: CannedReply, removed: Timestamp?) throws {
        try execute(
            """
            INSERT INTO canned_reply(id, owner, removed, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET removed = excluded.removed, body = excluded.body
            """, reply.id, reply.owner, removed, WireJSON.text(of: reply))
    }

    func cannedReply(_ id: CannedReply.ID) throws -> CannedReply? {
        try row("SELECT body FROM canned_reply WHERE id = ?", id) { try $0.json(at: 0) }
    }

    func cannedReplies(of owner: User.ID?) throws -> [CannedReply] {
        let (owned, values) = Self.owned(by: owner)
        return try rows("SELECT body FROM canned_reply WHERE \(owned)", values) { try $0.json(at: 0) }
    }

    func cannedReplyCount(of owner: User.ID?) throws -> Int {
        let (owned, values) = Self.owned(by: owner)
        return try row("SELECT COUNT(*) FROM canned_reply WHERE \(owned)", values) { Int($0.integer(at: 0)) } ?? 0
    }

    /// Not `IS`: engines differ in whether they find by an index what may be null.
    private static func owned(by owner: User.ID?) -> (condition: String, values: [SQLValue]) {
        let (condition, values) = owner.map { ("owner = ?", [$0.sqlValue]) } ?? ("owner IS NULL", [])
        return ("\(condition) AND removed IS NULL", values)
    }

    func deleteCannedReplies(removedBefore time: Timestamp) throws {
        // The latest change stays: a cursor behind the end of the feed would be taken for another desk's.
        try execute(
            """
            DELETE FROM change WHERE kind = 'cannedReply' AND ref IN (SELECT id FROM canned_reply WHERE removed < ?)
            AND seq < (SELECT MAX(seq) FROM change)
            """, time)
        try execute(
            """
            DELETE FROM canned_reply WHERE removed < ?
            AND NOT EXISTS (SELECT 1 FROM change WHERE kind = 'cannedReply' AND ref = canned_reply.id)
            """, time)
    }
}
