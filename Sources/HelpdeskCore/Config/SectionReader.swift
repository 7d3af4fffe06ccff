import TOMLText

/// Reads a table of `config.toml` and describes errors in it in words.
///
/// The server's `ConfigurationTable` is not used because its errors are whole sentences, which end the program. These here
/// are `HelpdeskError`s, whose detail follows a sentence in the user's language, and keys of the user's own have quotes.
struct SectionReader {
    /// The name in the file, such as `ui.viewers`.
    let name: String
    let table: TOMLTable
    let file: String
    /// The lines of the keys in the file, for messages; nil for messages without them.
    var lines: KeyLines?

    var keys: [String] { table.keys.sorted() }

    /// Throws if a key is not among `known`.
    func allow(_ known: [String]) throws(HelpdeskError) {
        for key in keys where !known.contains(key) {
            throw invalid(key, "is not known; known are \(known.sorted().joined(separator: ", "))")
        }
    }

    func text(_ key: String) throws(HelpdeskError) -> String? {
        guard let value = table[key] else { return nil }
        guard let text = value.string, !text.isEmpty else { throw invalid(key, "is a text in quotes") }
        return text
    }

    func flag(_ key: String) throws(HelpdeskError) -> Bool? {
        guard let value = table[key] else { return nil }
        guard let flag = value.flag else { throw invalid(key, "is true or false") }
        return flag
    }

    func number(_ key: String) throws(HelpdeskError) -> Int? {
        guard let value = table[key] else { return nil }
        guard let number = value.integer else { throw invalid(key, "is a whole number") }
        return number
    }

    func texts(_ key: String) throws(HelpdeskError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard let texts = value.strings else { throw invalid(key, "is a list of texts") }
        return texts
    }

    func section(_ key: String) throws(HelpdeskError) -> SectionReader? {
        guard let value = table[key] else { return nil }
        guard let section = value.table else { throw invalid(key, "is a table") }
        return SectionReader(name: "\(name).\(key)", table: section, file: file, lines: lines)
    }

    /// The line of the key in the text; nil if it is unknown.
    func line(of key: String) -> Int? {
        lines?.line(of: name.split(separator: ".").map(String.init) + [key])
    }

    func invalid(_ key: String, _ detail: String) -> HelpdeskError {
        let quoted = key.contains(".") || key.contains("/") ? "\"\(key)\"" : key
        let place = line(of: key).map { "line \($0): " } ?? ""
        return HelpdeskError(.configurationInvalid, subject: file, detail: "\(place)\(name).\(quoted) \(detail)")
    }
}
