extension Glyphs {
    /// The grapheme at an index: its columns, where the next one starts, and whether it is one plain code point. Finds
    /// graphemes of plain text by looking at two code points, which is several times as fast as the rules for all
    /// text.
    static func step<Text: StringProtocol>(
        in text: Text, at index: Text.Index
    ) -> (columns: Int, next: Text.Index, isPlain: Bool) {
        let scalars = text.unicodeScalars
        if isPlain(scalars[index]) {
            let next = scalars.index(after: index)
            if next == text.endIndex || isPlain(scalars[next]) { return (1, next, true) }
        }
        return (columns(text[index]), text.index(after: index), false)
    }
}
