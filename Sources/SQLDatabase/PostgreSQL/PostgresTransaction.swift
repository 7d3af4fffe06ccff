import Foundation

/// The purpose of a transaction, which decides how it runs.
package enum PostgresTransaction: Sendable {
    /// Reads a snapshot.
    case reading
    /// Reads with one statement, which is a snapshot by itself.
    case single
    /// Reads and writes as if nobody else wrote meanwhile. It is tried again if somebody did, so its body must have no
    /// effect outside the database that cannot be repeated.
    case serializable
    /// Writes what may be lost: reads at each statement what is committed by then, and its commit waits for no disk.
    case fleeting
    /// Reads at each statement what is committed by then, waits for the locks of others, and takes as long as it takes.
    case maintenance
    /// Runs statements that allow no transaction around them, and takes as long as it takes.
    case outside

    /// Runs `body` between the beginning and the commit. Throws ``PostgresFailure``, or the error of `body`.
    func run<Value>(
        on session: PostgresSession, until deadline: Date, _ body: (PostgresConnection) throws -> Value,
        repeating: () -> Void
    ) throws -> Value {
        session.hasAppended = false
        let patience = session.patience
        if isUnlimited { session.patience = nil }
        defer { session.patience = patience }
        guard let begin else { return try body(PostgresConnection(session: session)) }
        var attempt = 0
        while true {
            do {
                return try once(on: session, begin, body)
            } catch let error as PostgresFailure where error.kind == .conflict && Date() < deadline {
                attempt += 1
                repeating()
                // At random, so that the two do not meet again; longer each time, so that many of them become fewer.
                usleep(.random(in: 0...min(1_000 << attempt, 50_000)))
            }
        }
    }

    private func once<Value>(
        on session: PostgresSession, _ begin: String, _ body: (PostgresConnection) throws -> Value
    ) throws -> Value {
        session.hasAppended = false
        do {
            try session.run(begin)
        } catch var error as PostgresFailure where error.kind == .unavailable {
            error.isBeforeBeginning = true
            throw error
        }
        do {
            let value = try body(PostgresConnection(session: session))
            // PostgreSQL would roll back and call it a success.
            guard !session.hasFailedTransaction else {
                throw PostgresFailure(.other, "a statement of the transaction had failed before")
            }
            try session.run("COMMIT")
            return value
        } catch {
            // A session that cannot even do that is given up with its transaction.
            if session.isUsable { try? session.run("ROLLBACK") }
            throw error
        }
    }

    /// Whether a statement may take longer than the limit of the settings.
    private var isUnlimited: Bool {
        switch self {
        case .maintenance, .outside: true
        case .reading, .single, .serializable, .fleeting: false
        }
    }

    private var begin: String? {
        switch self {
        case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .single, .outside: nil
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case .fleeting: "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = off"
        case .maintenance: "BEGIN ISOLATION LEVEL READ COMMITTED"
        }
    }
}
