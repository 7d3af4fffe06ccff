import Foundation

/// Turns a name from outside into one that is safe to create a file with.
public enum SafeFileName {
    /// Path parts, control and invisible characters, direction overrides, leading dots and dashes, trailing dots and
    /// spaces, and names that some system reserves are taken away; what is left has 1 to 255 bytes, with its extension.
    public static func make(from name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var safe = String.UnicodeScalarView()
        for scalar in last.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            // Fillers and selectors, which nobody sees either.
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            safe.append(":*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        // Once more after it was cut, which can leave a space or a dot at the end.
        var text = trim(cut(trim(String(safe)), toBytes: 254))
        if text.isEmpty { text = "file" }
        let stem = trim(text.prefix { $0 != "." }.uppercased())
        if reserved.contains(stem) { text = "_" + text }
        return text
    }

    private static func trim(_ name: String) -> String {
        var text = name.drop { $0 == "." || $0 == "-" || $0.isWhitespace }
        while let end = text.last, end == "." || end.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// `name (2).png` for number 2; the name itself for number 1.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard number > 1 else { return name }
        let (stem, ending) = split(name)
        let suffix = " (\(number))" + ending
        return cut(stem, toBytes: 255 - suffix.utf8.count) + suffix
    }

    /// Shortens the part before the extension to so many bytes in all, between characters.
    static func cut(_ name: String, toBytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (stem, ending) = split(name)
        guard ending.utf8.count < limit, !ending.isEmpty else { return prefix(of: name, bytes: limit) }
        return prefix(of: stem, bytes: limit - ending.utf8.count) + ending
    }

    private static func prefix(of text: String, bytes: Int) -> String {
        var length = 0
        let characters = text.prefix { character in
            length += character.utf8.count
            return length <= bytes
        }
        guard characters.isEmpty else { return String(characters) }
        // One character can be longer than any name: a letter with a hundred accents.
        length = 0
        return String(
            text.unicodeScalars.prefix { scalar in
                length += UTF8.width(scalar)
                return length <= bytes
            })
    }

    /// The name before its last dot, and the extension with the dot; an extension has at most 16 bytes.
    private static func split(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex, name[dot...].utf8.count <= 17 else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }

    private static let reserved: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })
}
