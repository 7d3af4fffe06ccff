import TOMLKit
import TOMLText

/// Reads a table of `config.toml` and describes errors in it in words.
struct SectionReader {
    /// The name in the file, such as `ui.viewers`.
    let name: String
    let table: TOMLTable
    let file: String
    /// The text of the file, to find line numbers; nil for messages without them.
    var text: String?

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
        guard let flag = value.bool else { throw invalid(key, "is true or false") }
        return flag
    }

    func number(_ key: String) throws(HelpdeskError) -> Int? {
        guard let value = table[key] else { return nil }
        guard let number = value.int else { throw invalid(key, "is a whole number") }
        return number
    }

    func texts(_ key: String) throws(HelpdeskError) -> [String]? {
        guard let value = table[key] else { return nil }
        guard let array = value.array else { throw invalid(key, "is a list of texts") }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else { throw invalid(key, "is a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func section(_ key: String) throws(HelpdeskError) -> SectionReader? {
        guard let value = table[key] else { return nil }
        guard let section = value.table else { throw invalid(key, "is a table") }
        return SectionReader(name: "\(name).\(key)", table: section, file: file, text: text)
    }

    /// The line of the key in the text; nil if it is unknown.
    func line(of key: String) -> Int? {
        text.flatMap { TOMLText.line(of: name.split(separator: ".").map(String.init) + [key], in: $0) }
    }

    func invalid(_ key: String, _ detail: String) -> HelpdeskError {
        let quoted = key.contains(".") || key.contains("/") ? "\"\(key)\"" : key
        let place = line(of: key).map { "line \($0): " } ?? ""
        return HelpdeskError(.configurationInvalid, subject: file, detail: "\(place)\(name).\(quoted) \(detail)")
    }
}
