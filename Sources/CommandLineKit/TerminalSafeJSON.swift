import Foundation

/// JSON that can be printed on a terminal: the control characters that RFC 8259 leaves as they are, U+007F to U+009F, are
/// escaped, too. Some terminals obey U+009B as they do ESC and `[`.
enum TerminalSafeJSON {
    /// The same document. Such characters stand in strings only, so they are found without reading the JSON.
    /// - Parameter hidden: whether what turns or hides text (bidi controls, zero-width characters) is escaped as well.
    static func escaped(_ json: Data, hidden: Bool) -> Data {
        var result = Data(capacity: json.count)
        json.withUnsafeBytes { bytes in
            // The bytes between two characters that are escaped are copied as a whole.
            var copied = 0
            var index = 0
            while index < bytes.count {
                let end = min(index + length(ofCharacterAt: bytes[index]), bytes.count)
                if let scalar = candidate(bytes[index..<end], hidden: hidden), isEscaped(scalar, hidden: hidden) {
                    result.append(contentsOf: bytes[copied..<index])
                    for unit in String(scalar).utf16 { result.append(contentsOf: escape(unit)) }
                    copied = end
                }
                index = end
            }
            result.append(contentsOf: bytes[copied...])
        }
        return result
    }

    /// The character, if it may have to be escaped; by its first byte, which tells it of nearly all.
    private static func candidate(_ character: Slice<UnsafeRawBufferPointer>, hidden: Bool) -> Unicode.Scalar? {
        switch character.first {
        // U+007F; U+0080 to U+00BF.
        case 0x7F, 0xC2: break
        case .some(0xC3...) where hidden: break
        default: return nil
        }
        return String(decoding: character, as: UTF8.self).unicodeScalars.first
    }

    private static func isEscaped(_ scalar: Unicode.Scalar, hidden: Bool) -> Bool {
        (0x7F...0x9F).contains(scalar.value) || hidden && scalar.properties.generalCategory == .format
    }

    /// In bytes, by the first byte of a character in UTF-8.
    private static func length(ofCharacterAt byte: UInt8) -> Int {
        switch byte {
        case ..<0xC0: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }

    private static func escape(_ unit: UInt16) -> String.UTF8View {
        let digits = String(unit, radix: 16)
        return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    }
}
