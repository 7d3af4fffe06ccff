import CPostgres
import Foundation

/// One connection to PostgreSQL by libpq, for one thread at a time.
///
/// Values travel as text with the types of ``SQLValue``, results in binary form. Every wait ends at a deadline; after it,
/// and after any fault of the connection, the session is of no use any more.
///
/// Source: https://www.postgresql.org/docs/15/libpq.html
final class PostgresSession {
    private let connection: OpaquePointer
    /// By the statement as it was written, and the types of its values.
    private var prepared: [Statement: String] = [:]
    /// Seconds that one statement may take; nil for as long as it takes.
    var patience: TimeInterval?
    /// When the transaction has to have ended; nil for no limit.
    var deadline: Date?
    /// Whether the transaction has appended to the change feed, so that somebody has to be told.
    var hasAppended = false
    /// Statements sent, transactions' own included.
    private(set) var statementCount = 0
    private let trace: (@Sendable (_ sql: String) -> Void)?

    private struct Statement: Hashable {
        var sql: String
        var types: [Oid]
    }

    /// Connects. Throws ``PostgresFailure``.
    init(
        _ parameters: [String: String], patience: TimeInterval?, trace: (@Sendable (_ sql: String) -> Void)? = nil
    ) throws {
        let parameters = try HostLookup.system.resolved(parameters)
        let names = parameters.keys.sorted()
        let texts = names.map { parameters[$0] ?? "" }
        guard
            let connection = Self.withCStrings(
                names,
                { names in
                    Self.withCStrings(texts) { PQconnectdbParams(names, $0, 0) }
                })
        else { throw PostgresFailure(.unavailable, "there is no memory for a connection") }
        self.connection = connection
        self.patience = patience
        self.trace = trace
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgresFailure(.unavailable, Self.message(of: connection))
        }
        // Notices would go to standard error, which may be a terminal.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit {
        PQfinish(connection)
    }

    /// Whether another statement can be sent.
    var isUsable: Bool { PQstatus(connection) == CONNECTION_OK && !isBroken }
    private var isBroken = false

    var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }
    var hasFailedTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INERROR }

    /// The file descriptor of the connection, to wait for notifications.
    var descriptor: Int32 { PQsocket(connection) }

    /// Takes in what has arrived; the payloads of notifications. Throws if the connection is lost.
    func notifications() throws -> [String] {
        guard PQconsumeInput(connection) == 1 else { throw lost() }
        var found: [String] = []
        while let notification = PQnotifies(connection) {
            found.append(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
        return found
    }

    /// Runs one or several statements without values.
    func run(_ sql: String) throws {
        trace?(sql)
        statementCount += 1
        _ = try result { PQsendQuery(connection, sql) }
    }

    /// Runs a statement, which is prepared once if it has few values. The placeholders of `sql` are those of
    /// ``SQLConnection``.
    func execute(_ sql: String, _ values: [SQLValue]) throws -> PostgresResult {
        trace?(sql)
        statementCount += 1
        let statement = Statement(sql: sql, types: values.map(\.type))
        let count = Int32(values.count)
        return try Self.withOptionalCStrings(values.map(\.parameter)) { texts in
            guard values.count <= Self.mostPreparedValues else {
                let sql = PostgresText.translated(sql)
                return try result {
                    PQsendQueryParams(connection, sql, count, statement.types, texts, nil, nil, 1)
                }
            }
            let name = try prepared[statement] ?? prepare(statement)
            return try result { PQsendQueryPrepared(connection, name, count, texts, nil, nil, 1) }
        }
    }

    /// A statement with more values has a text that depends on how many rows it is about. Prepared, each text would stay in
    /// the memory of both sides as long as the connection does.
    private static let mostPreparedValues = 64

    private func prepare(_ statement: Statement) throws -> String {
        let name = "s\(prepared.count)"
        let sql = PostgresText.translated(statement.sql)
        _ = try result { PQsendPrepare(connection, name, sql, Int32(statement.types.count), statement.types) }
        prepared[statement] = name
        return name
    }

    /// Sends by `send`, and waits for the last result of it. Throws ``PostgresFailure`` if there is an error among them.
    private func result(_ send: () -> Int32) throws -> PostgresResult {
        guard isUsable, send() == 1 else { throw lost() }
        let deadline = [patience.map { Date(timeIntervalSinceNow: $0) }, deadline].compactMap(\.self).min()
        var last: PostgresResult?
        var failure: PostgresFailure?
        while true {
            try awaitResult(until: deadline)
            guard let next = PQgetResult(connection) else { break }
            switch PQresultStatus(next) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: last = PostgresResult(next)
            default:
                failure = failure ?? PostgresFailure(result: next)
                PQclear(next)
            }
        }
        if let failure { throw isUsable ? failure : lost(failure.text) }
        guard let last else { throw lost() }
        return last
    }

    private func awaitResult(until deadline: Date?) throws {
        while true {
            let rest = PQflush(connection)
            guard rest >= 0 else { throw lost() }
            if rest == 0, PQisBusy(connection) == 0 { return }
            let events = rest == 0 ? POLLIN : POLLIN | POLLOUT
            guard try wait(for: Int16(events), until: deadline) else {
                isBroken = true
                throw PostgresFailure(.unavailable, "the database did not answer in time")
            }
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
    }

    /// Waits until the connection can be read or written; false if the time is over before.
    func wait(for events: Int16, until deadline: Date?) throws -> Bool {
        while true {
            var poll = pollfd(fd: descriptor, events: events, revents: 0)
            let milliseconds = deadline.map { max(0, min($0.timeIntervalSinceNow, 86_400)) * 1000 }
            let count = Glibc.poll(&poll, 1, milliseconds.map { Int32($0.rounded(.up)) } ?? -1)
            if count > 0 { return true }
            if count == 0 { return false }
            guard errno == EINTR else { throw lost() }
        }
    }

    private func lost(_ text: String? = nil) -> PostgresFailure {
        isBroken = true
        return PostgresFailure(.unavailable, text ?? Self.message(of: connection))
    }

    private static func message(of connection: OpaquePointer) -> String {
        PostgresFailure.oneLine(String(cString: PQerrorMessage(connection)))
    }

    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) throws -> Value
    ) rethrows -> Value {
        try withOptionalCStrings(texts, body)
    }

    /// Calls `body` with the texts as C strings; nil stays nil. An empty array has the end that libpq expects, too.
    private static func withOptionalCStrings<Value>(
        _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) throws -> Value
    ) rethrows -> Value {
        let copies = texts.map { $0.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        return try body(copies.map { UnsafePointer($0) } + [nil])
    }
}

extension SQLValue {
    /// The types of PostgreSQL's catalogue (`pg_type.dat`): bigint, text, boolean. Null takes the type of its place.
    fileprivate var type: Oid {
        switch self {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .truth: 16
        }
    }

    fileprivate var parameter: String? {
        switch self {
        case .null: nil
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .truth(let truth): truth ? "t" : "f"
        }
    }
}
