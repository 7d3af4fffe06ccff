import Foundation

/// Makes texts comparable as people type them: letter case, ё and е, ґ and г, ї and і, apostrophes, the points of Hebrew
/// and Arabic, and characters that are not seen do not matter, nor how accents and syllables are composed.
///
/// Used on both sides, when a text is stored and when a filter is applied.
public enum Folding {
    public static func fold(_ text: String) -> String {
        var text = text
        return text.withUTF8 { foldCommon($0) } ?? foldAny(text)
    }

    /// Any text: small letters first, then composed, then what does not matter is left out.
    static func foldAny(_ text: String) -> String {
        var small = String.UnicodeScalarView()
        var isComposed = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A, 0x410...0x42F: small.append(shifted(scalar, by: 0x20))
            case 0x400...0x40F: small.append(shifted(scalar, by: 0x50))
            case 0..<0x80, 0x430...0x45F: small.append(scalar)
            default:
                // One at a time: to append several takes as long as what is there already.
                for letter in smallLetters(scalar).unicodeScalars {
                    isComposed = isComposed && isInert(letter)
                    small.append(letter)
                }
            }
        }
        let composed = isComposed ? small : String(small).precomposedStringWithCanonicalMapping.unicodeScalars
        var folded = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in composed {
            switch scalar.value {
            case 0x27, 0x60, 0x2BC, 0x2018, 0x2019: break
            case 0x23: folded.append("№")
            case 0..<0x80: folded.append(scalar)
            case 0x451: folded.append("е")
            case 0x457: folded.append("і")
            case 0x491: folded.append("г")
            case 0x430...0x45F: folded.append(scalar)
            // Turkish has i with and without a dot, in both cases; here they are one letter.
            case 0x307 where previous == "i": break
            default: if !isOptional(scalar) { folded.append(scalar) }
            }
            previous = scalar
        }
        return String(folded)
    }

    /// By way of the capitals, as some of them stand for several small letters: ß is ss, and there is one sigma.
    private static func smallLetters(_ scalar: Unicode.Scalar) -> String {
        guard scalar.properties.changesWhenCaseMapped else { return String(scalar) }
        return scalar.properties.uppercaseMapping.unicodeScalars.reduce(into: "") { small, capital in
            small += capital.properties.lowercaseMapping
        }
    }

    /// Whether texts of such scalars are composed already: none has a decomposition that differs, or combines with what
    /// stands before it. Not all of them, but those of texts that are long and many.
    static func isInert(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x400...0x482, 0x48A...0x52F, 0x2002...0x20CF, 0x2190...0x2328, 0x232B...0x2ADB,
            0x3000...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xAC00...0xD7A3, 0xFE00...0xFE0F, 0x1F000...0x1FFFF:
            return true
        default: return false
        }
    }

    /// Characters that people leave out when they type: points and vowel signs of Hebrew and Arabic, the Arabic line that stretches a
    /// word, and characters without a picture (soft hyphens, joiners, variation selectors, marks of direction).
    private static func isOptional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x640, 0x64B...0x652, 0x670: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func shifted(_ scalar: Unicode.Scalar, by distance: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value + distance) ?? scalar
    }
}

extension Folding {
    /// The folded words of a text with one space between each two, cut as the terms of a filter are.
    ///
    /// The index is made of this. SQLite's own rules for words are of an older Unicode and split many scripts at their
    /// marks (FTS5, section 4.3.1). Here nothing is left to them: no character beyond ASCII stands between two words.
    package static func words(_ text: String) -> String {
        var folded = fold(text)
        return folded.withUTF8 { folded in
            String(unsafeUninitializedCapacity: folded.count) { words in
                var (index, count) = (0, 0)
                while index < folded.count {
                    let (length, isPart) = scalar(folded, at: index)
                    if isPart {
                        for offset in 0..<length { words[count + offset] = folded[index + offset] }
                        count += length
                    } else if count > 0, words[count - 1] != UInt8(ascii: " ") {
                        words[count] = UInt8(ascii: " ")
                        count += 1
                    }
                    index += length
                }
                return count
            }
        }
    }

    /// How many bytes the scalar has that begins at a byte of valid UTF-8, and whether it is a part of a word.
    @inline(__always)
    private static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (length: Int, isPart: Bool) {
        func following(_ offset: Int) -> UInt32 { UInt32(text[index + offset]) & 0x3F }
        let first = UInt32(text[index])
        let value: UInt32
        let length: Int
        switch first {
        case 0..<0x80: (value, length) = (first, 1)
        case 0x80..<0xE0: (value, length) = ((first & 0x1F) << 6 | following(1), 2)
        case 0xE0..<0xF0: (value, length) = ((first & 0x0F) << 12 | following(1) << 6 | following(2), 3)
        default:
            value = (first & 0x07) << 18 | following(1) << 12 | following(2) << 6 | following(3)
            length = 4
        }
        return (length, Unicode.Scalar(value).map(SearchTerm.isPart) ?? false)
    }
}
