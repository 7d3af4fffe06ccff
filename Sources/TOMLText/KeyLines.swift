/// The lines on which the keys of a TOML text stand, so that a message about a value can name one.
///
/// It looks at the beginnings of lines alone: a line inside a text of several lines may be taken for a key. An element of
/// an array of tables has a number in its path: `["alerts", "people number 2"]`.
package final class KeyLines {
    private let text: String
    // Most files have no mistakes, so their lines are not looked for.
    private lazy var lines = Self.find(in: text)

    package init(_ text: String) {
        self.text = text
    }

    /// The line of a key or table, counted from 1; nil if it has no line of its own, as inside an inline table.
    package func line(of path: [String]) -> Int? { lines[path] }

    /// The line of a key, else that of the table around it.
    package func nearestLine(to path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    private static func find(in text: String) -> [[String]: Int] {
        var lines: [[String]: Int] = [:]
        var elements: [[String]: Int] = [:]
        var table: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            var path: [String]
            if line.first == "[" {
                path = keys(line.drop { $0 == "[" }, until: "]")
                if line.hasPrefix("[["), let name = path.popLast() {
                    elements[path + [name], default: 0] += 1
                    path.append("\(name) number \(elements[path + [name]] ?? 1)")
                }
                table = path
            } else {
                path = keys(line, until: "=")
                if !path.isEmpty { path = table + path }
            }
            if !path.isEmpty, lines[path] == nil { lines[path] = index + 1 }
        }
        return lines
    }

    /// The parts of a dotted key before `end`, without the quotation marks around them; none if there is no `end`.
    private static func keys(_ text: Substring, until end: Character) -> [String] {
        var keys = [""]
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { keys[keys.count - 1].append(character) }
                continue
            }
            switch character {
            case end: return keys
            case "\"", "'": quote = character
            case ".": keys.append("")
            case " ", "\t", "\r": break
            case "#": return []
            default: keys[keys.count - 1].append(character)
            }
        }
        return []
    }
}
