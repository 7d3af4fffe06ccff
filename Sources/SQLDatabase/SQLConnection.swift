package import HelpdeskModels

/// A connection to a database of SQL inside a transaction: what an engine has to offer.
///
/// A statement is SQL with `?`, or `?1`, `?2`… where one value stands in several places. The engine prepares it once and
/// keeps it. Placeholders and types are the engine's own matter: a truth is bound and read as what the columns hold.
package protocol SQLConnection {
    associatedtype Row: SQLRow

    /// The values that `make` makes of the rows, while the statement stands at each.
    func rows<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> [Value]
    /// The value that `make` makes of the first row; nil if there is none.
    func row<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> Value?
    /// Runs a statement that returns no rows; how many rows it inserted, updated or deleted.
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
    /// Runs `body`. If it throws, nothing of it is done, and the transaction can go on.
    func inSavepoint(_ body: () throws -> Void) throws
}

extension SQLConnection {
    package func rows<Value>(
        _ sql: String, _ values: (any SQLConvertible)?..., make: (Row) throws -> Value
    ) throws -> [Value] {
        try rows(sql, values.map(SQLValue.init), make)
    }

    package func row<Value>(
        _ sql: String, _ values: (any SQLConvertible)?..., make: (Row) throws -> Value
    ) throws -> Value? {
        try row(sql, values.map(SQLValue.init), make)
    }

    @discardableResult
    package func execute(_ sql: String, _ values: (any SQLConvertible)?...) throws -> Int {
        try execute(sql, values.map(SQLValue.init))
    }
}

/// A row at which a statement stands, read by column from 0 on. The columns have the types that are asked for.
package protocol SQLRow {
    func integer(at column: Int) -> Int64
    func text(at column: Int) -> String
    func truth(at column: Int) -> Bool
    /// Nil for NULL.
    func optionalInteger(at column: Int) -> Int64?
    func optionalText(at column: Int) -> String?
    func optionalTruth(at column: Int) -> Bool?
}

extension SQLRow {
    package func time(at column: Int) -> Timestamp {
        Timestamp(milliseconds: integer(at: column))
    }

    package func optionalTime(at column: Int) -> Timestamp? {
        optionalInteger(at: column).map(Timestamp.init(milliseconds:))
    }
}

/// A value of a statement.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case truth(Bool)

    package init(_ value: (any SQLConvertible)?) {
        self = value?.sqlValue ?? .null
    }
}

/// A type whose values are stored: ids as lower-case text, times as whole milliseconds since 1970.
package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Bool: SQLConvertible {
    package var sqlValue: SQLValue { .truth(self) }
}

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension EntityID: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }
}

extension EntityKey: SQLConvertible {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension SHA256Digest: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }
}
