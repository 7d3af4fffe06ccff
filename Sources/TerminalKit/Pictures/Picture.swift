import Foundation

/// A picture as a terminal takes it, and the cells that it covers.
///
/// Its sequence is always written here: what a file or another program gives is Base64 in it, or sixel data of which every
/// byte was checked. So neither can make the terminal do anything but show a picture.
public struct Picture: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// For kitty: a PNG file in Base64.
        case png([UInt8])
        /// For kitty: pixels in Base64, with 24 or 32 bits each.
        case pixels([UInt8], bits: Int, PixelSize)
        /// For iTerm2: a file in Base64, whose size is given in bytes.
        case file([UInt8], count: Int)
        /// For sixel: the data between its introducer and its end.
        case sixel([UInt8])
    }

    public let content: Content
    /// In cells.
    public let size: Size

    public init(_ content: Content, size: Size) {
        self.content = content
        self.size = size
    }

    /// The bytes that show it at the cursor. The cursor may be anywhere afterwards.
    public var sequence: [UInt8] {
        switch content {
        case .png(let data): kitty("f=100", data)
        case .pixels(let data, let bits, let pixels): kitty("f=\(bits),s=\(pixels.width),v=\(pixels.height)", data)
        case .file(let data, let count):
            Array(
                """
                \u{1B}]1337;File=inline=1;size=\(count);width=\(size.columns);height=\(size.rows);\
                preserveAspectRatio=1;doNotMoveCursor=1:
                """.utf8) + data + [0x07]
        case .sixel(let data): Array("\u{1B}P0;1q".utf8) + data + Array("\u{1B}\\".utf8)
        }
    }

    /// The bytes that take it away; empty where writing over its cells does.
    public var removal: String {
        switch content {
        // Answers (q) are not wanted.
        case .png, .pixels: "\u{1B}_Ga=d,d=I,i=\(Self.id),q=2\u{1B}\\"
        case .file, .sixel: ""
        }
    }

    /// The number by which kitty knows the picture; there is one at a time.
    private static let id = 1_665
    /// The most that kitty takes in one sequence.
    private static let chunk = 4096

    private func kitty(_ keys: String, _ data: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + data.count / Self.chunk * 16 + 128)
        var rest = data[...]
        var keys = "a=T,\(keys),i=\(Self.id),p=1,c=\(size.columns),r=\(size.rows),C=1,q=2,"
        repeat {
            let part = rest.prefix(Self.chunk)
            rest = rest.dropFirst(Self.chunk)
            bytes += Array("\u{1B}_G\(keys)m=\(rest.isEmpty ? 0 : 1);".utf8) + part + Array("\u{1B}\\".utf8)
            keys = ""
        } while !rest.isEmpty
        return bytes
    }
}

extension Picture {
    /// A file that the terminal decodes itself; nil for a kind of file that it does not take.
    public init?(file: [UInt8], header: PictureHeader, for support: PictureSupport, room: Size) {
        let size = Self.size(of: header.size, in: room, cell: support.cell)
        switch (support.format, header.kind) {
        case (.kitty, .png): self.init(.png(Self.base64(file)), size: size)
        case (.iterm, .png), (.iterm, .jpeg), (.iterm, .gif):
            self.init(.file(Self.base64(file), count: file.count), size: size)
        case (.kitty, _), (.iterm, _), (.sixel, _), (nil, _): return nil
        }
    }

    static func base64(_ bytes: [UInt8]) -> [UInt8] { Array(Data(bytes).base64EncodedData()) }

    /// Where a terminal does not tell how large its cells are: the usual proportions.
    public static let usualCell = PixelSize(width: 10, height: 20)

    /// The cells that a picture covers: its own size, or as large as the room lets it be in its proportions.
    public static func size(of pixels: PixelSize, in room: Size, cell: PixelSize?) -> Size {
        let cell = cell ?? usualCell
        let columns = Double(pixels.width) / Double(cell.width)
        let rows = Double(pixels.height) / Double(cell.height)
        let scale = min(1, Double(room.columns) / columns, Double(room.rows) / rows)
        return Size(
            rows: min(room.rows, max(1, Int((rows * scale).rounded(.up)))),
            columns: min(room.columns, max(1, Int((columns * scale).rounded(.up)))))
    }
}

/// A picture and where its upper left corner is.
public struct PlacedPicture: Hashable, Sendable {
    public let picture: Picture
    public let position: Position

    public init(_ picture: Picture, at position: Position) {
        self.picture = picture
        self.position = position
    }

    public var rows: Range<Int> { position.row..<position.row + picture.size.rows }
}
