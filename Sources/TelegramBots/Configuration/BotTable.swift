import Foundation
import TOMLKit

/// A table of the bots' configuration, which says in words what is wrong with a key.
struct BotTable {
    private let table: TOMLTable
    private let file: String
    /// As people find it in the file.
    private let name: String

    init(_ table: TOMLTable, file: String, name: String) {
        self.table = table
        self.file = file
        self.name = name
    }

    /// Throws if there is a key that is not among `keys`.
    func allow(_ keys: Set<String>) throws {
        if let unknown = table.keys.sorted().first(where: { !keys.contains($0) }) {
            throw wrong(unknown, "is not known; known are \(keys.sorted().joined(separator: ", "))")
        }
    }

    /// Nil if it is not there.
    func table(_ key: String) throws -> BotTable? {
        guard let value = table[key] else { return nil }
        guard let inner = value.table else { throw wrong(key, "must be a table, [\(name).\(key)]") }
        return BotTable(inner, file: file, name: "\(name).\(key)")
    }

    /// Nil if it is not there.
    func text(_ key: String) throws -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string, !text.isEmpty else { throw wrong(key, "must be a text in quotation marks") }
        return text
    }

    func texts(_ key: String) throws -> [String]? {
        guard let value = table[key] else { return nil }
        let texts = value.array.map { $0.compactMap(\.string) }
        guard let texts, !texts.isEmpty, texts.count == value.array?.count else {
            throw wrong(key, "must be a list of texts")
        }
        return texts
    }

    func number(_ key: String) throws -> Int64? {
        guard let value = table[key] else { return nil }
        guard let number = value.int else { throw wrong(key, "must be a number") }
        return Int64(number)
    }

    func flag(_ key: String) throws -> Bool {
        guard let value = table[key] else { return false }
        guard let flag = value.bool else { throw wrong(key, "must be true or false") }
        return flag
    }

    /// An address that begins with one of `schemes`; nil if it is not there.
    func address(_ key: String, schemes: [String]) throws -> String? {
        guard let text = try text(key) else { return nil }
        guard schemes.contains(where: { text.lowercased().hasPrefix("\($0)://") }), URL(string: text) != nil else {
            throw wrong(
                key, "must be an address that begins with \(schemes.map { "\($0)://" }.joined(separator: " or "))")
        }
        return text
    }

    func needed<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else { throw wrong(key, "is missing") }
        return value
    }

    /// The tables `[[name.key]]` with no other keys than `keys`, in the order of the file; empty if there are none.
    func tables(_ key: String, keys: Set<String>) throws -> [BotTable] {
        guard let value = table[key] else { return [] }
        let tables = value.array.map { $0.compactMap(\.table) }
        guard let tables, tables.count == value.array?.count else {
            throw wrong(key, "must be written as [[\(name).\(key)]]")
        }
        return try tables.enumerated().map { index, table in
            let inner = BotTable(table, file: file, name: "\(name).\(key) number \(index + 1)")
            try inner.allow(keys)
            return inner
        }
    }

    func wrong(_ key: String, _ what: String) -> BotConfigurationError {
        BotConfigurationError("\(file): \(name).\(key) \(what).")
    }
}
