extension TextEditor {
    /// A place between two characters of a text; those further on are greater.
    public struct Cursor: Hashable, Comparable, Sendable {
        var line: Int
        /// In bytes of UTF-8 from the start of the line, so that finding the place in a long line costs nothing.
        var offset: Int

        public static func < (left: Cursor, right: Cursor) -> Bool {
            (left.line, left.offset) < (right.line, right.offset)
        }

        /// Where a text ends that is put at this place.
        func advanced(by text: String) -> Cursor {
            let bytes = text.utf8
            guard let lastEnd = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
                return Cursor(line: line, offset: offset + bytes.count)
            }
            let ends = bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            return Cursor(line: line + ends, offset: bytes.distance(from: lastEnd, to: bytes.endIndex) - 1)
        }
    }
}

extension String {
    /// The index of a byte of the text's UTF-8, or the end if there is none; takes no time in proportion to the text.
    func index(ofByte offset: Int) -> Index {
        utf8.index(startIndex, offsetBy: offset, limitedBy: endIndex) ?? endIndex
    }

    func indices(ofBytes range: Range<Int>) -> Range<Index> {
        index(ofByte: range.lowerBound)..<index(ofByte: range.upperBound)
    }

    /// How many bytes of UTF-8 are before an index.
    func byte(of index: Index) -> Int { utf8.distance(from: startIndex, to: index) }
}
