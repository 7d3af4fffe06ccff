extension TOMLText {
    /// The line, from 1, on which the key of this path is given its value; nil where it has no line of its own, as within an
    /// inline table. For a sentence to a person: a line within a text of several lines may be taken for one.
    public static func line(of path: [String], in text: String) -> Int? {
        var table: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.first == "[" {
                table = keys(line.drop { $0 == "[" }, until: "]")
            } else if table + keys(line, until: "=") == path {
                return index + 1
            }
        }
        return nil
    }

    /// The parts of a dotted key before `end`, without the quotation marks around them; none if `end` does not come.
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
