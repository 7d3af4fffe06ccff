import Foundation
import GRDB
package import HelpdeskDesk
package import HelpdeskModels

extension SQLiteStore {
    private static let referenceKinds = "('desk', 'service', 'topic')"

    /// A line of the feed: where it stands, and what changed.
    private struct FeedLine {
        let position: Int64
        let kind: String
        let reference: String

        init(row: Row) {
            position = row[0]
            kind = row[1]
            reference = row[2]
        }
    }

    package func news(after position: Int64) async throws -> [ChangeNotifier.News] {
        try await readOnce { try Self.news(after: position, $0) }
    }

    package func changes(after text: String?, limit: Int, for account: Account) async throws -> FeedPage {
        try await read { db in
            let latest = try Self.latestChange(db)
            let seal = CursorSeal(account, instance: try Self.instance(db))
            var cursor =
                try text.map { try seal.cursor(from: $0, latest: latest) }
                ?? ChangeCursor(startingAt: Self.latestReference(for: account, db))

            var changes: [Change] = []
            var hasMore = false
            if cursor.isReference {
                let found = try Self.reference(after: cursor, limit: limit + 1, for: account, db)
                try Self.take(found, limit: limit, into: &changes, &cursor, &hasMore, db)
                if !hasMore {
                    cursor.isReference = false
                    cursor.position = 0
                }
            }
            if !cursor.isReference {
                let room = limit - changes.count
                let found = try Self.ordinary(after: cursor, limit: room + 1, for: account, db)
                try Self.take(found, limit: room, into: &changes, &cursor, &hasMore, db)
            }
            return FeedPage(
                page: ChangePage(changes: changes, cursor: try seal.text(of: cursor), hasMore: hasMore), latest: latest)
        }
    }

    package func latestCursor(for account: Account) async throws -> String {
        try await read { db in
            let latest = try Self.latestChange(db)
            var cursor = ChangeCursor(startingAt: latest)
            cursor.isReference = false
            cursor.position = latest
            return try CursorSeal(account, instance: Self.instance(db)).text(of: cursor)
        }
    }

    package func pageBehindOne(after text: String, for account: Account) async throws -> ChangePage {
        try await read { db in
            let seal = CursorSeal(account, instance: try Self.instance(db))
            let latest = try Self.latestChange(db)
            var cursor = try seal.cursor(from: text, latest: latest)
            let next = try Int64.fetchOne(
                db, sql: "SELECT MIN(seq) FROM change WHERE seq > ?", arguments: [cursor.position])
            cursor.position = next ?? cursor.position
            return ChangePage(changes: [], cursor: try seal.text(of: cursor), hasMore: cursor.position < latest)
        }
    }

    /// What tells this database from any other.
    static func instance(_ db: Database) throws -> String {
        guard let instance = try String.fetchOne(db.cachedStatement(sql: "SELECT instance FROM desk")) else {
            throw StoreError.damaged("no desk")
        }
        return instance
    }

    private static func take(
        _ found: [FeedLine], limit: Int, into changes: inout [Change], _ cursor: inout ChangeCursor,
        _ hasMore: inout Bool, _ db: Database
    ) throws {
        for line in found.prefix(limit) {
            changes.append(try change(line.kind, line.reference, db))
            cursor.position = line.position
        }
        hasMore = found.count > limit
    }

    /// Only of what the account sees: a cursor that moved with anything else would tell of it.
    private static func latestReference(for account: Account, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                SELECT MAX(seq) FROM change
                WHERE kind IN \(referenceKinds) AND (scope = 'all' OR ?1 OR scope = ?2)
                """)
        let own = Scope.service(account.service?.id ?? "").text
        return try Int64.fetchOne(statement, arguments: [account.isStaff, own]) ?? 0
    }

    private static func reference(
        after cursor: ChangeCursor, limit: Int, for account: Account, _ db: Database
    ) throws -> [FeedLine] {
        // There are few of these kinds: the unary plus makes SQLite find them by kind and sort.
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, kind, ref FROM change
                WHERE kind IN \(referenceKinds) AND +seq > ?1 AND +seq <= ?2 AND (scope = 'all' OR ?3 OR scope = ?4)
                ORDER BY +seq LIMIT ?5
                """)
        let own = Scope.service(account.service?.id ?? "").text
        return try statement.values([cursor.position, cursor.base, account.isStaff, own, limit], FeedLine.init)
    }

    private static func ordinary(
        after cursor: ChangeCursor, limit: Int, for account: Account, _ db: Database
    ) throws -> [FeedLine] {
        let user = Scope.user(account.user.id).text
        let isNew = "NOT (seq <= ?2 AND kind IN \(referenceKinds))"
        if account.isStaff {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT seq, kind, ref FROM change
                    WHERE seq > ?1 AND \(isNew) AND (scope NOT GLOB 'u:*' OR scope = ?3) ORDER BY seq LIMIT ?4
                    """)
            return try statement.values([cursor.position, cursor.base, user, limit], FeedLine.init)
        }
        // Each scope comes from its own index in order, so that a page costs a page, however long the feed is.
        func part(_ scope: String) -> String {
            """
            SELECT * FROM (SELECT seq, kind, ref FROM change
            WHERE scope = \(scope) AND seq > ?1 AND \(isNew) ORDER BY seq LIMIT ?5)
            """
        }
        let statement = try db.cachedStatement(
            sql: """
                \(part("'all'")) UNION ALL \(part("?3")) UNION ALL \(part("?4")) ORDER BY 1 LIMIT ?5
                """)
        let own = Scope.service(account.service?.id ?? "").text
        return try statement.values([cursor.position, cursor.base, own, user, limit], FeedLine.init)
    }

    /// The thing as it is now.
    private static func change(_ kind: String, _ reference: String, _ db: Database) throws -> Change {
        func found<Value>(_ value: Value?) throws -> Value {
            guard let value else { throw StoreError.damaged("change of \(kind) without its thing") }
            return value
        }
        func id<Entity>() throws -> EntityID<Entity> { try found(EntityID<Entity>(reference)) }
        switch try found(ChangeKind(rawValue: kind)) {
        case .desk: return .desk(try desk(db))
        case .service: return .service(try found(service(EntityKey(rawValue: reference), db)))
        case .topic: return .topic(try found(topic(EntityKey(rawValue: reference), db)))
        case .ticket: return .ticket(try found(ticket(id(), db)))
        case .message: return .message(try found(message(id(), db)).message)
        case .event: return .event(try found(event(id(), db)))
        case .readMark: return .readMark(try found(readMark(reference, db)))
        case .agent: return .agent(try found(agent(EntityKey(rawValue: reference), db)))
        case .telegramLink: return .telegramLink(try found(linkedChat(id(), db)).link)
        case .incident: return .incident(try found(incident(id(), db)))
        case .phoneFile: return .phoneFile(try found(phoneFile(id(), db)))
        }
    }

    /// A read mark by its reference in the feed, `USER/TICKET`.
    private static func readMark(_ reference: String, _ db: Database) throws -> ReadMark? {
        let parts = reference.split(separator: "/").map(String.init)
        guard parts.count == 2, let ticket = Ticket.ID(parts[1]) else { return nil }
        let statement = try db.cachedStatement(sql: "SELECT read_up_to FROM read_mark WHERE user = ? AND ticket = ?")
        return try Int64.fetchOne(statement, arguments: [parts[0], parts[1]])
            .map { ReadMark(ticket: ticket, readUpTo: Timestamp(milliseconds: $0)) }
    }
}
