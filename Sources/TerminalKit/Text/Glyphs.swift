/// The glyphs of a grapheme: the one place where sanitising, measuring and drawing agree.
///
/// Two steps. `visible` makes a grapheme harmless but keeps its meaning (a family emoji stays one); `pieces` then cuts
/// it into what every terminal and ncurses agree on: one spacing code point with its combining marks a piece.
enum Glyphs {
    /// Shown for a character that would be invisible.
    static let invisible: Unicode.Scalar = "\u{B7}"
    /// Shown for a character that has no common look.
    static let unknown: Unicode.Scalar = "\u{FFFD}"
    /// Shown for a line end where there is only one line.
    static let lineEnd: Unicode.Scalar = "\u{21B5}"
    /// Carries a combining mark that has no base.
    static let dottedCircle: Unicode.Scalar = "\u{25CC}"
    /// How wide a tab is; it does not depend on the column, so that a text's width does not either.
    static let tabWidth = 4
    /// How many combining marks a base keeps.
    static let maximumMarks = 8

    /// Whether a code point is drawn as it is, one column wide, and joins no other: most of Latin and Cyrillic.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: true
        case 0x400...0x482, 0x48A...0x52F: true
        case 0x2010...0x2027, 0x2116, 0x2500...0x257F: true
        default: false
        }
    }

    /// The code point of a character that `isPlain`, else nil.
    static func plainScalar(_ character: Character) -> Unicode.Scalar? {
        let scalars = character.unicodeScalars
        guard let first = scalars.first, isPlain(first), scalars.index(after: scalars.startIndex) == scalars.endIndex
        else { return nil }
        return first
    }

    /// A grapheme as one or more harmless code points, in the order they are written.
    static func visible(_ character: Character) -> [Unicode.Scalar] {
        let scalars = Array(character.unicodeScalars)
        guard let first = scalars.first else { return [] }
        if isLineEnd(character) { return [lineEnd] }
        var result: [Unicode.Scalar] = []
        if WidthTable.columns(first) == 0, isMark(first), !isVariationSelector(first) { result.append(dottedCircle) }
        var marks = 0
        var isHangul = false
        var base = first
        for (index, scalar) in scalars.enumerated() {
            let isJamo = isHangul && isTrailingJamo(scalar)
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if index > 0, isJoined(scalar, to: base, before: next) {
                result.append(scalar)
            } else if index > 0, isMark(scalar) || isVariationSelector(scalar) || isJamo {
                marks += 1
                if marks <= maximumMarks { result.append(scalar) }
            } else {
                result.append(contentsOf: visible(scalar, alone: index == 0 || isTrailingJamo(scalar)))
                marks = index == 0 && isMark(scalar) ? 1 : 0
            }
            isHangul = isJamo || isSyllableStart(scalar)
            // A placeholder is no part of an emoji.
            if !extends(scalar) || result.last == invisible || result.last == unknown { base = scalar }
        }
        return result
    }

    /// The pieces of a grapheme that `visible` has made harmless: each is drawn on its own, 1 or 2 columns wide.
    static func pieces(_ scalars: some Collection<Unicode.Scalar>) -> [(text: String, columns: Int)] {
        var pieces: [(text: String, columns: Int)] = []
        var isEmoji = false
        var isHidden = false
        for scalar in scalars {
            // Of an emoji of several the first is drawn; what stands after it is not part of it.
            if isHidden || scalar == zeroWidthJoiner {
                isHidden = !isHidden
                continue
            }
            if isVariationSelector(scalar) || isTag(scalar) || scalar == enclosingKeycap { continue }
            if isEmoji, scalar.properties.isEmojiModifier { continue }
            if let letter = flagLetter(scalar) {
                pieces.append((String(letter), 1))
                continue
            }
            let columns = WidthTable.columns(scalar)
            if columns == 0 {
                if !pieces.isEmpty { pieces[pieces.count - 1].text.unicodeScalars.append(scalar) }
            } else {
                pieces.append((String(scalar), columns))
                isEmoji = isPictograph(scalar)
            }
        }
        return pieces
    }

    /// How many columns a character takes when it is drawn.
    static func columns(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
            return columns(alone: first)
        }
        return pieces(visible(character)).reduce(0) { $0 + $1.columns }
    }

    /// The same for a character of one code point, without making what is drawn.
    private static func columns(alone scalar: Unicode.Scalar) -> Int {
        if isPlain(scalar) { return 1 }
        if scalar == "\t" { return tabWidth }
        return isShownAsItself(scalar) ? max(1, WidthTable.columns(scalar)) : 1
    }
}
