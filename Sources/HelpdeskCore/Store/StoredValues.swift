import Foundation
import GRDB
import HelpdeskModels

/// The single values of the store, in the table `meta`.
enum MetaKey: String {
    /// `Account` as JSON: whose store it is.
    case account
    /// `Me` as JSON.
    case me
    /// `Desk` as JSON.
    case desk
    /// `Preferences` as JSON.
    case preferences
    /// The place in the change feed; absent before the first page.
    case cursor
    /// The number of the newest pass of the change feed from its beginning.
    case pass
    /// Present while that pass is not complete.
    case passIsRunning = "pass_is_running"
    /// The number of the newest pass that began in an empty store: see `Filling`.
    case firstPass = "first_pass"
    /// Counts the writings of tickets from the backend: pages of changes, and answers. See `FeedPlace`.
    case turn
    /// The turn of the latest answer.
    case answered
    /// How many days resolved tickets are kept after their last activity; absent for ever. See `Store.window()`.
    case window
    /// When tickets outside of the window were last removed, in milliseconds.
    case pruned
    /// The era of the times in the outbox: see `BootClock`.
    case era
    /// The numbers of tickets that went into others, with the numbers of those, as JSON.
    case merged
    /// An array of `UnsentWords` as JSON.
    case words
    /// `Shift` as JSON.
    case shift
    /// Present while removed tickets may have left something in free pages.
    case hasLeftovers = "has_leftovers"
    /// When the database was last written anew, in milliseconds.
    case cleaned
    /// `RescueReport` as JSON, until somebody has read it.
    case rescue

    func read(_ database: Database) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?")
        return try String.fetchOne(statement, arguments: [rawValue])
    }

    func decode<Value: Decodable>(_ type: Value.Type, _ database: Database) throws -> Value? {
        guard let text = try read(database) else { return nil }
        return try StoredJSON.decode(type, from: text)
    }

    /// Nil removes the value.
    func write(_ value: String?, _ database: Database) throws {
        if let value {
            let statement = try database.cachedStatement(
                sql: "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
            try statement.execute(arguments: [rawValue, value])
        } else {
            try database.cachedStatement(sql: "DELETE FROM meta WHERE key = ?").execute(arguments: [rawValue])
        }
    }
}

/// Structured values in a text column.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try WireJSON.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try WireJSON.decode(type, from: Data(text.utf8))
    }
}

extension Row {
    /// The value of a column. Throws where GRDB's own subscript would end the program: a damaged page can put any type
    /// of value into any column.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ index: Int, as type: Value.Type = Value.self
    ) throws -> Value {
        try decode(type, atIndex: index)
    }
}
