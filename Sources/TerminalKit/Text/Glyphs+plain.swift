/// Plain text, which is nearly all there is, straight from its bytes: several times as fast as by the rules for all text.
extension Glyphs {
    /// Goes through the plain code points that a text has from a byte on, as far as each is a character of its own.
    ///
    /// - Parameters:
    ///   - text: UTF-8, as a `String` has it.
    ///   - limit: how many at the most.
    /// - Returns: where the rest begins: after the text, or at a character that is to be looked at by all rules.
    static func forEachPlain(
        in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, limit: Int = .max, _ body: (Unicode.Scalar) -> Void
    ) -> Int {
        guard limit > 0 else { return start }
        var count = 0
        var place = start
        var next = start
        var current = plainScalar(in: text, at: &next)
        while let scalar = current {
            var following = next
            current = plainScalar(in: text, at: &following)
            // The next code point could be a mark that belongs to it.
            if current == nil, next < text.count { return place }
            body(scalar)
            place = next
            next = following
            count += 1
            if count == limit { break }
        }
        return place
    }

    /// Whether nothing but plain code points, and line feeds where they are allowed, is in a text.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>, orLineFeed: Bool) -> Bool {
        var place = 0
        while place < text.count {
            if orLineFeed, text[place] == 0x0A {
                place += 1
            } else if plainScalar(in: text, at: &place) == nil {
                return false
            }
        }
        return true
    }

    /// The plain code point at a byte, which is then the one behind it; nil at the end and for any other.
    @inline(__always)
    private static func plainScalar(in text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Unicode.Scalar? {
        guard place < text.count else { return nil }
        let first = UInt32(text[place])
        let value: UInt32
        let length: Int
        switch first {
        case ..<0x80: (value, length) = (first, 1)
        case 0xC0..<0xE0 where place + 1 < text.count:
            (value, length) = ((first & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F), 2)
        case 0xE0..<0xF0 where place + 2 < text.count:
            let last = UInt32(text[place + 1] & 0x3F) << 6 | UInt32(text[place + 2] & 0x3F)
            (value, length) = ((first & 0x0F) << 12 | last, 3)
        default: return nil
        }
        guard let scalar = Unicode.Scalar(value), isPlain(scalar) else { return nil }
        place += length
        return scalar
    }

    private static let texts = (0..<UInt32(0x530)).map { value in Unicode.Scalar(value).map { String($0) } ?? "" }

    /// A plain code point as a text, without making one each time.
    static func text(_ scalar: Unicode.Scalar) -> String {
        scalar.value < 0x530 ? texts[Int(scalar.value)] : String(scalar)
    }
}

extension Glyphs {
    /// The grapheme at an index: its columns, where the next one starts, and whether it is one plain code point. Finds
    /// graphemes of plain text by looking at two code points, which is several times as fast as the rules for all
    /// text.
    static func step<Text: StringProtocol>(
        in text: Text, at index: Text.Index
    ) -> (columns: Int, next: Text.Index, isPlain: Bool) {
        let scalars = text.unicodeScalars
        if isPlain(scalars[index]) {
            let next = scalars.index(after: index)
            if next == text.endIndex || isPlain(scalars[next]) { return (1, next, true) }
        }
        return (columns(text[index]), text.index(after: index), false)
    }
}
