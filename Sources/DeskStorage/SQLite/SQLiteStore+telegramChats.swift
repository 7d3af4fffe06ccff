import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// What a chat does, by way of the support bot.
extension SQLiteStore {
    /// The service that a one-time link is for, while it can be used; looking does not use it.
    package func peekTelegramOffer(digest: String, at time: Timestamp) async throws -> Service? {
        try await read { db in
            guard let offer = try Self.offer(digest, db), offer.link == nil, time < offer.expires else { return nil }
            return try Self.service(offer.service, db)
        }
    }

    /// Uses a one-time link. Nil if it cannot be used: unknown, used by another chat, expired, its user shut out.
    ///
    /// The chat that used it gets the same answer again, so that a bot may ask twice after a crash.
    package func redeemTelegramOffer(
        digest: String, by chat: TelegramChat, at time: Timestamp
    ) async throws -> LinkedChat? {
        try await write { db in
            guard let offer = try Self.offer(digest, db) else { return nil }
            if let used = offer.link {
                guard let link = try Self.linkedChat(used, db), link.chat == chat.id, !link.link.state.hasEnded else {
                    return nil
                }
                return link
            }
            guard time < offer.expires else { return nil }
            let id = try Self.link(chat, to: offer, at: time, db)
            try Self.note(offer.token, of: id, db)
            try Self.closeClaims(ofChat: chat.id, db)
            try db.cachedStatement(sql: "UPDATE telegram_offer SET link = ? WHERE digest = ?")
                .execute(arguments: [id.description, digest])
            return try Self.linkedChat(id, db)
        }
    }

    private struct Offer {
        var service: Service.ID
        var user: Author
        var expires: Timestamp
        var link: TelegramLink.ID?
        /// The token of the device that made it; nil for one of before there was a note of that.
        var token: Int64?
    }

