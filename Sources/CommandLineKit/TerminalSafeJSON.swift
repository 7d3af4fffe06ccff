import Foundation

/// JSON that can be printed on a terminal: the control characters that RFC 8259 leaves as they are, U+007F to U+009F, are
/// escaped, too. Some terminals obey U+009B as they do ESC and `[`.
enum TerminalSafeJSON {
    /// The same document. Such characters stand in strings only, so they are found without reading the JSON.
    /// - Parameter hidden: whether what turns or hides text (bidi controls, zero-width characters) is escaped as well.
    static func escaped(_ json: Data, hidden: Bool) -> Data {
        var result = Data(capacity: json.count)
        json.withUnsafeBytes { bytes in
            var index = 0
            while index < bytes.count {
                let end = min(index + length(ofCharacterAt: bytes[index]), bytes.count)
                let character = bytes[index..<end]
                // Of those of two bytes, controls begin with C2.
                let canBeEscaped = hidden && character.count > 1 || character.first == 0xC2 || character.first == 0x7F
                if canBeEscaped, let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first,
                    isEscaped(scalar, hidden: hidden)
                {
                    for unit in String(scalar).utf16 { result.append(contentsOf: escape(unit)) }
                } else {
                    result.append(contentsOf: character)
                }
                index = end
            }
        }
        return result
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
