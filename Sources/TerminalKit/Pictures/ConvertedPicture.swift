/// Reads what a program that converts pictures has written for a terminal.
///
/// Nothing of it is passed on as it is: the data is taken out of the one kind of sequence that was asked for, checked, and
/// put into a sequence of `Picture`'s own. Whatever else there is makes all of it unusable.
public enum ConvertedPicture {
    /// Pixels from the protocol of kitty, and the cells that the program would have given them.
    public static func kitty(_ output: [UInt8]) -> (content: Picture.Content, cells: Size)? {
        var reader = SequenceReader(output)
        var keys: [Substring: Int] = [:]
        var data: [UInt8] = []
        while let part = reader.next() {
            guard case .string("_", let body) = part, body.first == UInt8(ascii: "G") else {
                if part.isHarmless { continue }
                return nil
            }
            let halves = body.dropFirst().split(
                separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
            let isFirst = keys.isEmpty
            for pair in String(decoding: halves[0], as: UTF8.self).split(separator: ",") {
                let words = pair.split(separator: "=", maxSplits: 1)
                guard words.count == 2, isFirst || ["m", "q"].contains(words[0]) else { return nil }
                if words[0] == "a" {
                    guard words[1] == "T" else { return nil }
                } else if words[0] != "t" || words[1] != "d" {
                    // Among the other ways of transmission are files, which the terminal would read, and delete.
                    guard Self.kittyKeys.contains(words[0]), let number = Int(words[1]), number >= 0 else { return nil }
                    keys[words[0]] = number
                }
            }
            if halves.count == 2 { data += halves[1] }
        }
        guard reader.isComplete, let bits = keys["f"], bits == 24 || bits == 32, let width = keys["s"],
            let height = keys["v"], let columns = keys["c"], let rows = keys["r"], columns > 0, rows > 0,
            isBase64(data), (1...maxSide).contains(width), (1...maxSide).contains(height),
            // Neither more nor less than the pixels, in groups of three bytes.
            data.count == (width * height * bits / 8 + 2) / 3 * 4
        else { return nil }
        let size = PixelSize(width: width, height: height)
        return (.pixels(data, bits: bits, size), Size(rows: rows, columns: columns))
    }

    /// A file from an inline image of iTerm2, and the cells that the program would have given it.
    public static func iterm(_ output: [UInt8]) -> (content: Picture.Content, cells: Size)? {
        var reader = SequenceReader(output)
        var found: (Picture.Content, Size)?
        while let part = reader.next() {
            guard case .string("]", let body) = part else {
                if part.isHarmless { continue }
                return nil
            }
            let prefix = Array("1337;File=".utf8)
            guard found == nil, body.starts(with: prefix), let colon = body.firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            var keys: [Substring: Substring] = [:]
            for pair in String(decoding: body[..<colon].dropFirst(prefix.count), as: UTF8.self).split(separator: ";") {
                let words = pair.split(separator: "=", maxSplits: 1)
                guard words.count == 2 else { return nil }
                keys[words[0]] = words[1]
            }
            let data = Array(body[(colon + 1)...])
            // Anything that is not inline is a download.
            guard keys["inline"] == "1", let columns = keys["width"].flatMap({ Int($0) }), columns > 0,
                let rows = keys["height"].flatMap({ Int($0) }), rows > 0, isBase64(data)
            else { return nil }
            let padding = data.suffix(2).count { $0 == UInt8(ascii: "=") }
            found = (.file(data, count: data.count / 4 * 3 - padding), Size(rows: rows, columns: columns))
        }
        return reader.isComplete ? found : nil
    }

    /// The data of a sixel picture, and its size.
    public static func sixel(_ output: [UInt8]) -> (content: Picture.Content, size: PixelSize)? {
        var reader = SequenceReader(output)
        var found: (Picture.Content, PixelSize)?
        while let part = reader.next() {
            guard case .string("P", let body) = part else {
                if part.isHarmless { continue }
                return nil
            }
            // The parameters before its `q` say nothing that matters here.
            guard found == nil, let start = body.firstIndex(of: UInt8(ascii: "q")),
                body[..<start].allSatisfy({ SixelExtent.isParameter($0) }),
                let size = SixelExtent.size(of: body[(start + 1)...])
            else { return nil }
            found = (.sixel(Array(body[(start + 1)...])), size)
        }
        return reader.isComplete ? found : nil
    }

    /// Rows of cells from coloured characters.
    public static func symbols(_ output: [UInt8], in room: Size) -> [[Cell]]? {
        var reader = SequenceReader(output)
        var rows: [[Cell]] = [[]]
        var style = Style.plain
        while let part = reader.next() {
            switch part {
            case .text(let bytes):
                guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
                for scalar in text.unicodeScalars {
                    if scalar == "\n" {
                        rows.append([])
                    } else if scalar != "\r" {
                        // ASCII, lines, blocks and shapes: each has one column everywhere.
                        guard (0x20...0x7E).contains(scalar.value) || (0x2500...0x25FF).contains(scalar.value),
                            DisplayWidth.of(String(scalar)) == 1
                        else { return nil }
                        rows[rows.count - 1].append(Cell(text: String(scalar), style: style))
                    }
                }
            case .control(let parameters, "m"): guard change(&style, parameters) else { return nil }
            case .control, .string, .cursor: guard part.isHarmless else { return nil }
            }
        }
        if rows.last?.isEmpty == true { rows.removeLast() }
        let isInside = rows.count <= room.rows && rows.allSatisfy { $0.count <= room.columns }
        return reader.isComplete && isInside && !rows.isEmpty ? rows : nil
    }

    private static let kittyKeys: Set<Substring> = ["f", "s", "v", "c", "r", "m", "q", "i", "C"]
    /// Beyond any screen, and small enough that nothing overflows.
    private static let maxSide = 20_000

    private static func isBase64(_ data: [UInt8]) -> Bool {
        guard !data.isEmpty, data.count.isMultiple(of: 4) else { return false }
        let padding = data.suffix(2).count { $0 == UInt8(ascii: "=") }
        return data.dropLast(padding).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }

    /// SGR (ECMA-48, 8.3.117) as far as pictures of characters use it; false for anything else.
    private static func change(_ style: inout Style, _ parameters: [Int]) -> Bool {
        var rest = parameters[...]
        while let parameter = rest.popFirst() {
            switch parameter {
            case 0: style = .plain
            case 1: style.attributes.insert(.bold)
            case 7: style.attributes.insert(.reverse)
            case 22: style.attributes.remove(.bold)
            case 27: style.attributes.remove(.reverse)
            case 30...37: style.foreground = .indexed(UInt8(parameter - 30))
            case 39: style.foreground = .standard
            case 40...47: style.background = .indexed(UInt8(parameter - 40))
            case 49: style.background = .standard
            case 90...97: style.foreground = .indexed(UInt8(parameter - 82))
            case 100...107: style.background = .indexed(UInt8(parameter - 92))
            case 38, 48:
                guard let color = color(&rest) else { return false }
                if parameter == 38 { style.foreground = color } else { style.background = color }
            default: return false
            }
        }
        return true
    }

    private static func color(_ rest: inout ArraySlice<Int>) -> Color? {
        let count = rest.first == 5 ? 2 : 4
        let words = rest.prefix(count).dropFirst().map { UInt8(exactly: $0) }
        defer { rest = rest.dropFirst(count) }
        switch (rest.first, words.count) {
        case (5, 1): return words[0].map { .indexed($0) }
        case (2, 3):
            guard let red = words[0], let green = words[1], let blue = words[2] else { return nil }
            return .rgb(red, green, blue)
        default: return nil
        }
    }
}

/// The extent of sixel data (DEC STD 070), of which every byte is looked at.
private enum SixelExtent {
    static func isParameter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ";")
    }

    /// Nil for bytes that are no sixel data, and for a picture larger than any screen.
    static func size(of data: ArraySlice<UInt8>) -> PixelSize? {
        var (column, width, bands) = (0, 0, 0)
        var rest = data
        /// The number that follows, within reason.
        func number() -> Int? {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits.isEmpty || digits.count > 5 ? nil : Int(String(decoding: digits, as: UTF8.self))
        }
        while let byte = rest.popFirst() {
            var count = 0
            switch byte {
            case UInt8(ascii: "?")...UInt8(ascii: "~"): count = 1
            case UInt8(ascii: "!"):
                guard let repeated = number(), let next = rest.popFirst(),
                    (UInt8(ascii: "?")...UInt8(ascii: "~")).contains(next)
                else { return nil }
                count = repeated
            case UInt8(ascii: "$"): column = 0
            case UInt8(ascii: "-"):
                column = 0
                bands += 1
            // Colours and the size, with their parameters, and line ends, which mean nothing.
            case UInt8(ascii: "#"), UInt8(ascii: "\""): rest = rest.drop(while: isParameter)
            case 0x0A, 0x0D: break
            default: return nil
            }
            if count > 0, bands >= 0 {
                column += count
                width = max(width, column)
            }
            guard width <= 20_000, bands <= 4_000 else { return nil }
        }
        // After the last line of sixels there may be one more line end.
        let isOpen = data.last { $0 != 0x0A && $0 != 0x0D } != UInt8(ascii: "-")
        let height = (bands + (isOpen ? 1 : 0)) * 6
        return width > 0 && height > 0 ? PixelSize(width: width, height: height) : nil
    }
}

