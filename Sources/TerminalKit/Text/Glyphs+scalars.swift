/// The kinds of code points that matter for drawing.
extension Glyphs {
    static let zeroWidthJoiner: Unicode.Scalar = "\u{200D}"
    static let enclosingKeycap: Unicode.Scalar = "\u{20E3}"
    private static let blackFlag: Unicode.Scalar = "\u{1F3F4}"

    /// Whether a character ends a line: LF, CR LF, NEL, line and paragraph separator.
    static func isLineEnd(_ character: Character) -> Bool {
        switch character {
        case "\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: true
        default: false
        }
    }

    static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }

    /// The capital letter of a regional indicator, two of which make a flag.
    static func flagLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
        return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)
    }

    /// A vowel or final consonant that belongs to the Hangul syllable before it.
    static func isTrailingJamo(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1161...0x11FF, 0xD7B0...0xD7FB: true
        default: false
        }
    }

    /// A consonant or a whole syllable that Hangul vowels and final consonants join.
    static func isSyllableStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115E, 0xA960...0xA97C, 0xAC00...0xD7A3: true
        default: false
        }
    }

    /// Whether a code point that is invisible by itself makes one emoji with its neighbours: with the last one before it
    /// that does not extend another, and the next. Not with the first of the grapheme, which may stand far away.
    static func isJoined(_ scalar: Unicode.Scalar, to base: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
        if scalar == zeroWidthJoiner {
            // A skin tone that stands alone is an emoji by its properties, and nothing that another could join.
            return isPictograph(base) && !base.properties.isEmojiModifier && next.map(isPictograph) ?? false
        }
        if isTag(scalar) { return base == blackFlag }
        return scalar.properties.isEmojiModifier && isPictograph(base)
    }

    /// Whether a code point changes the one before it (UAX #29, Extend, as far as emoji have to do with it).
    static func extends(_ scalar: Unicode.Scalar) -> Bool {
        isMark(scalar) || isVariationSelector(scalar) || isTag(scalar) || scalar.properties.isEmojiModifier
    }

    static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0xFF
            && (scalar.properties.isEmoji
                || scalar.properties.generalCategory == .unassigned && WidthTable.isEmoji(scalar))
    }

    /// The code points shown for one that is not part of a longer sequence.
    static func visible(_ scalar: Unicode.Scalar, alone: Bool) -> [Unicode.Scalar] {
        if isPlain(scalar) { return [scalar] }
        if scalar == "\t" { return Array(repeating: " ", count: tabWidth) }
        switch scalar.properties.generalCategory {
        case .control: return [controlPicture(scalar)]
        case .unassigned where WidthTable.isEmoji(scalar): return [scalar]
        case .privateUse, .unassigned, .surrogate: return [unknown]
        case .format, .lineSeparator, .paragraphSeparator: return [invisible]
        default: break
        }
        if isVariationSelector(scalar) || isFiller(scalar) { return [invisible] }
        if alone, WidthTable.columns(scalar) == 0, !isMark(scalar) { return [unknown] }
        return [scalar]
    }

    /// Whether a code point that stands alone is drawn as it is, with a dotted circle if it is a mark, and not as a
    /// placeholder.
    static func isShownAsItself(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .unassigned: WidthTable.isEmoji(scalar)
        case .control, .privateUse, .surrogate, .format, .lineSeparator, .paragraphSeparator: false
        default: !isVariationSelector(scalar) && !isFiller(scalar)
        }
    }

    /// Letters and marks by category that look like nothing at all.
    private static func isFiller(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x115F, 0x1160, 0x3164, 0xFFA0: true
        default: false
        }
    }

    private static func controlPicture(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? unknown
        case 0x7F: "\u{2421}"
        default: unknown
        }
    }
}
