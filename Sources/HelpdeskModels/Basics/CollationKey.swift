import Foundation

/// The sort key of a text in a list that mixes Ukrainian, Russian and English: by letters, ignoring case; symbols sort
/// before digits, digits before Latin, Latin before Cyrillic.
///
/// Ґ, є, і and ї sort where the Ukrainian alphabet has them (г ґ, е є, и і ї й), ё sorts as е, as in Russian. Accents of
/// Latin letters and apostrophes are ignored. Keys are ordered by their UTF-8 bytes, which is what SQLite compares.
/// Texts that differ only in what is ignored have equal keys.
public struct CollationKey: Hashable, Sendable {
    public let text: String

    public init(_ text: String) {
        var text = text
        self.text = text.withUTF8(Self.keyOfCommon) ?? Self.keyOfAny(text)
    }

    static func keyOfAny(_ text: String) -> String {
        let hasMarks = text.unicodeScalars.contains { (0x300...0x36F).contains($0.value) }
        var key = String.UnicodeScalarView()
        for scalar in (hasMarks ? text.precomposedStringWithCanonicalMapping : text).unicodeScalars {
            Self.append(scalar, to: &key)
        }
        return String(key)
    }

    /// Marks a letter that sorts right after the one before it in the key; it sorts after anything that can follow that
    /// letter itself.
    private static let next: Unicode.Scalar = "\u{F8FE}"
    private static let afterNext: Unicode.Scalar = "\u{F8FF}"

    private static func append(_ scalar: Unicode.Scalar, to key: inout String.UnicodeScalarView) {
        switch scalar.value {
        // Apostrophes of all kinds, the soft hyphen, combining accents.
        case 0x27, 0x60, 0x2BC, 0x2018, 0x2019, 0xAD, 0x300...0x36F: break
        case 0x41...0x5A, 0x410...0x42F: key.append(moved(scalar, by: 0x20))
        // The ASCII symbols after the digits and the letters.
        case 0x3A...0x40, 0x5B...0x5F, 0x7B...0x7F: key.append("#")
        case 0..<0x80, 0x430...0x44F: key.append(scalar)
        case 0x400, 0x401, 0x450, 0x451: key.append("е")
        case 0x40D, 0x45D: key.append("и")
        case 0x404, 0x454: key.append(contentsOf: ["е", next])
        case 0x406, 0x456: key.append(contentsOf: ["и", next])
        case 0x407, 0x457: key.append(contentsOf: ["и", afterNext])
        case 0x40E, 0x45E: key.append(contentsOf: ["у", next])
        case 0x490, 0x491: key.append(contentsOf: ["г", next])
        case 0x402...0x40F: key.append(moved(scalar, by: 0x50))
        case 0xAA...0x24F, 0x1E00...0x1EFF: appendLatin(scalar, to: &key)
        default: appendOther(scalar, to: &key)
        }
    }

    /// The letter without its accent; letters that do not decompose become their usual ASCII spelling.
    private static func appendLatin(_ scalar: Unicode.Scalar, to key: inout String.UnicodeScalarView) {
        guard scalar.properties.isAlphabetic else { return appendOther(scalar, to: &key) }
        switch scalar {
        case "ß", "ẞ": key.append(contentsOf: "ss".unicodeScalars)
        case "æ", "Æ": key.append(contentsOf: "ae".unicodeScalars)
        case "œ", "Œ": key.append(contentsOf: "oe".unicodeScalars)
        case "ø", "Ø": key.append("o")
        case "đ", "Đ": key.append("d")
        case "ł", "Ł": key.append("l")
        case "ı": key.append("i")
        default:
            let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
            key.append(contentsOf: base.properties.lowercaseMapping.unicodeScalars)
        }
    }

    private static func appendOther(_ scalar: Unicode.Scalar, to key: inout String.UnicodeScalarView) {
        switch scalar.properties.generalCategory {
        case .format, .control: break
        case .spaceSeparator: key.append(" ")
        case .initialPunctuation, .finalPunctuation, .openPunctuation, .closePunctuation: key.append("\"")
        case .dashPunctuation: key.append("-")
        case .otherPunctuation, .connectorPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            key.append("#")
        default: key.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    private static func moved(_ scalar: Unicode.Scalar, by distance: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value + distance) ?? scalar
    }
}

extension CollationKey: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension Sequence {
    /// Sorted by the collation key of a text of each element, and by the text itself where keys are equal.
    public func collated(by text: (Element) -> String) -> [Element] {
        map { (element: $0, key: CollationKey(text($0)), text: text($0)) }
            .sorted { ($0.key, $0.text) < ($1.key, $1.text) }
            // A key path into a generic tuple is made at run time, which takes longer than sorting a few names.
            .map { $0.element }
    }
}
