extension CollationKey {
    /// The key of a text of ASCII, Cyrillic and usual punctuation byte by byte, as `keyOfAny` would make it; nil for others.
    ///
    /// A first synchronisation makes one of each ticket's subject.
    static func keyOfCommon(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        // A letter of two bytes may take five.
        ByteWriter.text(from: text, capacity: 3 * text.count, append)
    }

    /// Appends what the first scalar sorts as; how many bytes it had, or nil if it is none of the common ones.
    private static func append(_ rest: Slice<UnsafeBufferPointer<UInt8>>, to key: inout ByteWriter) -> Int? {
        let first = rest[rest.startIndex]
        guard first >= 0x80 else {
            switch first {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): key.append(first + 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "`"): break
            case 0x3A...0x40, 0x5B...0x5F, 0x7B...0x7F: key.append(UInt8(ascii: "#"))
            default: key.append(first)
            }
            return 1
        }
        guard rest.count > 1 else { return nil }
        let second = rest[rest.startIndex + 1]
        switch (first, second) {
        // Е, Ё and Ѐ.
        case (0xD0, 0x80), (0xD0, 0x81), (0xD1, 0x90), (0xD1, 0x91): key.append(0xD0, 0xB5)
        // Ѝ.
        case (0xD0, 0x8D), (0xD1, 0x9D): key.append(0xD0, 0xB8)
        // Є, І, Ї, Ў and Ґ, each after the letter before it.
        case (0xD0, 0x84), (0xD1, 0x94): key.append(0xD0, 0xB5, before: 0xBE)
        case (0xD0, 0x86), (0xD1, 0x96): key.append(0xD0, 0xB8, before: 0xBE)
        case (0xD0, 0x87), (0xD1, 0x97): key.append(0xD0, 0xB8, before: 0xBF)
        case (0xD0, 0x8E), (0xD1, 0x9E): key.append(0xD1, 0x83, before: 0xBE)
        case (0xD2, 0x90), (0xD2, 0x91): key.append(0xD0, 0xB3, before: 0xBE)
        case (0xD0, 0x82...0x8F): key.append(0xD1, second + 0x10)
        case (0xD0, 0x90...0x9F): key.append(0xD0, second + 0x20)
        case (0xD0, 0xA0...0xAF): key.append(0xD1, second - 0x20)
        case (0xD0, 0xB0...0xBF), (0xD1, 0x80...0x9F): key.append(first, second)
        // « and ».
        case (0xC2, 0xAB), (0xC2, 0xBB): key.append(UInt8(ascii: "\""))
        // The soft hyphen and the letter apostrophe.
        case (0xC2, 0xAD), (0xCA, 0xBC): break
        case (0xE2, 0x80):
            guard rest.count > 2 else { return nil }
            switch rest[rest.startIndex + 2] {
            // Apostrophes.
            case 0x98, 0x99: break
            // Dashes.
            case 0x93, 0x94: key.append(UInt8(ascii: "-"))
            default: return nil
            }
            return 3
        default: return nil
        }
        return 2
    }
}

extension ByteWriter {
    /// A letter, and U+F8FE or U+F8FF by its last byte.
    fileprivate mutating func append(_ first: UInt8, _ second: UInt8, before mark: UInt8) {
        append(first, second)
        append(0xEF, 0xA3, mark)
    }
}
