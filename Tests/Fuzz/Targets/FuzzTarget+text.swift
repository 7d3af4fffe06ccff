@testable import CursesTerminal
@testable import TerminalKit

/// Text on its way to the terminal.
extension FuzzTarget {
    /// Sanitised text cannot drive the terminal or hide, is as wide as it is drawn, and stays as it is.
    static func sanitiser(_ text: String) throws(Finding) {
        for keepsLineEnds in [false, true] {
            func sanitise(_ text: String) -> String {
                keepsLineEnds ? Sanitizer.visibleLines(text) : Sanitizer.visible(text)
            }
            let shown = sanitise(text)
            try requireHarmless(shown, lineEnds: keepsLineEnds)
            try requireSame(sanitise(shown), shown, "sanitised twice and once")
            try require(shown.utf8.count <= 4 * text.utf8.count, "grows to \(shown.utf8.count) bytes")
        }
        let width = DisplayWidth.of(Sanitizer.visible(text))
        try require(DisplayWidth.of(text) == width, "is measured \(DisplayWidth.of(text)) wide, drawn \(width)")
    }

    /// Wrapped, cut and drawn text stays within the columns and loses nothing. The first byte says how many there are.
    static func layout(_ bytes: [UInt8]) throws(Finding) {
        guard let first = bytes.first else { return }
        let columns = Int(first % 100) + 1
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        try requireWrapped(text, columns: columns)
        let cut = text.truncated(to: columns)
        try require(DisplayWidth.of(cut) <= columns, "cut to \(columns) is \(DisplayWidth.of(cut)) wide")
        let padded = text.padded(to: columns, alignment: .center)
        try require(DisplayWidth.of(padded) == columns, "padded to \(columns) is \(DisplayWidth.of(padded)) wide")
        var grid = Grid(size: Size(rows: 1, columns: columns))
        let end = grid.write(text, row: 0, column: 0, style: .plain)
        let width = DisplayWidth.of(text)
        try require(width <= columns ? end == width : end <= columns, "\(width) wide, written to column \(end)")
        try requireWhole(grid)
        grid.write(text, row: 0, column: -columns / 2, style: .plain)
        grid.write(text, row: 0, column: columns / 2, columns: 3, style: .plain)
        try requireWhole(grid)
    }

    private static func requireWrapped(_ text: String, columns: Int) throws(Finding) {
        let lines = TextWrap.lines(text, columns: columns)
        var place = text.startIndex
        for line in lines {
            if line.startIndex != place {
                try require(
                    Glyphs.isLineEnd(text[place]) && text.index(after: place) == line.startIndex,
                    "text is lost between two lines")
            }
            place = line.endIndex
            var drawn = line
            while drawn.last == " " { drawn.removeLast() }
            try require(
                DisplayWidth.of(drawn) <= columns || drawn.count == 1,
                "a line for \(columns) columns is \(DisplayWidth.of(drawn)) wide")
        }
        try require(place == text.endIndex, "the end of the text is in no line")
        let few = TextWrap.lines(text, columns: columns, limit: 2)
        try require(few == Array(lines.prefix(2)), "a limit of lines changes the first lines")
    }

    /// Every row is filled exactly, and nothing in it drives the terminal.
    private static func requireWhole(_ grid: Grid) throws(Finding) {
        var wide = false
        for column in 0..<grid.size.columns {
            let cell = grid[Position(row: 0, column: column)]
            try require(cell.text.isEmpty == wide, "half of a wide character in column \(column)")
            guard !wide else {
                wide = false
                continue
            }
            let isWide = column + 1 < grid.size.columns && grid[Position(row: 0, column: column + 1)].text.isEmpty
            let width = isWide ? 2 : 1
            try require(DisplayWidth.of(cell.text) == width, "a cell of \(width) columns is not as wide")
            try requireHarmless(cell.text, lineEnds: false)
            var sent: [UInt8] = []
            let isSent = CellText.append(cell, columns: width, to: &sent)
            try require(isSent != CellText.isUncertain(cell, columns: width), "uncertain text is sent to ncurses")
            try require(String(validating: sent, as: UTF8.self) != nil, "a cell is sent as no UTF-8")
            try requireHarmless(String(decoding: sent, as: UTF8.self), lineEnds: false)
            wide = isWide
        }
        var end = 0
        for piece in grid.uncertainPieces(row: 0, isUncertain: { CellText.isUncertain($0, columns: $1) }) {
            try requireHarmless(piece.text, lineEnds: false)
            try require(piece.column >= end, "pieces lie over each other")
            end = piece.column + piece.columns
        }
        try require(end <= grid.size.columns, "a piece leaves the row")
        try require(!wide, "a wide character is cut at the end")
    }

