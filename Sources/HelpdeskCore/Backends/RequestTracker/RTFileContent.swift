import Foundation

/// Takes the bytes of a file out of RT's JSON, in constant memory.
enum RTFileContent {
    /// What stands before the base64. It cannot occur within a text of the JSON, whose quotes would have a backslash.
    private static let key = Array(#""Content""#.utf8)

    /// Decodes the JSON in the file `source` into the file `target`; the number of bytes.
    ///
    /// Throws `badAnswer` if there is no content, and what goes wrong with the files.
    static func decode(
        _ source: String, to target: String, name: String, isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) -> Int64 {
        guard let input = Descriptor(source, O_RDONLY) else { throw HelpdeskError(.fileUnreadable, subject: name) }
        guard let output = Descriptor(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW) else { throw .writing(name) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var reader = Reader()
        var count: Int64 = 0
        while !reader.isComplete {
            if isCancelled() { throw HelpdeskError(.cancelled) }
            let length = input.read(into: buffer)
            guard length >= 0 else { throw HelpdeskError(.fileUnreadable, subject: name) }
            if length == 0 { break }
            let decoded = reader.take(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
            guard let decoded else { throw HelpdeskError(.badAnswer, subject: name, detail: "no base64") }
            guard decoded.withUnsafeBytes({ output.write($0) }) else { throw .writing(name) }
            count += Int64(decoded.count)
        }
        guard reader.isComplete else { throw HelpdeskError(.badAnswer, subject: name, detail: "no content") }
        return count
    }

    private struct Reader {
        private enum Place { case before, colon, quote, inside, escaped, after }

        private var place = Place.before
        private var matched = 0
        private var bits: UInt32 = 0
        private var bitCount = 0

        var isComplete: Bool { place == .after }

        /// The bytes decoded from the next piece; nil for what cannot be.
        mutating func take(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
            var decoded: [UInt8] = []
            decoded.reserveCapacity(bytes.count * 3 / 4 + 3)
            for byte in bytes {
                switch place {
                case .before:
                    let key = RTFileContent.key
                    matched = byte == key[matched] ? matched + 1 : byte == key[0] ? 1 : 0
                    if matched == key.count { place = .colon }
                case .colon:
                    // A text that reads "Content" is not the key.
                    if byte == UInt8(ascii: ":") { place = .quote } else if !Self.isSpace(byte) { restart(with: byte) }
                case .quote:
                    if byte == UInt8(ascii: "\"") { place = .inside } else if !Self.isSpace(byte) { return nil }
                case .inside where byte == UInt8(ascii: "\""): place = .after
                case .inside where byte == UInt8(ascii: "\\"): place = .escaped
                case .inside:
                    guard let value = Self.value(byte) else {
                        if byte == UInt8(ascii: "=") { continue }
                        return nil
                    }
                    put(value, &decoded)
                case .escaped:
                    // Line breaks, and the slash that some encoders escape.
                    place = .inside
                    if byte == UInt8(ascii: "/") {
                        put(63, &decoded)
                    } else if byte != UInt8(ascii: "n"), byte != UInt8(ascii: "r") {
                        return nil
                    }
                case .after: return decoded
                }
            }
            return decoded
        }

        private mutating func restart(with byte: UInt8) {
            place = .before
            matched = byte == RTFileContent.key[0] ? 1 : 0
        }

        private mutating func put(_ value: UInt8, _ decoded: inout [UInt8]) {
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            guard bitCount >= 8 else { return }
            bitCount -= 8
            decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        }

        private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

        private static func value(_ byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
            case UInt8(ascii: "+"): 62
            case UInt8(ascii: "/"): 63
            default: nil
            }
        }
    }
}
