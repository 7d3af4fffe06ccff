import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// What a service or the staff sees and decides of links.
extension SQLiteStore {
    package func telegramLinks(for account: Account, after: String?, limit: Int) async throws -> Page<TelegramLink> {
        try await read { db in
            var start: Int64 = 0
            if let after {
                let statement = try db.cachedStatement(sql: "SELECT ordinal, service FROM telegram_link WHERE id = ?")
                guard let row = try Row.fetchOne(statement, arguments: [after.lowercased()]),
                    account.sees(row.key(at: 1))
                else { throw StoreError.unknownPage }
                start = row[0]
            }
            let mayKnow = account.isStaff ? "TRUE" : "l.service = ?3"
            let statement = try db.cachedStatement(
                sql: """
                    \(LinkedChat.query) WHERE l.ordinal > ?1 AND \(mayKnow) AND \(Self.livingLink)
                    ORDER BY l.ordinal LIMIT ?2
                    """)
            var arguments: StatementArguments = [start, limit + 1]
            if !account.isStaff { arguments += [account.service?.id.rawValue ?? ""] }
            let links = try statement.values(arguments) { try LinkedChat(row: $0).link }
            return Page(links, limit: limit) { $0.id.description }
        }
    }

    package func createTelegramOffer(
        digest: String, by account: Account, at time: Timestamp, expires: Timestamp
    ) async throws {
        guard let service = account.service else {
            throw StoreError.forbidden("A chat is linked to a service, and the staff belongs to none.")
        }
        try await write { db in
            let statement = try db.cachedStatement(
                sql:
                    "SELECT expires FROM telegram_offer WHERE user = ? AND link IS NULL AND expires > ? ORDER BY expires"
            )
            let living = try Int64.fetchAll(
                statement, arguments: [account.user.id.rawValue, time.milliseconds])
            if living.count >= TelegramRules.offersOfUser, let first = living.first {
                throw StoreError.tooMany(retryAfter: Int((first - time.milliseconds + 999) / 1000))
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO telegram_offer(digest, service, user, token, created, expires)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    digest, service.id.rawValue, account.user.id.rawValue, account.token, time.milliseconds,
                    expires.milliseconds,
                ])
        }
    }

    package func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange, by account: Account, at time: Timestamp
    ) async throws -> TelegramLink {
        if let state = change.state, state != .linked, state != .rejected {
            throw StoreError.invalid([Violation(field: "state", code: .malformed)])
        }
        return try await write { db in
            let chat = try Self.linkedChat(id, for: account, db)
            var link = chat.link
            if let wanted = change.wantsAnswers, wanted != link.wantsAnswers {
                guard !link.state.hasEnded else { throw StoreError.conflict("The link has ended.") }
                link.wantsAnswers = wanted
            }
            switch (change.state, link.state) {
            case (.linked, .pending):
                link = try Self.accept(chat, at: time, db)
            case (.rejected, .pending):
                link.state = .rejected
            case (nil, _), (.linked, .linked), (.linked, .blocked), (.rejected, .rejected):
                break
            default:
                throw StoreError.conflict("The claim was decided already.")
            }
            if link != chat.link {
                try Self.updateLink(link, db)
                // A bot acts for the staff without a device of theirs.
                if link.state == .linked, chat.link.state == .pending, account.token > 0 {
                    try Self.note(account.token, of: link.id, db)
                }
                let action = link.state == chat.link.state ? "chat.change" : "chat.\(link.state.rawValue)"
                try Self.audit(action, id.description, by: account, at: time, db)
            }
            return link
        }
    }

    package func endTelegramLink(_ id: TelegramLink.ID, by account: Account, at time: Timestamp) async throws {
        try await write { db in
            let chat = try Self.linkedChat(id, for: account, db)
            guard !chat.link.state.hasEnded else { return }
            try Self.end(chat, as: .unlinked, db)
            try Self.audit("chat.unlinked", id.description, by: account, at: time, db)
        }
    }

    /// The link, if there is one that the account may know.
    private static func linkedChat(
        _ id: TelegramLink.ID, for account: Account, _ db: Database
    ) throws -> LinkedChat {
        guard let chat = try linkedChat(id, db), account.sees(chat.link.service) else { throw StoreError.notFound }
        return chat
    }
}
