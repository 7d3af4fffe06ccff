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
