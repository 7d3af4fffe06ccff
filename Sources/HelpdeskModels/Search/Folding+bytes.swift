extension Folding {
    /// Folds texts of ASCII, Cyrillic, Western European letters, usual punctuation and emoji byte by byte, as `foldAny`
    /// would; nil for others.
    ///
    /// Everything that is stored goes through here, so it costs a few nanoseconds a letter.
    static func foldCommon(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        // A number sign takes three bytes instead of one; nothing else grows.
        let capacity = text.reduce(text.count) { $1 == UInt8(ascii: "#") ? $0 + 2 : $0 }
        return ByteWriter.text(from: text, capacity: capacity, foldOne)
    }

    /// Folds the first scalar; how many bytes it had, or nil if it is none of the common ones.
    private static func foldOne(_ rest: Slice<UnsafeBufferPointer<UInt8>>, into output: inout ByteWriter) -> Int? {
        let first = rest[rest.startIndex]
        guard first >= 0x80 else {
            switch first {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): output.append(first + 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "`"): break
            case UInt8(ascii: "#"): output.append(0xE2, 0x84, 0x96)
            default: output.append(first)
            }
            return 1
        }
        guard rest.count > 1 else { return nil }
        let second = rest[rest.startIndex + 1]
        switch (first, second) {
        // Cyrillic, U+0400 to U+045F; Ё and Ї lose their dots.
        case (0xD0, 0x81), (0xD1, 0x91): output.append(0xD0, 0xB5)
        case (0xD0, 0x87), (0xD1, 0x97): output.append(0xD1, 0x96)
        case (0xD0, 0x80...0x8F): output.append(0xD1, second + 0x10)
        case (0xD0, 0x90...0x9F): output.append(0xD0, second + 0x20)
        case (0xD0, 0xA0...0xAF): output.append(0xD1, second - 0x20)
        case (0xD0, _), (0xD1, 0x80...0x9F): output.append(first, second)
        // Ґ and ґ.
        case (0xD2, 0x90), (0xD2, 0x91): output.append(0xD0, 0xB3)
        // U+0080 to U+00BF has no capitals but of the micro sign, a Greek letter; the soft hyphen goes.
        case (0xC2, 0xAD): break
        case (0xC2, 0xB5): return nil
        case (0xC2, _): output.append(first, second)
        // Western European letters, U+00C0 to U+00FF; × among the capitals has no small letter.
        case (0xC3, 0x9F): output.append(UInt8(ascii: "s"), UInt8(ascii: "s"))
        case (0xC3, 0x80...0x9E) where second != 0x97: output.append(first, second + 0x20)
        case (0xC3, _): output.append(first, second)
        // The letter apostrophe, U+02BC.
        case (0xCA, 0xBC): break
        // General punctuation, currencies, the number sign, frames, pictures; selectors of their look.
        case (0xE2, 0x80...0x82), (0xE2, 0x84), (0xE2, 0x94...0x9F), (0xEF, 0xB8):
            guard rest.count > 2 else { return nil }
            let third = rest[rest.startIndex + 2]
            switch (second, third) {
            // Two spaces that are composed of others.
            case (0x80, 0x80), (0x80, 0x81): return nil
            // Apostrophes; joiners, marks of direction and others that are not seen.
            case (0x80, 0x98), (0x80, 0x99), (0x80, 0x8B...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0...0xAF): break
            case (0xB8, 0x80...0x8F): break
            case (0x84, _) where third != 0x96: return nil
            case (0xB8, _): return nil
            default: output.append(first, second, third)
            }
            return 3
        // Emoji, U+1F000 to U+1FFFF.
        case (0xF0, 0x9F):
            guard rest.count > 3 else { return nil }
            output.append(first, second, rest[rest.startIndex + 2])
            output.append(rest[rest.startIndex + 3])
            return 4
        default: return nil
        }
        return 2
    }
}

/// Writes a text whose length has a known limit.
struct ByteWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// What `append` makes of a text of UTF-8, scalar after scalar: it returns how many bytes the scalar had, or nil for one
    /// that it does not know. Then the result is nil as well.
    static func text(
        from text: UnsafeBufferPointer<UInt8>, capacity: Int,
        _ append: (Slice<UnsafeBufferPointer<UInt8>>, inout ByteWriter) -> Int?
    ) -> String? {
        var isKnown = true
        let result = String(unsafeUninitializedCapacity: capacity) { output in
            var writer = ByteWriter(output)
            var index = 0
            while index < text.count {
                guard let length = append(text[index...], &writer) else {
                    isKnown = false
                    return 0
                }
                index += length
            }
            return writer.count
        }
        return isKnown ? result : nil
    }

    private init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func append(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    mutating func append(_ first: UInt8, _ second: UInt8) {
        append(first)
        append(second)
    }

    mutating func append(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        append(first, second)
        append(third)
    }
}
