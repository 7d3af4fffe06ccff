import Foundation

/// A picture of the program's window with an error in it, drawn point by point and written as a PNG.
///
/// PNG (Portable Network Graphics, second edition): 8-bit palette, one IDAT of stored deflate blocks (RFC 1950, 1951).
struct DemoPicture {
    private static let width = 320
    private static let height = 200
    /// Red, green, blue: background, window, title bar, line, warning, text, highlighted row.
    private static let palette: [UInt8] = [
        0x2E, 0x34, 0x40, 0xF4, 0xF5, 0xF7, 0x3B, 0x6E, 0xA5, 0xC8, 0xCC, 0xD4, 0xC0, 0x39, 0x2B, 0x33, 0x3A, 0x45,
        0xDD, 0xE8, 0xF5,
    ]

    private var points = [UInt8](repeating: 0, count: width * height)

    /// `highlightedRow` tells one picture from another.
    static func png(highlightedRow: Int) -> Data {
        var picture = DemoPicture()
        picture.drawWindow(highlightedRow: highlightedRow)
        picture.drawMessage()
        return picture.encoded()
    }

    private mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ colour: UInt8) {
        for row in rows.clamped(to: 0..<Self.height) {
            for column in columns.clamped(to: 0..<Self.width) {
                points[row * Self.width + column] = colour
            }
        }
    }

    private mutating func drawWindow(highlightedRow: Int) {
        fill(12..<308, 10..<190, 1)
        fill(12..<308, 10..<26, 2)
        fill(18..<110, 15..<21, 1)
        for row in 0..<8 {
            let top = 36 + row * 18
            if row == highlightedRow { fill(14..<306, top - 5..<top + 12, 6) }
            fill(14..<306, top + 12..<top + 13, 3)
            for (column, length) in [(22, 26), (66, 90 - row * 7), (180, 34 + row * 5), (256, 30)] {
                fill(column..<column + length, top..<top + 5, 5)
            }
        }
    }

    private mutating func drawMessage() {
        fill(84..<240, 72..<136, 5)
        fill(86..<238, 74..<134, 1)
        fill(86..<238, 74..<88, 4)
        fill(94..<150, 78..<84, 1)
        for (row, length) in [(98, 128), (108, 112), (118, 60)] {
            fill(94..<94 + length, row..<row + 4, 5)
        }
        fill(194..<230, 116..<128, 2)
    }

    private func encoded() -> Data {
        var header = Data()
        header.append(bigEndian: UInt32(Self.width))
        header.append(bigEndian: UInt32(Self.height))
        header.append(contentsOf: [8, 3, 0, 0, 0])
        var lines: [UInt8] = []
        for row in 0..<Self.height {
            lines.append(0)
            lines += points[row * Self.width..<(row + 1) * Self.width]
        }
        var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        file.append(pngChunk: "IHDR", header)
        file.append(pngChunk: "PLTE", Data(Self.palette))
        file.append(pngChunk: "IDAT", Self.deflated(lines))
        file.append(pngChunk: "IEND", Data())
        return file
    }

    /// zlib's format without compression: nothing in the demo needs to be small.
    private static func deflated(_ bytes: [UInt8]) -> Data {
        var stream = Data([0x78, 0x01])
        var start = 0
        while start < bytes.count {
            let end = min(start + 65_535, bytes.count)
            let count = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            stream.append(contentsOf: [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)])
            stream.append(contentsOf: bytes[start..<end])
            start = end
        }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        stream.append(bigEndian: high << 16 | low)
        return stream
    }
}

extension Data {
    fileprivate mutating func append(bigEndian number: UInt32) {
        append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    fileprivate mutating func append(pngChunk name: String, _ content: Data) {
        append(bigEndian: UInt32(content.count))
        let checked = Data(name.utf8) + content
        append(checked)
        var checksum: UInt32 = .max
        for byte in checked {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        append(bigEndian: ~checksum)
    }
}
