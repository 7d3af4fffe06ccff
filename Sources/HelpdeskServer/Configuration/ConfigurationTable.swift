import HelpdeskDesk
import TOMLKit
import TOMLText

/// A table of the configuration, which says in words what is wrong with a key.
struct ConfigurationTable {
    private let table: TOMLTable
    private let file: String
    private let lines: KeyLines
    /// The name of the table; nil for the whole file.
    private let name: String?

    init(_ table: TOMLTable, file: String, lines: KeyLines, name: String? = nil) {
        self.table = table
        self.file = file
        self.lines = lines
        self.name = name
    }

    /// Throws if there is a key that is not among `keys`.
    func allow(_ keys: Set<String>) throws {
        if let unknown = table.keys.sorted().first(where: { !keys.contains($0) }) {
            throw wrong(unknown, "is not known; known are \(keys.sorted().joined(separator: ", "))")
        }
    }

    /// A table of this one with no other keys than `keys`; empty if it is not there.
    func table(_ key: String, keys: Set<String>) throws -> ConfigurationTable {
        guard let value = table[key] else {
            return ConfigurationTable(TOMLTable(), file: file, lines: lines, name: key)
        }
        guard let found = value.table else { throw wrong(key, "must be a table, [\(key)]") }
        let inner = ConfigurationTable(found, file: file, lines: lines, name: key)
        try inner.allow(keys)
        return inner
    }

    /// A text; without `standard` it has to be there and not be empty.
    func text(_ key: String, default standard: String? = nil) throws -> String {
        guard let value = table[key] else {
            if let standard { return standard }
            throw wrong(key, "is missing")
        }
        guard let text = value.string else { throw wrong(key, "must be a text in quotation marks") }
        if text.isEmpty, standard == nil { throw wrong(key, "must not be empty") }
        return text
    }

    func number(_ key: String, in range: ClosedRange<Int64>, default standard: Int64) throws -> Int64 {
        guard let value = table[key] else { return standard }
        guard let number = value.int.map(Int64.init), range.contains(number) else {
            throw wrong(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A list of texts; none if it is not there.
    func texts(_ key: String) throws -> [String] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { throw wrong(key, "must be a list of texts, [\"…\"]") }
        return try array.map { element in
            guard let text = element.string else { throw wrong(key, "must be a list of texts, [\"…\"]") }
            return text
        }
    }

    /// Names the file, the line if there is one, and the key.
    func wrong(_ key: String, _ what: String) -> ServerFailure {
        let path = [name, key].compactMap(\.self)
        let line = lines[path].map { ", line \($0)" } ?? ""
        return ServerFailure("\(file)\(line): \(path.joined(separator: ".")) \(what).")
    }
}
