import HelpdeskModels
import TOMLKit

/// A table of the alert bot's configuration, which says in words what is wrong with a key.
struct AlertTable {
    let table: TOMLTable
    let file: String
    /// As people find it in the file.
    let name: String

    func allow(_ keys: Set<String>) throws(AlertConfigurationError) {
        if let unknown = table.keys.sorted().first(where: { !keys.contains($0) }) {
            throw wrong(unknown, "is not known; known are \(keys.sorted().joined(separator: ", "))")
        }
    }

    func text(_ key: String) throws(AlertConfigurationError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string, !text.isEmpty else { throw wrong(key, "must be a text in quotation marks") }
        return text
    }

    func needed<Value>(_ key: String, _ value: Value?) throws(AlertConfigurationError) -> Value {
        guard let value else { throw wrong(key, "is missing") }
        return value
    }

    func number(_ key: String) throws(AlertConfigurationError) -> Int64? {
        guard let value = table[key] else { return nil }
        guard let number = value.int else { throw wrong(key, "must be a number") }
        return Int64(number)
    }

    /// A time span of 1 second to a day.
    func seconds(_ key: String, default standard: Double) throws(AlertConfigurationError) -> Double {
        guard let number = try number(key) else { return standard }
        guard (1...86_400).contains(number) else { throw wrong(key, "must be a number of seconds from 1 to 86400") }
        return Double(number)
    }

    func language(_ key: String) throws(AlertConfigurationError) -> Language? {
        guard let text = try text(key) else { return nil }
        guard let language = Language(rawValue: text) else { throw wrong(key, "must be \"uk\", \"ru\" or \"en\"") }
        return language
    }

    func texts(_ key: String) throws(AlertConfigurationError) -> [String] {
        var texts: [String] = []
        for element in table[key]?.array.map(Array.init) ?? [] {
            guard let text = element.string else { throw wrong(key, "must be a list of texts") }
            texts.append(text)
        }
        return texts
    }

    /// The tables `[[name.key]]`, in the order of the file.
    func tables(_ key: String, keys: Set<String>) throws(AlertConfigurationError) -> [AlertTable] {
        guard let value = table[key] else { return [] }
        guard let array = value.array else { throw wrong(key, "must be written as [[\(name).\(key)]]") }
        var tables: [AlertTable] = []
        for (index, element) in array.enumerated() {
            guard let table = element.table else { throw wrong(key, "must be written as [[\(name).\(key)]]") }
            let inner = AlertTable(table: table, file: file, name: "\(name).\(key) number \(index + 1)")
            try inner.allow(keys)
            tables.append(inner)
        }
        return tables
    }

    func wrong(_ key: String, _ what: String) -> AlertConfigurationError {
        AlertConfigurationError("\(file): \(name).\(key) \(what).")
    }
}
