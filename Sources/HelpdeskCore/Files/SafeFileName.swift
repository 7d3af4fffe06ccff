import Foundation

/// Turns a name from outside into one that is safe to create a file with.
///
/// By code points, as the file system reads it: a combining mark makes another character of a slash or a dot, but the
/// byte stays.
public enum SafeFileName {
    /// Path parts, control and invisible characters, direction overrides, leading dots and dashes, trailing dots and
    /// spaces, and names that some system reserves are taken away; what is left has 1 to 255 bytes, with its extension.
    public static func make(from name: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? safe[...] {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            // Fillers and selectors, which nobody sees either.
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            safe.append(":*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        let begun = safe.drop { $0 == "." || $0 == "-" || $0.properties.isWhitespace }
        var text = trimmedEnd(begun)
        if text.isEmpty { text = "file" }
        let stem = trimmedEnd(text.unicodeScalars.prefix { $0 != "." }).uppercased()
        if reserved.contains(stem) { text = "_" + text }
        return trimmedEnd(cut(text, toBytes: 255).unicodeScalars[...])
    }

    private static func trimmedEnd(_ scalars: Substring.UnicodeScalarView) -> String {
        var scalars = scalars
        while let end = scalars.last, end == "." || end.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// `name (2).png` for number 2; the name itself for number 1.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard number > 1 else { return name }
        let (stem, ending) = split(name)
        let suffix = " (\(number))" + ending
        return cut(stem, toBytes: 255 - suffix.utf8.count) + suffix
    }

    /// Shortens the part before the extension to so many bytes in all, between characters; inside a character only where
    /// the first alone is longer.
    static func cut(_ name: String, toBytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (stem, ending) = split(name)
        guard ending.utf8.count < limit, !ending.isEmpty else { return prefix(of: name, bytes: limit) }
        return prefix(of: stem, bytes: limit - ending.utf8.count) + ending
    }

    private static func prefix(of text: String, bytes: Int) -> String {
        var length = 0
        let whole = text.prefix { character in
            length += character.utf8.count
            return length <= bytes
        }
        if !whole.isEmpty { return String(whole) }
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
