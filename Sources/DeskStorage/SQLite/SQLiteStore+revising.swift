import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    /// Gives a message from Telegram another text, unless the other side has written since.
    package func revise(
        _ id: Message.ID, text: String, by account: Account, at time: Timestamp
    ) async throws -> RevisionOutcome {
        try await write { db in
            guard let message = try Self.message(id, db)?.message, message.author.id == account.user.id,
                message.origin == .telegram
            else { throw StoreError.notFound }
            let ticket = try Self.ticket(message.ticket, for: account, db)
            guard message.text != text else { return .unchanged }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM message WHERE ticket = ?1 AND NOT is_internal
                    AND ordinal > (SELECT ordinal FROM message WHERE id = ?2)
                    AND (author_role = 'customer') <> (?3 = 'customer') LIMIT 1
                    """)
            let answer = try Int.fetchOne(
                statement, arguments: [ticket.id.description, id.description, account.user.role.rawValue])
            guard answer == nil else { return .tooLate }
            let limits = try Self.desk(db).limits
            let violations = limits.violations(inText: text, attachmentCount: message.attachments.count)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            try db.cachedStatement(sql: "UPDATE message SET text = ?, edited = ? WHERE id = ?")
                .execute(arguments: [text, max(time, message.created).milliseconds, id.description])
            try Self.record(
                .message, id.description, message.isInternal ? .staff : .service(ticket.service), db)
            try Self.audit("message.edit", "\(ticket.number)", by: account, at: time, db)
            return .revised
        }
    }
}