    private static func offer(_ digest: String, _ db: Database) throws -> Offer? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT o.service, u.id, u.name, u.role, o.expires, o.link, o.token
                FROM telegram_offer o JOIN user u ON u.id = o.user WHERE o.digest = ? AND u.retired IS NULL
                """)
        return try Row.fetchOne(statement, arguments: [digest]).map { row in
            Offer(
                service: row.key(at: 0), user: try row.author(at: 1), expires: row.time(at: 4),
                link: row[5] == nil ? nil : try row.id(at: 5), token: row[6])
        }
    }

    /// Links the chat to the offer's service in place of what it was linked to before.
    private static func link(
        _ chat: TelegramChat, to offer: Offer, at time: Timestamp, _ db: Database
    ) throws -> TelegramLink.ID {
        var link = TelegramLink(
            id: .make(at: time), service: offer.service, state: .linked, chatName: chat.name,
            username: chat.username, user: offer.user, created: time, linked: time)
        if let present = try linkedChat(ofChat: chat.id, db) {
            if present.link.service == offer.service {
                link.id = present.link.id
                link.wantsAnswers = present.link.wantsAnswers
                try updateLink(link, db)
                return link.id
            }
            try end(present, as: .unlinked, db)
        }
        try insertLink(link, chat: chat.id, db)
        return link.id
    }

    /// Takes a typed name as a claim, whether or not there is such a service.
    package func claim(_ name: String, by chat: TelegramChat, at time: Timestamp) async throws -> ClaimOutcome {
        let name = TelegramRules.shortened(name.trimmingPrefix(while: \.isWhitespace))
        guard !ServiceName.folded(name).isEmpty, !name.utf8.contains(0) else { return .malformed }
        return try await write { db in
            let present = try Self.linkedChat(ofChat: chat.id, db)
            if let present, present.link.state != .pending { return .linked(present) }
            try Self.forgetOldClaims(at: time, db)
            if let until = try Self.throttle(chat.id, at: time, db) { return .throttled(until: until) }
            if let present { try Self.end(present, as: .unlinked, db) }
            try Self.closeClaims(ofChat: chat.id, db)
            try db.cachedStatement(
                sql: "INSERT INTO telegram_claim(chat, name, created, is_open) VALUES (?, ?, ?, 1)"
            ).execute(arguments: [chat.id, name, time.milliseconds])
            if let service = try Self.claimable(name, db) {
                let link = TelegramLink(
                    id: .make(at: time), service: service, state: .pending, chatName: chat.name,
                    username: chat.username, claimedName: name, created: time)
                try Self.insertLink(link, chat: chat.id, db)
            }
            return .recorded
        }
    }

    /// When the chat may type another name; nil for now.
    private static func throttle(_ chat: Int64, at time: Timestamp, _ db: Database) throws -> Timestamp? {
        let statement = try db.cachedStatement(
            sql: "SELECT created FROM telegram_claim WHERE chat = ? AND created > ? ORDER BY ordinal DESC LIMIT ?")
        let start = time.adding(seconds: -TelegramRules.claimWindow).milliseconds
        let recent = try Int64.fetchAll(statement, arguments: [chat, start, TelegramRules.claimsOfChat])
        guard recent.count == TelegramRules.claimsOfChat, let oldest = recent.last else { return nil }
        return Timestamp(milliseconds: oldest).adding(seconds: TelegramRules.claimWindow)
    }

    /// The service that the name names, if it is one and not too many claims wait on it.
    private static func claimable(_ name: String, _ db: Database) throws -> Service.ID? {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT id, name FROM service"))
        guard let row = ServiceName.match(name, in: rows, name: { $0[1] }) else { return nil }
        let statement = try db.cachedStatement(
            sql: "SELECT COUNT(*) FROM telegram_link WHERE service = ? AND state = 'pending'")
        let waiting = try Int.fetchOne(statement, arguments: [row[0] as String]) ?? 0
        return waiting < TelegramRules.claimsOfService ? row.key(at: 0) : nil
    }

    package func standing(ofChat chat: Int64, at time: Timestamp) async throws -> TelegramStanding {
        try await read { db in
            if let present = try Self.linkedChat(ofChat: chat, db), present.link.state != .pending {
                return .linked(present)
            }
            let statement = try db.cachedStatement(
                sql: """
                    SELECT name FROM telegram_claim WHERE chat = ? AND is_open AND created >= ?
                    ORDER BY ordinal DESC LIMIT 1
                    """)
            let start = time.adding(seconds: -TelegramRules.claimLifetime).milliseconds
            return try String.fetchOne(statement, arguments: [chat, start]).map { .pending(name: $0) } ?? .none
        }
    }

    /// Changes the link of a chat, if it has one; `change` gets it as it is.
    package func changeLink(
        ofChat chat: Int64, _ change: @escaping @Sendable (inout TelegramLink) -> Void
    ) async throws -> LinkedChat? {
        try await write { db in
            guard var present = try Self.linkedChat(ofChat: chat, db) else { return nil }
            let before = present.link
            change(&present.link)
            guard present.link != before else { return present }
            try Self.updateLink(present.link, db)
            if present.link.state == .unlinked { try Self.closeClaims(ofChat: chat, db) }
            return present
        }
    }

    /// Ends whatever the chat has: a link, or a claim that waits or leads nowhere.
    package func unlink(chat: Int64) async throws -> LinkedChat? {
        try await write { db in
            try Self.closeClaims(ofChat: chat, db)
            guard let present = try Self.linkedChat(ofChat: chat, db) else { return nil }
            try Self.end(present, as: .unlinked, db)
            return present
        }
    }

    /// The linked chats of a service that want its answers; blocked ones only if asked for.
    package func chats(of service: Service.ID, includingBlocked: Bool) async throws -> [LinkedChat] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    \(LinkedChat.query)
                    WHERE l.service = ? AND \(Self.livingLink) AND l.wants_answers
                        AND (l.state = 'linked' OR (?2 AND l.state = 'blocked'))
                    ORDER BY l.ordinal
                    """)
            return try Row.fetchAll(statement, arguments: [service.rawValue, includingBlocked])
                .map { try LinkedChat(row: $0) }
        }
    }

    package func linkedChat(_ id: TelegramLink.ID) async throws -> LinkedChat? {
        try await read { try Self.linkedChat(id, $0) }
    }

    package func linkedChat(ofChat chat: Int64) async throws -> LinkedChat? {
        try await read { try Self.linkedChat(ofChat: chat, $0) }
    }

    package func linkedChats() async throws -> [LinkedChat] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "\(LinkedChat.query) WHERE l.state IN ('linked', 'blocked') ORDER BY l.ordinal")
            return try Row.fetchAll(statement).map { try LinkedChat(row: $0) }
        }
    }
}
