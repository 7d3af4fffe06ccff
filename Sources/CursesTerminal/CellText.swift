import CNcurses
import TerminalKit

/// A cell's text as ncurses draws it in exactly the cell's columns.
enum CellText {
    /// The number of combining marks that ncurses keeps with a character.
    private static let maximumMarks = 4

    /// Appends UTF-8: of a cell that is uncertain, blanks in its columns. False if it is.
    static func append(_ cell: Cell, columns: Int, to buffer: inout [UInt8]) -> Bool {
        let scalars = cell.text.unicodeScalars
        guard let base = scalars.first else { return true }
        if columns == 1, cell.text.utf8.count == UTF8.width(base), isCommon(base) {
            for unit in cell.text.utf8 { buffer.append(unit) }
            return true
        }
        if isUncertain(cell, columns: columns) {
            for _ in 0..<columns { buffer.append(UInt8(ascii: " ")) }
            return false
        }
        for scalar in scalars.prefix(1 + maximumMarks) {
            buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return true
    }

    /// Whether terminals disagree about the cell's width, or the C library about that of one of its characters, by which
    /// ncurses lays out the screen.
    static func isUncertain(_ cell: Cell, columns: Int) -> Bool {
        let scalars = cell.text.unicodeScalars
        guard let base = scalars.first, scalars.count > 1 || !isCommon(base) else { return false }
        return cell.isUncertain || !isMeasured(base, columns)
            || !scalars.dropFirst().allSatisfy { isMeasured($0, 0) }
    }

    private static func isCommon(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x300 || (0x400...0x482).contains(scalar.value)
    }

    private static func isMeasured(_ scalar: Unicode.Scalar, _ columns: Int) -> Bool {
        cn_columns_of(scalar.value) == Int32(columns)
    }
}
