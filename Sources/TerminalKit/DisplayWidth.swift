/// How many columns text takes on the screen, exactly as `Grid.write` draws it.
///
/// 1 for most characters, 2 for CJK and emoji, more for the few graphemes that terminals draw in several places (some
/// Indic clusters) and for a tab; a control character counts as its placeholder. Never negative.
public enum DisplayWidth {
    public static func of(_ character: Character) -> Int { Glyphs.columns(character) }

    public static func of(_ text: some StringProtocol) -> Int {
        var plain = 0
        for scalar in text.unicodeScalars {
            guard Glyphs.isPlain(scalar) else { return text.reduce(0) { $0 + Glyphs.columns($1) } }
            plain += 1
        }
        return plain
    }

    /// The longest beginning of the text that fits into `columns`; looks no further than that.
    public static func prefix<Text: StringProtocol>(_ text: Text, columns: Int) -> Substring
    where Text.SubSequence == Substring {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            let step = Glyphs.step(in: text, at: end)
            used += step.columns
            if used > columns { break }
            end = step.next
        }
        return text[..<end]
    }
}