/// Takes apart what was written for a terminal: text, and the sequences of ECMA-48.
private struct SequenceReader {
    enum Part {
        case text([UInt8])
        /// CSI: its parameters and its final byte; a private one has none.
        case control([Int], Unicode.Scalar)
        /// DCS, OSC or APC: the letter that begins it, and what it contains.
        case string(Unicode.Scalar, ArraySlice<UInt8>)
        case cursor

        /// Line ends and colours around a picture, and hiding the cursor: left out, not passed on.
        var isHarmless: Bool {
            switch self {
            case .text(let bytes): bytes.allSatisfy { [0x0A, 0x0D, 0x20].contains($0) }
            case .control(_, "m"), .cursor: true
            case .control, .string: false
            }
        }
    }

    private var rest: ArraySlice<UInt8>
    /// False as soon as something was no sequence, or not whole.
    private(set) var isComplete = true

    init(_ output: [UInt8]) {
        rest = output[...]
    }

    /// Nil at the end, and at the first thing that is not understood.
    mutating func next() -> Part? {
        guard let first = rest.first, isComplete else { return nil }
        guard first == 0x1B else {
            let text = rest.prefix { $0 != 0x1B }
            rest = rest.dropFirst(text.count)
            return .text(Array(text))
        }
        let part = sequence(after: rest.dropFirst())
        if part == nil { isComplete = false }
        return part
    }

    private mutating func sequence(after escape: ArraySlice<UInt8>) -> Part? {
        let body = escape.dropFirst()
        switch escape.first {
        case UInt8(ascii: "["):
            let parameters = body.prefix { (0x30...0x3F).contains($0) }
            guard let final = body.dropFirst(parameters.count).first, (0x40...0x7E).contains(final) else { return nil }
            rest = body.dropFirst(parameters.count + 1)
            let text = String(decoding: parameters, as: UTF8.self)
            if text == "?25", "lh".utf8.contains(final) { return .cursor }
            let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { $0.isEmpty ? 0 : Int($0) }
            guard numbers.allSatisfy({ $0 != nil }) else { return nil }
            return .control(numbers.compactMap(\.self), Unicode.Scalar(final))
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"):
            guard let end = body.firstIndex(where: { $0 == 0x1B || $0 == 0x07 }), let letter = escape.first else {
                return nil
            }
            if body[end] == 0x1B {
                guard end + 1 < body.endIndex, body[end + 1] == UInt8(ascii: "\\") else { return nil }
                rest = body[(end + 2)...]
            } else {
                rest = body[(end + 1)...]
            }
            return .string(Unicode.Scalar(letter), body[..<end])
        default: return nil
        }
    }
}
