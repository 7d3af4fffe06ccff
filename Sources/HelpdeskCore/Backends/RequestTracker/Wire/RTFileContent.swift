import Foundation
import SystemKit

/// Extracts the bytes of a file from RT's JSON, in constant memory.
enum RTFileContent {
    /// The key of the base64. It cannot occur within a string of the JSON, whose quotes would be escaped.
    private static let key = Array(#""Content""#.utf8)

    /// Decodes the JSON in the file `source` into the file `target`. Returns the number of bytes.
    ///
    /// Throws `badAnswer` if there is no content, and errors of the files.
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

    /// Finds the content in successive pieces of an answer, and decodes it.
    struct Reader {
        private enum Place { case before, colon, quote, inside, escaped, after }

        private var place = Place.before
        private var matched = 0
        /// Base64 to be decoded.
        private var pending: [UInt8] = []
        private var isPadded = false

        var isComplete: Bool { place == .after }

        /// The bytes decoded from the next piece; nil if it is invalid.
        mutating func take(_ bytes: UnsafeRawBufferPointer) -> Data? {
            var index = 0
            // The possible end of the string in this piece.
            var quote: Int?
            while index < bytes.count, place != .after {
                if place == .inside {
                    if quote.map({ $0 < index }) ?? true {
                        quote = Self.find(UInt8(ascii: "\""), in: bytes, from: index) ?? bytes.count
                    }
                    let limit = quote ?? bytes.count
                    let line = UnsafeRawBufferPointer(rebasing: bytes[..<limit])
                    let end = Self.find(UInt8(ascii: "\\"), in: line, from: index) ?? limit
                    pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index..<end]))
                    if end < bytes.count { place = end < limit ? .escaped : .after }
                    index = end + 1
                } else {
                    guard step(bytes[index]) else { return nil }
                    index += 1
                }
            }
            return decodePending()
        }

        /// Reads a byte outside the base64; false if it is invalid.
        private mutating func step(_ byte: UInt8) -> Bool {
            switch place {
            case .before:
                let key = RTFileContent.key
                matched = byte == key[matched] ? matched + 1 : byte == key[0] ? 1 : 0
                if matched == key.count { place = .colon }
            case .colon:
                // The value "Content" is not the key.
                if byte == UInt8(ascii: ":") { place = .quote } else if !Self.isSpace(byte) { restart(with: byte) }
            case .quote:
                if byte == UInt8(ascii: "\"") { place = .inside } else if !Self.isSpace(byte) { return false }
            case .escaped:
                // Line breaks, and the slash, which some encoders escape.
                place = .inside
                if byte == UInt8(ascii: "/") { pending.append(byte) } else { return "nr".utf8.contains(byte) }
            case .inside, .after: break
            }
            return true
        }

        /// Decodes whole groups of four, and everything at the end of the string.
        private mutating func decodePending() -> Data? {
            let count = pending.count & ~3
            let ready = Data(pending.prefix(isComplete ? pending.count : count))
            pending.removeFirst(ready.count)
            if ready.isEmpty { return Data() }
            // Foundation is lenient, with results that depend on where the pieces end.
            let padding = ready.firstIndex(of: UInt8(ascii: "=")).map { ready[$0...] } ?? Data()
            guard ready.count % 4 == 0, !isPadded, padding.count <= 2,
                padding.allSatisfy({ $0 == UInt8(ascii: "=") })
            else { return nil }
            isPadded = !padding.isEmpty
            return Data(base64Encoded: ready)
        }

        private mutating func restart(with byte: UInt8) {
            place = .before
            matched = byte == RTFileContent.key[0] ? 1 : 0
        }

        private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

        private static func find(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }
}
