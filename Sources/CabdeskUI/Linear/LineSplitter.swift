/// Joins bytes to lines, without their ends, and replaces bytes that are not UTF-8.
public struct LineSplitter {
    /// The first bytes of a line that has no end yet.
    private var bytes: [UInt8] = []

    /// Of a longer line the rest is left out: it holds more than a message may have, and nobody types it.
    public static let maxLineBytes = 256 * 1024

    public init() {}

    /// The lines that `part` completes.
    public mutating func take(_ part: ArraySlice<UInt8>) -> [String] {
        var lines: [String] = []
        var rest = part
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            keep(rest[..<end])
            lines.append(takeLine())
            rest = rest[(end + 1)...]
        }
        keep(rest)
        return lines
    }

    /// The line that no line end completed, if there is one.
    public mutating func end() -> [String] { bytes.isEmpty ? [] : [takeLine()] }

    private mutating func keep(_ part: ArraySlice<UInt8>) {
        bytes += part.prefix(Self.maxLineBytes - bytes.count)
    }

    private mutating func takeLine() -> String {
        defer { bytes.removeAll() }
        return String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}
