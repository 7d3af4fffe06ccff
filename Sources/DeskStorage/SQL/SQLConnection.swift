import HelpdeskDesk
import HelpdeskModels

/// A connection to a database of SQL inside a transaction: what an engine has to offer.
///
/// A statement is SQL with `?`, or `?1`, `?2`… where one value stands in several places. The engine prepares it once and
/// keeps it. Placeholders and types are the engine's own matter: a truth is bound and read as what the columns hold.
protocol SQLConnection {
    associatedtype Row: SQLRow

    /// The values that `make` makes of the rows, while the statement stands at each.
    func rows<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> [Value]
    /// The value that `make` makes of the first row; nil if there is none.
    func row<Value>(_ sql: String, _ values: [SQLValue], _ make: (Row) throws -> Value) throws -> Value?
    /// Runs a statement that returns no rows; how many rows it inserted, updated or deleted.
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
}

extension SQLConnection {
    func rows<Value>(
        _ sql: String, _ values: (any SQLConvertible)?..., make: (Row) throws -> Value
    ) throws -> [Value] {
        try rows(sql, values.map(SQLValue.init), make)
    }

    func row<Value>(
        _ sql: String, _ values: (any SQLConvertible)?..., make: (Row) throws -> Value
    ) throws -> Value? {
        try row(sql, values.map(SQLValue.init), make)
    }

    @discardableResult
    func execute(_ sql: String, _ values: (any SQLConvertible)?...) throws -> Int {
        try execute(sql, values.map(SQLValue.init))
    }
}

/// A row at which a statement stands, read by column from 0 on. The columns have the types that are asked for.
protocol SQLRow {
    func integer(at column: Int) -> Int64
    func text(at column: Int) -> String
    func truth(at column: Int) -> Bool
    /// Nil for NULL.
    func optionalInteger(at column: Int) -> Int64?
    func optionalText(at column: Int) -> String?
}

/// A value of a statement.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case truth(Bool)

    init(_ value: (any SQLConvertible)?) {
        self = value?.sqlValue ?? .null
    }
}

/// A type whose values are stored: ids as lower-case text, times as whole milliseconds since 1970.
protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension String: SQLConvertible {
    var sqlValue: SQLValue { .text(self) }
}

extension Int: SQLConvertible {
    var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLConvertible {
    var sqlValue: SQLValue { .integer(self) }
}

extension Bool: SQLConvertible {
    var sqlValue: SQLValue { .truth(self) }
}

extension Timestamp: SQLConvertible {
    var sqlValue: SQLValue { .integer(milliseconds) }
}

extension EntityID: SQLConvertible {
    var sqlValue: SQLValue { .text(description) }
}

extension EntityKey: SQLConvertible {
    var sqlValue: SQLValue { .text(rawValue) }
}

extension SHA256Digest: SQLConvertible {
    var sqlValue: SQLValue { .text(description) }
}
