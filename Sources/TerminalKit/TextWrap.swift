/// Breaks text into lines of a given width, by words.
public enum TextWrap {
    /// The lines of `text`, each at most `columns` wide: breaks after spaces, inside a word only where the word alone
    /// is too wide, and at each line end of the text. A space at a break belongs to the line before it and may hang
    /// over its end; it is not drawn. An empty text is one empty line. Takes time proportional to the text's length.
    public static func lines(_ text: String, columns: Int) -> [Substring] {
        lines(text[...], columns: columns)
    }

    /// The same for a part of a text; the lines share its storage and its indices.
    public static func lines(_ text: Substring, columns: Int) -> [Substring] {
        var result: [Substring] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            let step = Glyphs.step(in: text, at: index)
            if !step.isPlain, Glyphs.isLineEnd(text[index]) {
                wrap(text[start..<index], columns: max(1, columns), into: &result)
                start = step.next
            }
            index = step.next
        }
        wrap(text[start..<index], columns: max(1, columns), into: &result)
        return result
    }

    /// One pass over a text without line ends: `used` is the width since `start`, `word` where the last word began.
    private static func wrap(_ text: Substring, columns: Int, into result: inout [Substring]) {
        var start = text.startIndex
        var word = start
        var used = 0
        var wordUsed = 0
        var index = start
        while index < text.endIndex {
            let step = Glyphs.step(in: text, at: index)
            if step.isPlain, text.unicodeScalars[index] == " " {
                used += 1
                wordUsed = 0
                index = step.next
                word = index
                continue
            }
            if used + step.columns > columns, index > start {
                if word > start {
                    result.append(text[start..<word])
                    start = word
                    used = wordUsed
                } else {
                    result.append(text[start..<index])
                    start = index
                    word = index
                    used = 0
                    wordUsed = 0
                }
                continue
            }
            used += step.columns
            wordUsed += step.columns
            index = step.next
        }
        result.append(text[start...])
    }
}
