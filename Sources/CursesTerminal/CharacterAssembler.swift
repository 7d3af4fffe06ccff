/// Puts characters together from the bytes of UTF-8 as they arrive: the bytes of one may come apart.
///
/// ncurses' own `wget_wch` is of no use where nothing waits for the rest. It drops the bytes that came, and takes up to 144
/// bytes after them for parts of the same broken character.
struct CharacterAssembler {
    private var bytes: [UInt8] = []
    /// How many bytes the character has that has begun.
    private var length = 0

    /// Whether a character has begun whose rest has not come.
    var isWaiting: Bool { !bytes.isEmpty }

    /// The character that the byte completes; nil while there is none. Bytes that are not UTF-8 are left out, but for
    /// control characters of the second set (C1), which some terminals send as one byte.
    mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case ..<0x80:
            clear()
            return Unicode.Scalar(byte)
        case 0x80..<0xC0 where isWaiting:
            bytes.append(byte)
            if bytes.count < length { return nil }
            defer { clear() }
            return String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
        case 0x80..<0xA0: return Unicode.Scalar(byte)
        case 0xC2..<0xE0: begin(byte, length: 2)
        case 0xE0..<0xF0: begin(byte, length: 3)
        case 0xF0..<0xF5: begin(byte, length: 4)
        default: clear()
        }
        return nil
    }

    /// Forgets what has begun.
    mutating func clear() {
        if isWaiting { bytes.removeAll(keepingCapacity: true) }
    }

    private mutating func begin(_ byte: UInt8, length: Int) {
        clear()
        bytes.append(byte)
        self.length = length
    }
}