    /// A request to the terminal ends where it should, has no more parameters than it should, and is short.
    static func osc(_ text: String) throws(Finding) {
        let requests: [(OSC, parameters: Int)] = [
            (.copy(text), 3), (.title(text), 2), (.notify(text), 2), (.notifyTitled(title: text, text: text), 4),
        ]
        for (request, parameters) in requests {
            let scalars = Array(request.sequence.unicodeScalars)
            try require(scalars.starts(with: ["\u{1B}", "]"]) && scalars.last == "\u{07}", "no whole sequence")
            let inside = scalars.dropFirst(2).dropLast()
            try requireHarmless(String(String.UnicodeScalarView(inside)), lineEnds: false)
            let count = inside.count { $0 == ";" } + 1
            try require(count == parameters, "\(count) parameters instead of \(parameters)")
            if case .copy = request { continue }
            try require(request.sequence.utf8.count <= 8192, "\(request.sequence.utf8.count) bytes")
        }
    }

    /// Of what a program writes as a picture, nothing reaches the terminal but a picture.
    static func pictures(_ bytes: [UInt8]) throws(Finding) {
        if let size = PictureHeader(bytes)?.size { try require(size.width > 0 && size.height > 0, "no extent") }
        let contents = [
            ConvertedPicture.kitty(bytes)?.content, ConvertedPicture.iterm(bytes)?.content,
            ConvertedPicture.sixel(bytes)?.content,
        ]
        for case let content? in contents {
            let sequence = Picture(content, size: Size(rows: 1, columns: 1)).sequence
            let escapes = sequence.indices.filter { sequence[$0] == 0x1B }
            for (index, place) in escapes.enumerated() {
                let next = sequence[(place + 1)...].first.map { Unicode.Scalar($0) }
                let isRight = index.isMultiple(of: 2) ? next == "_" || next == "]" || next == "P" : next == "\\"
                try require(isRight, "a sequence within the picture")
            }
            let controls = sequence.filter { $0 < 0x20 && ![0x1B, 0x0A, 0x0D].contains($0) || $0 > 0x7E }
            try require(controls.isEmpty || controls == [0x07] && sequence.last == 0x07, "a control within the picture")
        }
        for cell in (ConvertedPicture.symbols(bytes, in: Size(rows: 50, columns: 50)) ?? []).joined() {
            try requireHarmless(cell.text, lineEnds: false)
            try require(cell.text.unicodeScalars.count == 1, "more than a character in a cell")
        }
    }

    /// No controls, nothing that is not drawn but for what joins an emoji, no pile of marks.
    static func requireHarmless(_ text: String, lineEnds: Bool) throws(Finding) {
        var marks = 0
        // The character that a joiner, a tag or a modifier belongs to.
        var base: Unicode.Scalar = "\0"
        for scalar in text.unicodeScalars {
            let isMark: Bool
            switch scalar.properties.generalCategory {
            case .control where lineEnds && scalar == "\n": isMark = false
            case .format where scalar == "\u{200D}" && Glyphs.isPictograph(base): isMark = false
            // Younger than the standard library.
            case .unassigned where WidthTable.isEmoji(scalar): isMark = false
            case .format where isTag(scalar) && base == "\u{1F3F4}": isMark = false
            case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
                throw Finding("U+\(String(scalar.value, radix: 16)) gets through in \(text.debugDescription)")
            case .nonspacingMark, .enclosingMark: isMark = true
            default: isMark = false
            }
            marks = isMark ? marks + 1 : 0
            try require(marks <= 8, "a pile of marks")
            if !isMark, !isTag(scalar), !scalar.properties.isEmojiModifier { base = scalar }
        }
    }

    private static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }
}
