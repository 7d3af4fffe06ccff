/// An error of any engine, as far as it says whether another try can help.
package struct SQLFailure: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It is about one statement and its rows: the same one fails again.
        case statement
        /// It is about the database as a whole, which is away, busy, full or damaged.
        case database
    }

    package var kind: Kind
    /// For a log: the engine's code, and nothing of the rows.
    package var name: String

    init(_ kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Nil for an error of something else.
    package init?(_ error: any Error) {
        if let failure = error as? PostgresFailure {
            self.init(failure)
        } else if let failure = Self.ofSQLite(error) {
            self = failure
        } else {
            return nil
        }
    }

    /// By the classes of https://www.postgresql.org/docs/15/errcodes-appendix.html: wrong data, rules that are broken, mistakes
    /// in a statement, limits of the program, errors that a trigger raises.
    private init(_ failure: PostgresFailure) {
        let isOfStatement = ["22", "23", "42", "54", "P0"].contains(failure.code.prefix(2))
        self.init(
            isOfStatement ? .statement : .database,
            name: failure.code.isEmpty ? failure.text : "PostgreSQL \(failure.code)")
    }
}
