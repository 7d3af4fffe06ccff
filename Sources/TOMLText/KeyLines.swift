/// Where the keys of a TOML text stand, so that what is wrong with a value can be found.
public struct KeyLines: Sendable {
    private let lines: [[String]: Int]

    /// Of a text that was read already. Looks at the beginnings of lines alone: what an inline table holds stands where the
    /// table does.
    public init(_ text: String) {
        var lines: [[String]: Int] = [:]
        var table: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("[") {
                table = Self.keys(line.drop { $0 == "[" }.prefix { $0 != "]" })
                lines[table] = lines[table] ?? index + 1
            } else if let end = line.firstIndex(of: "="), !line.hasPrefix("#") {
                let key = table + Self.keys(line[..<end])
                lines[key] = lines[key] ?? index + 1
            }
        }
        self.lines = lines
    }

    /// The line of a key, counted from 1: its own, else that of the table around it; nil if neither is there.
    public subscript(_ path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    /// `limits."a"` as two names.
    private static func keys(_ text: Substring) -> [String] {
        text.split(separator: ".").map { part in
            String(part.filter { !" \t\r\"'".contains($0) })
        }
    }
}
