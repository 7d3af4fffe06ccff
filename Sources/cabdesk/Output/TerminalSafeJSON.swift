import Foundation

/// JSON that can be printed on a terminal: the control characters that RFC 8259 leaves as they are, U+007F to U+009F, are
/// escaped, too. Some terminals obey U+009B as they do ESC and `[`.
enum TerminalSafeJSON {
    /// The same document. Such characters stand in strings only, so their bytes are found without reading the JSON.
    static func escaped(_ json: Data) -> Data {
        var result = Data(capacity: json.count)
        var first: UInt8?
        for byte in json {
            if let lead = first {
                first = nil
                if (0x80...0x9F).contains(byte) {
                    result.append(contentsOf: escape(byte))
                    continue
                }
                result.append(lead)
            }
            switch byte {
            case 0x7F: result.append(contentsOf: escape(byte))
            // U+0080 to U+00BF.
            case 0xC2: first = byte
            default: result.append(byte)
            }
        }
        return result
    }

    private static func escape(_ value: UInt8) -> String.UTF8View {
        ("\\u00" + String(value, radix: 16)).utf8
    }
}
