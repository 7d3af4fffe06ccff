/// The kinds of strings in which terminals answer, by the letter after Escape (ECMA-48, section 5.6).
///
/// Each ends with `ESC \`. As keys, the same bytes would be Alt with a sign or a capital letter that no terminal
/// program uses.
enum ControlString {
    /// DCS, `ESC P`: settings and the terminal's name and version.
    case device
    /// OSC, `ESC ]`: colours, the clipboard, titles.
    case operatingSystem
    /// SOS, `ESC X`; PM, `ESC ^`; APC, `ESC _`: pictures, and what only some terminals know.
    case other

    /// Nil if no string begins with this letter.
    init?(introducer: Unicode.Scalar) {
        switch introducer {
        case "P": self = .device
        case "]": self = .operatingSystem
        case "X", "^", "_": self = .other
        default: return nil
        }
    }

    /// Whether an answer can begin with the character, so that what a person typed after such a key is left alone.
    func canBegin(with scalar: Unicode.Scalar) -> Bool {
        switch (self, scalar) {
        case (_, "0"..."9"): true
        case (.device, _): "!$+;>=?".unicodeScalars.contains(scalar)
        // Titles are reported by a letter.
        case (.operatingSystem, _): "lLI".unicodeScalars.contains(scalar)
        case (.other, _): scalar.isASCII
        }
    }
}
