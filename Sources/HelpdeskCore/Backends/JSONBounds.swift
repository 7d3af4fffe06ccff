import Foundation

/// Limits foreign JSON before it is decoded, because decoding can take many times the memory of the bytes.
struct JSONBounds: Hashable, Sendable {
    /// The number of values of any kind, not counting names of members.
    var values: Int
    /// How deep lists and objects may be nested.
    var depth: Int

    /// Whether the data, if it is JSON at all, is within the bounds. Does not decode it.
    func allows(_ data: Data) -> Bool {
        data.withUnsafeBytes { bytes in
            var (count, level, index) = (0, 0, 0)
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    index = Self.end(ofText: index + 1, in: bytes)
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    count += 1
                    level += 1
                    if level > depth { return false }
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    level -= 1
                case UInt8(ascii: ","):
                    count += 1
                default: break
                }
                if count > values { return false }
                index += 1
            }
            return true
        }
    }

    /// The position of the quote that ends a string; the end of the bytes if there is none.
    private static func end(ofText start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var index = start
        while index < bytes.count, let base = bytes.baseAddress {
            guard let found = memchr(base + index, Int32(UInt8(ascii: "\"")), bytes.count - index) else { break }
            let quote = base.distance(to: UnsafeRawPointer(found))
            var backslashes = 0
            while quote - backslashes > start, bytes[quote - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
            if backslashes % 2 == 0 { return quote }
            index = quote + 1
        }
        return bytes.count
    }
}
