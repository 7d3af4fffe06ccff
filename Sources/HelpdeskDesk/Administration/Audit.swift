import Foundation
import HelpdeskModels

/// The acts of administrators and the staff; written in the transaction of the act itself.
extension DeskRecords {
    /// An act on the command line, by whoever runs it.
    func audit(_ action: String, _ target: String) throws {
        try insertAudit(action, target, by: "system:\(NSUserName())", at: .now)
    }

    /// An act of the staff; what customers do is in the tickets themselves.
    func audit(_ action: String, _ target: String, by account: Account, at time: Timestamp) throws {
        guard account.isStaff else { return }
        try insertAudit(action, target, by: account.user.id.rawValue, at: time)
    }
}

extension Helpdesk {
    /// Oldest first, those after the number `after`.
    package func auditRecords(after: Int64 = 0) throws -> [AuditRecord] {
        try database.inspect { try $0.auditRecords(after: after) }
    }

    /// Writes down that the desk is being copied.
    package func noteBackup() throws {
        try database.administer { try $0.audit("desk.backup", "desk") }
    }
}
