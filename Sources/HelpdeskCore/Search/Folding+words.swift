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
                    let (scalar, length) = scalar(folded, at: index)
                    if SearchTerm.isPart(scalar) {
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

    /// The scalar that begins at a byte of valid UTF-8, and its bytes.
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, length: Int) {
        let first = text[index]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for byte in text[index..<min(index + length, text.count)].dropFirst() {
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", min(length, text.count - index))
    }
}
