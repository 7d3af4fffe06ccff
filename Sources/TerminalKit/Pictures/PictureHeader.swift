/// The kind and size of a picture, as its first bytes say it. Nothing is decoded.
public struct PictureHeader: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case png, jpeg, gif, webp, bmp
    }

    public let kind: Kind
    public let size: PixelSize

    /// How much of a file is enough. In a JPEG the size stands behind its metadata, which may have a thumbnail.
    public static let bytesNeeded = 256 << 10

    /// Nil if the bytes do not begin like a picture, or its size is not there.
    public init?(_ head: [UInt8]) {
        let bytes = Bytes(head)
        if bytes.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0), bytes.has("IHDR", at: 12) {
            self.init(.png, bytes.big(16, 4), bytes.big(20, 4))
        } else if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) {
            self.init(.gif, bytes.little(6, 2), bytes.little(8, 2))
        } else if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) {
            let (width, height) = Self.webp(bytes)
            self.init(.webp, width, height)
        } else if bytes.has("BM", at: 0), bytes.little(14, 4) ?? 0 >= 40 {
            // A height may be negative, for a picture that begins at its top.
            let height = bytes.little(22, 4).map { Int(Int32(truncatingIfNeeded: $0).magnitude) }
            self.init(.bmp, bytes.little(18, 4), height)
        } else if bytes.has([0xFF, 0xD8, 0xFF], at: 0) {
            let (width, height) = Self.jpeg(bytes)
            self.init(.jpeg, width, height)
        } else {
            return nil
        }
    }

    /// Whether the file has an end, where its kind has one that is easily found. A terminal shows nothing of a PNG that
    /// was cut off, and does not say so.
    public func isWhole(_ file: [UInt8]) -> Bool {
        guard kind == .png else { return true }
        let bytes = Bytes(file)
        // Chunks: a length, a name, the data, a checksum.
        var at = 8
        while let length = bytes.big(at, 4), length < file.count {
            if bytes.has("IEND", at: at + 4) { return at + 12 <= file.count }
            at += 12 + length
        }
        return false
    }

    private init?(_ kind: Kind, _ width: Int?, _ height: Int?) {
        guard let width, let height, width > 0, height > 0 else { return nil }
        self.kind = kind
        size = PixelSize(width: width, height: height)
    }

    /// Lossy, lossless or extended (RFC 9649).
    private static func webp(_ bytes: Bytes) -> (Int?, Int?) {
        if bytes.has("VP8 ", at: 12) {
            return (bytes.little(26, 2).map { $0 & 0x3FFF }, bytes.little(28, 2).map { $0 & 0x3FFF })
        }
        if bytes.has("VP8L", at: 12) {
            let bits = bytes.little(21, 4)
            return (bits.map { ($0 & 0x3FFF) + 1 }, bits.map { ($0 >> 14 & 0x3FFF) + 1 })
        }
        guard bytes.has("VP8X", at: 12) else { return (nil, nil) }
        return (bytes.little(24, 3).map { $0 + 1 }, bytes.little(27, 3).map { $0 + 1 })
    }

    /// From the header of the frame, behind any number of segments with a length (ITU-T T.81, B.1).
    private static func jpeg(_ bytes: Bytes) -> (Int?, Int?) {
        var at = 2
        while let mark = bytes.big(at, 2), mark > 0xFF00 {
            // Any number of fill bytes may precede a mark.
            if mark == 0xFFFF {
                at += 1
                continue
            }
            let isFrame = (0xFFC0...0xFFCF).contains(mark) && ![0xFFC4, 0xFFC8, 0xFFCC].contains(mark)
            if isFrame { return (bytes.big(at + 7, 2), bytes.big(at + 5, 2)) }
            guard let length = bytes.big(at + 2, 2), length >= 2 else { break }
            at += 2 + length
        }
        return (nil, nil)
    }
}

/// Numbers in bytes; nil where the bytes end before them.
private struct Bytes {
    private let all: [UInt8]

    init(_ all: [UInt8]) {
        self.all = all
    }

    func has(_ expected: [UInt8], at start: Int) -> Bool { all.dropFirst(start).starts(with: expected) }

    func has(_ expected: StaticString, at start: Int) -> Bool { has(Array("\(expected)".utf8), at: start) }

    func big(_ start: Int, _ count: Int) -> Int? { number(start, count)?.reduce(0) { $0 << 8 | Int($1) } }

    func little(_ start: Int, _ count: Int) -> Int? {
        number(start, count)?.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func number(_ start: Int, _ count: Int) -> ArraySlice<UInt8>? {
        start + count <= all.count ? all[start..<start + count] : nil
    }
}
