import Foundation

/// The rule for names of files on the wire, and a valid name for any file.
///
/// Both sides apply it: the client gives a file a valid name before it queues it, and the backend refuses any other.
public enum AttachmentName {
    /// Whether the name is not a path, has no control characters, and is at most `limit` bytes of UTF-8 long.
    public static func isValid(_ name: String, limit: Int) -> Bool {
        !name.allSatisfy(\.isWhitespace) && name != "." && name != ".." && name.utf8.count <= limit
            && !name.unicodeScalars.contains(where: isForbidden)
    }

    /// The name with `_` for each forbidden character, cut to the limit with its extension kept; `file` where nothing is
    /// left. A valid name is returned unchanged.
    public static func make(from name: String, limit: Int) -> String {
        let scalars = name.unicodeScalars.map { isForbidden($0) ? "_" : $0 }
        let made = cut(String(String.UnicodeScalarView(scalars)), toBytes: limit)
        return isValid(made, limit: limit) ? made : cut("file", toBytes: limit)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar.properties.generalCategory == .control
    }

    /// Shortens the part before the extension so that the whole name fits into `limit` bytes. Cuts between characters, and
    /// inside one only where the first alone is too long.
    public static func cut(_ name: String, toBytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (stem, ending) = split(name)
        guard ending.utf8.count < limit, !ending.isEmpty else { return name.prefix(limit, \.utf8.count) }
        return stem.prefix(limit - ending.utf8.count, \.utf8.count) + ending
    }

    /// The name before its last dot, and the extension with the dot; an extension has at most 16 bytes.
    public static func split(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex, name[dot...].utf8.count <= 17 else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }
}

/// Turns a foreign name into one that is safe to create a file with.
///
/// Works on code points, as the file system does: a combining mark makes another character of a slash or a dot, but the
/// byte is still there.
public enum SafeFileName {
    /// Removes path parts, control and invisible characters, direction overrides, leading dots and dashes, and trailing
    /// dots and spaces, and changes names that some system reserves. The result has 1 to 255 bytes and its extension.
    public static func make(from name: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? safe[...] {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            // Fillers and variation selectors are invisible too.
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            safe.append(":*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        let begun = safe.drop { $0 == "." || $0 == "-" || $0.properties.isWhitespace }
        var text = trimmedEnd(begun)
        if text.isEmpty { text = "file" }
        let stem = trimmedEnd(text.unicodeScalars.prefix { $0 != "." }).uppercased()
        if reserved.contains(stem) { text = "_" + text }
        return trimmedEnd(AttachmentName.cut(text, toBytes: 255).unicodeScalars[...])
    }

    private static func trimmedEnd(_ scalars: Substring.UnicodeScalarView) -> String {
        var scalars = scalars
        while let end = scalars.last, end == "." || end.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// `name (2).png` for number 2; the name itself for number 1.
    public static func numbered(_ name: String, _ number: Int) -> String {
        guard number > 1 else { return name }
        let (stem, ending) = AttachmentName.split(name)
        let suffix = " (\(number))" + ending
        return AttachmentName.cut(stem, toBytes: 255 - suffix.utf8.count) + suffix
    }

    private static let reserved: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })
}
