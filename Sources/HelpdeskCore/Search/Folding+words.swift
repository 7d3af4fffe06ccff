extension Folding {
    /// The folded words of a text with one space between each two, cut as the terms of a filter are.
    ///
    /// The index is made of this. SQLite's own rules for words are of an older Unicode and split many scripts at their
    /// marks (FTS5, section 4.3.1). Here nothing is left to them: no character beyond ASCII stands between two words.
    static func words(_ text: String) -> String {
        var folded = fold(text)
        return folded.withUTF8 { folded in
            String(unsafeUninitializedCapacity: folded.count) { words in
                var (index, count) = (0, 0)
                while index < folded.count {
                    let (length, isPart) = scalar(folded, at: index)
                    if isPart {
                        for offset in 0..<length { words[count + offset] = folded[index + offset] }
                        count += length
                    } else if count > 0, words[count - 1] != UInt8(ascii: " ") {
                        words[count] = UInt8(ascii: " ")
                        count += 1
                    }
                    index += length
                }
                return count
            }
        }
    }

    /// How many bytes the scalar has that begins at a byte of valid UTF-8, and whether it is a part of a word.
    @inline(__always)
    private static func scalar(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (length: Int, isPart: Bool) {
        func following(_ offset: Int) -> UInt32 { UInt32(text[index + offset]) & 0x3F }
        let first = UInt32(text[index])
        let value: UInt32
        let length: Int
        switch first {
        case 0..<0x80: (value, length) = (first, 1)
        case 0x80..<0xE0: (value, length) = ((first & 0x1F) << 6 | following(1), 2)
        case 0xE0..<0xF0: (value, length) = ((first & 0x0F) << 12 | following(1) << 6 | following(2), 3)
        default:
            value = (first & 0x07) << 18 | following(1) << 12 | following(2) << 6 | following(3)
            length = 4
        }
        return (length, Unicode.Scalar(value).map(SearchTerm.isPart) ?? false)
    }
}
