import CNcurses

/// A cell's text as ncurses draws it in exactly the cell's columns.
enum CellText {
    /// The number of combining marks that ncurses keeps with a character.
    private static let maximumMarks = 4

    /// Appends UTF-8. What the C library measures otherwise than the grid (characters newer than it) becomes `�`, so
    /// that nothing to its right is ever displaced.
    static func append(_ text: String, columns: Int, to buffer: inout [UInt8]) {
        let scalars = text.unicodeScalars
        guard let base = scalars.first else { return }
        if columns == 1, text.utf8.count == UTF8.width(base), base.value < 0x300 || (0x400...0x482).contains(base.value)
        {
            for unit in text.utf8 { buffer.append(unit) }
            return
        }
        guard isMeasured(base, columns) else {
            buffer.append(contentsOf: (columns == 2 ? "\u{FFFD} " : "\u{FFFD}").utf8)
            return
        }
        buffer.append(contentsOf: UTF8.encode(base) ?? UTF8.encodedReplacementCharacter)
        for mark in scalars.dropFirst().filter({ isMeasured($0, 0) }).prefix(maximumMarks) {
            buffer.append(contentsOf: UTF8.encode(mark) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private static func isMeasured(_ scalar: Unicode.Scalar, _ columns: Int) -> Bool {
        cn_columns_of(scalar.value) == Int32(columns)
    }
}
