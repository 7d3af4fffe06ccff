import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

private let referenceKinds = list(of: ChangeKind.reference)
/// In the words of the index `change_beside`.
private let kindsBeside = list(of: ChangeKind.beside)

private func list(of kinds: [ChangeKind]) -> String {
    "(\(kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
}

/// Of the kinds of the reference that have been read.
private let isRead = "seq <= ?2 AND kind IN \(referenceKinds)"

/// The change feed, as far as engines agree.
extension SQLRecords {
    func latestChange() throws -> Int64 {
        try row("SELECT MAX(seq) FROM change") { $0.optionalInteger(at: 0) }.flatMap(\.self) ?? 0
    }

    func firstChange(after position: Int64) throws -> Int64? {
        try row("SELECT MIN(seq) FROM change WHERE seq > ?", position) { $0.optionalInteger(at: 0) }.flatMap(\.self)
    }

    func latestChange(for audience: ChangeAudience) throws -> Int64 {
        if audience.isStaff {
            return try row(
                "SELECT seq FROM change WHERE seq > 0 AND \(ChangeAudience.isOfStaff("?1")) ORDER BY seq DESC LIMIT 1",
                audience.user
            ) { $0.integer(at: 0) } ?? 0
        }
        let parts = ["'all'", "?1", "?2", "?3"].map { "SELECT MAX(seq) AS seq FROM change WHERE scope = \($0)" }
        return try row(
            "SELECT MAX(seq) FROM (\(parts.joined(separator: " UNION ALL "))) part", audience.service, audience.user,
            audience.customers
        ) { $0.optionalInteger(at: 0) }.flatMap(\.self) ?? 0
    }

    func latestReference(for audience: ChangeAudience) throws -> Int64 {
        try row(
            """
            SELECT MAX(seq) FROM change
            WHERE kind IN \(referenceKinds) AND (scope = 'all' OR ?1 OR scope = ?2)
            """, audience.isStaff, audience.service
        ) { $0.optionalInteger(at: 0) }.flatMap(\.self) ?? 0
    }

    func referenceLines(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine] {
        // There are few of these kinds: the unary plus makes SQLite find them by kind and sort.
        try rows(
            """
            SELECT seq, kind, ref FROM change
            WHERE kind IN \(referenceKinds) AND +seq > ?1 AND +seq <= ?2 AND (scope = 'all' OR ?3 OR scope = ?4)
            ORDER BY +seq LIMIT ?5
            """, cursor.position, cursor.base, audience.isStaff, audience.service, limit
        ) { FeedLine(row: $0) }
    }

    func ordinaryLines(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine] {
        if audience.isStaff {
            return try rows(
                """
                SELECT seq, kind, ref FROM change
                WHERE seq > ?1 AND NOT (\(isRead)) AND \(ChangeAudience.isOfStaff("?3"))
                ORDER BY seq LIMIT ?4
                """, cursor.position, cursor.base, audience.user, limit
            ) { FeedLine(row: $0) }
        }
        return try rows(
            Self.union("change", where: "seq > ?1 AND NOT (\(isRead))"), cursor.position, cursor.base,
            audience.service, audience.user, limit, audience.customers
        ) { FeedLine(row: $0) }
    }

    func linesBeside(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine] {
        let condition = "seq > ?1 AND seq <= ?2 AND kind IN \(kindsBeside)"
        if audience.isStaff {
            return try rows(
                """
                SELECT seq, kind, ref FROM \(Self.table("change", index: "change_beside"))
                WHERE \(condition) AND \(ChangeAudience.isOfStaff("?3")) ORDER BY seq LIMIT ?4
                """, cursor.position, cursor.base, audience.user, limit
            ) { FeedLine(row: $0) }
        }
        return try rows(
            Self.union(Self.table("change", index: "change_scope_beside"), where: condition), cursor.position,
            cursor.base, audience.service, audience.user, limit, audience.customers
        ) { FeedLine(row: $0) }
    }

    /// The lines that a customer gets, in order: each scope comes from its own index, so that a page costs a page, however
    /// long the feed is. The values 3, 4 and 6 are the scopes of the customer, 5 is the limit.
    private static func union(_ table: String, where condition: String) -> String {
        func part(_ scope: String) -> String {
            """
            SELECT * FROM (SELECT seq, kind, ref FROM \(table)
            WHERE scope = \(scope) AND \(condition) ORDER BY seq LIMIT ?5) part
            """
        }
        return """
            \(part("'all'")) UNION ALL \(part("?3")) UNION ALL \(part("?4")) UNION ALL \(part("?6"))
            ORDER BY 1 LIMIT ?5
            """
    }
}

extension ChangeAudience {
    /// The condition that a change is one of those that the staff gets, where `user` is the scope of the reader alone.
    static func isOfStaff(_ user: String) -> String { "(substr(scope, 1, 2) NOT IN ('u:', 'c:') OR scope = \(user))" }

    var isStaff: Bool {
        if case .staff = self { true } else { false }
    }

    /// The scope of a customer's service; of no service for the staff.
    var service: String {
        switch self {
        case .staff: ChangeScope.service("").text
        case .customer(_, let service): ChangeScope.service(service).text
        }
    }

    /// The scope of the customers of a customer's service; of no service for the staff.
    var customers: String {
        switch self {
        case .staff: ChangeScope.customers(of: "").text
        case .customer(_, let service): ChangeScope.customers(of: service).text
        }
    }

    var user: String {
        switch self {
        case .staff(let user), .customer(let user, _): ChangeScope.user(user).text
        }
    }
}

extension FeedLine {
    /// From `seq, kind, ref`.
    fileprivate init(row: some SQLRow) {
        self.init(position: row.integer(at: 0), kind: row.text(at: 1), reference: row.text(at: 2))
    }
}
