import Synchronization

/// The SQL of ``SQLConnection`` as PostgreSQL spells it.
///
/// A placeholder `?` or `?3` becomes `$1` or `$3`. The identifier `user` is put in quotes, because PostgreSQL reserves the
/// word and would read the name of its own user there. Texts in single quotes and names in double quotes stay as they are.
enum PostgresText {
    private static let known = Mutex<[String: String]>([:])

    static func translated(_ sql: String) -> String {
        if let text = known.withLock({ $0[sql] }) { return text }
        let text = translate(sql)
        known.withLock { $0[sql] = text }
        return text
    }

    static func translate(_ sql: String) -> String {
        var text = ""
        var count = 0
        var rest = Substring(sql)
        while let first = rest.first {
            switch first {
            case "'", "\"":
                let end = rest.dropFirst().firstIndex(of: first).map { rest.index(after: $0) } ?? rest.endIndex
                text += rest[..<end]
                rest = rest[end...]
            case "?":
                let number = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
                count += 1
                text += "$" + (number.isEmpty ? "\(count)" : String(number))
                rest = rest.dropFirst(1 + number.count)
            case _ where first.isLetter || first == "_":
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                text += word == "user" ? "\"user\"" : String(word)
                rest = rest.dropFirst(word.count)
            default:
                text.append(first)
                rest = rest.dropFirst()
            }
        }
        return text
    }
}
