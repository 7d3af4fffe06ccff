/// The environment of restricted mode: what a terminal needs to be told, if it looks like that, and nothing else.
///
/// A user of SSH may be allowed to set variables. Some of them name programs, some name files that a library reads or
/// writes, and no list of those would be complete. So this lists the harmless ones.
public enum SafeEnvironment {
    /// Where programs are looked for that the administrator's configuration names.
    static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The variables that may stay, and `PATH` as it always is. Reducing it again changes nothing.
    public static func reduced(_ environment: [String: String]) -> [String: String] {
        var safe = environment.filter { isSafe($0.key, $0.value) }
        safe["PATH"] = path
        return safe
    }

    private static func isSafe(_ name: String, _ value: String) -> Bool {
        switch name {
        // The name of a file below the folders of terminfo, never a path.
        case "TERM": isWord(value, with: "-+._") && !value.hasPrefix(".")
        case "LANG", "LANGUAGE": isWord(value, with: "-_.@:")
        // A rule, or the name of a file below the folder of time zones.
        case "TZ": isWord(value, with: "-+_/,.<>") && !value.hasPrefix("/") && !value.contains("..")
        case "COLUMNS", "LINES", "ESCDELAY": value.utf8.count <= 5 && Int(value) != nil
        case "NO_COLOR", "COLORTERM", "ACCESSIBLE": isWord(value, with: "-")
        default: isLocale(name) && isWord(value, with: "-_.@")
        }
    }

    private static func isLocale(_ name: String) -> Bool {
        let category = name.utf8.dropFirst(3)
        return name.hasPrefix("LC_") && !category.isEmpty
            && category.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// Whether it is a short text of ASCII letters, digits and these marks.
    private static func isWord(_ text: String, with marks: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9": true
                default: marks.unicodeScalars.contains(scalar)
                }
            }
    }
}
