extension TextEditor {
    /// The text, or a part of it, as it stands on the screen.
    public struct Layout: Sendable, Equatable {
        /// One row of the screen.
        public struct Line: Sendable, Equatable {
            /// A part of one line of the text; unsanitised, as `Grid.write` takes it.
            public let text: Substring
            /// Which line of the text it belongs to, from 0.
            public let line: Int
            /// The columns of it that are selected, nil when none is; one column more than the text has where the line
            /// end after it is selected too. Never past the columns the layout was made for.
            public let selection: Range<Int>?
            /// Where it begins, in bytes from the start of its line.
            let start: Int
            /// Whether its line ends with it.
            let isLast: Bool
        }

        /// At least one.
        public let lines: [Line]
        /// The cursor's place in `lines`.
        public let cursorRow: Int
        /// Less than the number of columns asked for, unless that was 0.
        public let cursorColumn: Int

        /// The first of `rows` rows to show so that the cursor is among them, as near to `top` as that allows.
        public func top(near top: Int, rows: Int) -> Int {
            let nearest = min(max(top, cursorRow - max(1, rows) + 1), cursorRow)
            return min(nearest, max(0, lines.count - rows))
        }

        /// The place in the text that is nearest to a row and a column of the screen without leaving that row.
        public func cursor(row: Int, column: Int) -> Cursor {
            let line = lines[min(max(0, row), lines.count - 1)]
            var text = DisplayWidth.prefix(line.text, columns: max(0, column))
            if text.endIndex == line.text.endIndex, !line.isLast { text = text.dropLast() }
            return Cursor(line: line.line, offset: line.start + text.utf8.count)
        }
    }
}
