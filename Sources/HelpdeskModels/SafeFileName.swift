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
