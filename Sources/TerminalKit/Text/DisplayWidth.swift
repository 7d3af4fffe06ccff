/// How many columns text takes on the screen, exactly as `Grid.write` draws it.
///
/// 1 for most characters, 2 for CJK and emoji, more for the few graphemes that terminals draw in several places (some
/// Indic clusters) and for a tab; a control character counts as its placeholder. Never negative.
public enum DisplayWidth {
    public static func of(_ character: Character) -> Int { Glyphs.columns(character) }

    public static func of(_ text: String) -> Int {
        var text = text
        var columns = 0
        let plain = text.withUTF8 { bytes in Glyphs.forEachPlain(in: bytes) { _ in columns += 1 } }
        let rest = text[text.utf8.index(text.startIndex, offsetBy: plain)...]
        return rest.reduce(columns) { $0 + Glyphs.columns($1) }
    }

    /// The same for a part of a text.
    public static func of(_ text: some StringProtocol) -> Int { of(String(text)) }

    /// The longest beginning of the text that fits into `columns`; looks no further than that.
    public static func prefix(_ text: Substring, columns: Int) -> Substring {
        var text = text
        var used = 0
        let plain = text.withUTF8 { bytes in Glyphs.forEachPlain(in: bytes, limit: columns) { _ in used += 1 } }
        var end = text.utf8.index(text.startIndex, offsetBy: plain)
        while end < text.endIndex {
            let step = Glyphs.step(in: text, at: end)
            used += step.columns
            if used > columns { break }
            end = step.next
        }
        return text[..<end]
    }

    public static func prefix(_ text: String, columns: Int) -> Substring { prefix(text[...], columns: columns) }
}

/// Where a shorter text stands in a wider field.
public enum TextAlignment: Hashable, Sendable {
    case leading, center, trailing
}

extension String {
    /// The text if it fits into `columns`, else its beginning and `…`; never wider than `columns`.
    public func truncated(to columns: Int) -> String {
        if columns <= 0 { return "" }
        let fitting = DisplayWidth.prefix(self, columns: columns)
        if fitting.endIndex == endIndex { return self }
        return DisplayWidth.prefix(fitting, columns: columns - 1) + "…"
    }

    /// The text with spaces to exactly `columns`; a longer text is truncated.
    public func padded(to columns: Int, alignment: TextAlignment = .leading) -> String {
        // Sanitised, because a mark that it begins with would go onto a space before it.
        let text = Sanitizer.visible(truncated(to: columns))
        let missing = max(0, columns - DisplayWidth.of(text))
        let before =
            switch alignment {
            case .leading: 0
            case .center: missing / 2
            case .trailing: missing
            }
        return String(repeating: " ", count: before) + text + String(repeating: " ", count: missing - before)
    }
}
