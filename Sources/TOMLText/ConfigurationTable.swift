package import Foundation

/// A table of a configuration file, which is read once and handed, table by table, to the parts of a program.
///
/// Every method throws ``ConfigurationError`` for a value of the wrong kind. Relative paths start from the file's directory.
package struct ConfigurationTable {
    /// The file, as all its tables share it.
    private struct Source {
        let name: String
        let directory: URL
        let lines: KeyLines
    }

    private let source: Source
    private let table: TOMLTable
    /// The names of the tables on the way from the root; empty for the whole file.
    private let path: [String]

    /// The root of a file.
    package init(contentsOf file: URL) throws {
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw ConfigurationError(
                "The configuration \(file.path) cannot be read. Check its path and permissions.")
        }
        try self.init(text, name: file.path, directory: file.absoluteURL.deletingLastPathComponent())
    }

    /// The root of a text, which messages call `name`.
    package init(_ text: String, name: String, directory: URL) throws {
        do throws(TOMLError) {
            table = try TOMLTable(text)
        } catch {
            throw ConfigurationError("\(name), \(error)")
        }
        source = Source(name: name, directory: directory, lines: KeyLines(text))
        path = []
    }

    private init(_ table: TOMLTable, in outer: ConfigurationTable, named name: String) {
        self.table = table
        source = outer.source
        path = outer.path + [name]
    }

    // Tables

    /// Throws if there is a key that is not among `keys`.
    package func allow(_ keys: Set<String>) throws {
        if let unknown = table.keys.sorted().first(where: { !keys.contains($0) }) {
            throw wrong(unknown, "is not known; known are \(keys.sorted().joined(separator: ", "))")
        }
    }

    package func has(_ key: String) -> Bool { table[key] != nil }

    /// The table `[key]` with no other keys than `keys`; an empty one if it is missing.
    package func table(_ key: String, keys: Set<String>) throws -> ConfigurationTable {
        guard let value = table[key] else { return ConfigurationTable(TOMLTable(), in: self, named: key) }
        guard let table = value.table else { throw wrong(key, "must be a table, [\(fullName(key))]") }
        let inner = ConfigurationTable(table, in: self, named: key)
        try inner.allow(keys)
        return inner
    }

    /// The tables `[[key]]` with no other keys than `keys`, in the order of the file.
    package func tables(_ key: String, keys: Set<String>) throws -> [ConfigurationTable] {
        guard let value = table[key] else { return [] }
        let tables = value.array?.compactMap(\.table) ?? []
        guard let count = value.array?.count, count == tables.count else {
            throw wrong(key, "must be written as [[\(fullName(key))]]")
        }
        return try tables.enumerated().map { index, table in
            let inner = ConfigurationTable(table, in: self, named: "\(key) number \(index + 1)")
            try inner.allow(keys)
            return inner
        }
    }

    // Values; nil if the key is missing

    package func text(_ key: String, mayBeEmpty: Bool = false) throws -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string else { throw wrong(key, "must be a text in quotation marks") }
        guard mayBeEmpty || !text.isEmpty else { throw wrong(key, "must not be empty") }
        return text
    }

    package func texts(_ key: String) throws -> [String]? {
        guard let value = table[key] else { return nil }
        guard let texts = value.strings else { throw wrong(key, "must be a list of texts, [\"…\"]") }
        return texts
    }

    package func number(_ key: String) throws -> Int64? {
        guard let value = table[key] else { return nil }
        guard let number = value.integer else { throw wrong(key, "must be a number") }
        return Int64(number)
    }

    package func number(_ key: String, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let value = table[key] else { return nil }
        guard let number = value.integer.map(Int64.init), range.contains(number) else {
            throw wrong(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    package func flag(_ key: String) throws -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.flag else { throw wrong(key, "must be true or false") }
        return flag
    }

    /// The path of a file or, with that hint, of a directory.
    package func path(_ key: String, hint: URL.DirectoryHint = .inferFromPath) throws -> URL? {
        try text(key).map { URL(filePath: $0, directoryHint: hint, relativeTo: source.directory) }
    }

    /// An address that begins with one of `schemes`.
    package func address(_ key: String, schemes: [String]) throws -> String? {
        guard let text = try text(key) else { return nil }
        guard schemes.contains(where: { text.lowercased().hasPrefix("\($0)://") }), URL(string: text) != nil else {
            let beginnings = schemes.map { "\($0)://" }.joined(separator: " or ")
            throw wrong(key, "must be an address that begins with \(beginnings)")
        }
        return text
    }

    /// The value, unless it is nil.
    package func required<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else { throw wrong(key, "is missing") }
        return value
    }

    // Errors

    /// An error that names the file, the line if it is known, and the key.
    package func wrong(_ key: String, _ reason: String) -> ConfigurationError {
        let line = source.lines.nearestLine(to: path + [key]).map { ", line \($0)" } ?? ""
        return ConfigurationError("\(source.name)\(line): \(fullName(key)) \(reason).")
    }

    private func fullName(_ key: String) -> String { (path + [key]).joined(separator: ".") }
}

/// A mistake in what a program is configured with, as a sentence that says what to do. It never holds a secret.
package struct ConfigurationError: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    package let description: String
    package var errorDescription: String? { description }

    package init(_ description: String) {
        self.description = description
    }
}
