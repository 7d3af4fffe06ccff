import Foundation

/// Makes texts comparable as people type them: letter case, ё and е, ґ and г, ї and і, and apostrophes do not matter.
///
/// Used on both sides, when a text is stored and when a filter is applied.
public enum Folding {
    public static func fold(_ text: String) -> String {
        var text = text
        return text.withUTF8 { foldCommon($0) } ?? foldAny(text)
    }

    /// Any text, a scalar at a time; composed first if marks stand on their own.
    static func foldAny(_ text: String) -> String {
        let hasMarks = text.unicodeScalars.contains { (0x300...0x36F).contains($0.value) }
        let scalars = (hasMarks ? text.precomposedStringWithCanonicalMapping : text).unicodeScalars
        var folded = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.value {
            case 0x41...0x5A: folded.append(shifted(scalar, by: 0x20))
            case 0x27, 0x60, 0x2BC, 0x2018, 0x2019, 0xAD: break
            case 0x23: folded.append("№")
            case 0..<0x80: folded.append(scalar)
            case 0x401, 0x451: folded.append("е")
            case 0x407, 0x457: folded.append("і")
            case 0x490, 0x491: folded.append("г")
            case 0x410...0x42F: folded.append(shifted(scalar, by: 0x20))
            case 0x400...0x40F: folded.append(shifted(scalar, by: 0x50))
            case 0x430...0x45F: folded.append(scalar)
            default: folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(folded)
    }

    private static func shifted(_ scalar: Unicode.Scalar, by distance: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value + distance) ?? scalar
    }
}
