/// Breaks text into lines of a given width, by words.
public enum TextWrap {
    /// The lines of `text`, each at most `columns` wide: breaks after spaces, inside a word only where the word alone
    /// is too wide, and at each line end of the text. A space at a break belongs to the line before it and may hang
    /// over its end; it is not drawn. An empty text is one empty line. Takes time proportional to the text's length.
    /// - Parameter limit: how many lines are enough; no more are made, and what is behind them is not looked at, so
    ///   that the first screen of any text costs the same. There is more when the last line does not end where the
    ///   text does.
    public static func lines(_ text: String, columns: Int, limit: Int = .max) -> [Substring] {
        lines(text[...], columns: columns, limit: limit)
    }

    /// The same for a part of a text; the lines share its storage and its indices.
    public static func lines(_ text: Substring, columns: Int, limit: Int = .max) -> [Substring] {
        let columns = max(1, columns)
        var result: [Substring] = []
        // One pass: `used` is the width since `start`, `wordUsed` that since `word`, where the last word began.
        var start = text.startIndex
        var word = start
        var index = start
        var used = 0
        var wordUsed = 0
        while index < text.endIndex, result.count < limit {
            let step = Glyphs.step(in: text, at: index)
            if step.isPlain, text.unicodeScalars[index] == " " {
                used += 1
                wordUsed = 0
                index = step.next
                word = index
            } else if !step.isPlain, Glyphs.isLineEnd(text[index]) {
                result.append(text[start..<index])
                index = step.next
                start = index
                word = index
                used = 0
                wordUsed = 0
            } else if used + step.columns > columns, index > start {
                // The word moves to the next line; one that fills a line alone is cut.
                let isCut = word == start
                let end = isCut ? index : word
                result.append(text[start..<end])
                start = end
                word = end
                used = isCut ? 0 : wordUsed
                wordUsed = used
            } else {
                used += step.columns
                wordUsed += step.columns
                index = step.next
            }
        }
        if result.count < limit { result.append(text[start...]) }
        return result
    }
}
