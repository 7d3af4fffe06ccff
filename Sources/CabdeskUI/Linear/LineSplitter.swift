/// Puts bytes together to lines, without their ends; what is not UTF-8 is replaced.
struct LineSplitter {
    private var bytes: [UInt8] = []

    /// The lines that `part` completes.
    mutating func take(_ part: ArraySlice<UInt8>) -> [String] {
        bytes += part
        var lines: [String] = []
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(Self.line(bytes[..<end]))
            bytes.removeSubrange(...end)
        }
        return lines
    }

    /// The line that no line end completed, if there is one.
    mutating func end() -> [String] {
        defer { bytes = [] }
        return bytes.isEmpty ? [] : [Self.line(bytes[...])]
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}
