import Foundation
import GRDB
package import HelpdeskDesk
import HelpdeskModels

/// What administrators and the staff did; written in the transaction of the act itself.
extension SQLiteStore {
    static func audit(_ action: String, _ target: String, by actor: String, at time: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO audit(time, actor, action, target) VALUES (?, ?, ?, ?)")
            .execute(arguments: [time.milliseconds, actor, action, target])
    }

    /// An act on the command line, by whoever runs it.
    static func audit(_ action: String, _ target: String, _ db: Database) throws {
        try audit(action, target, by: "system:\(NSUserName())", at: .now, db)
    }

    /// An act of the staff; what customers do is in the tickets themselves.
    static func audit(
        _ action: String, _ target: String, by account: Account, at time: Timestamp, _ db: Database
    ) throws {
        guard account.isStaff else { return }
        try audit(action, target, by: account.user.id.rawValue, at: time, db)
    }

    /// Oldest first, those after the number `after`.
    package func auditRecords(after: Int64) throws -> [AuditRecord] {
        try inspect { db in
            try Row.fetchAll(
                db, sql: "SELECT id, time, actor, action, target FROM audit WHERE id > ? ORDER BY id",
                arguments: [after]
            ).map { AuditRecord(id: $0[0], time: $0.time(at: 1), actor: $0[2], action: $0[3], target: $0[4]) }
        }
    }
}
