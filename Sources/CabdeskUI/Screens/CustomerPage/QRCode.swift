import CQRencode

/// A QR code (ISO/IEC 18004) as dark and light modules, with the quiet zone that scanners need.
struct QRCode: Equatable {
    /// Light modules around the symbol; the standard asks for four.
    static let quietZone = 4

    /// Modules a side, quiet zone included.
    let side: Int
    private let dark: [Bool]

    /// Nil if the text is longer than a QR code holds.
    ///
    /// On a screen nothing is smudged, so that the lowest level of error correction does, and the code stays small
    /// enough for a small window: a one-time link takes 33 modules a side.
    init?(_ text: String) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let side = width + 2 * Self.quietZone
        var dark = Array(repeating: false, count: side * side)
        for row in 0..<width {
            for column in 0..<width {
                // The lowest bit of a module is its colour.
                dark[(row + Self.quietZone) * side + column + Self.quietZone] =
                    code.pointee.data[row * width + column] & 1 == 1
            }
        }
        self.side = side
        self.dark = dark
    }

    private func isDark(_ row: Int, _ column: Int) -> Bool {
        row < side && dark[row * side + column]
    }

    /// Two rows of modules a line, drawn with half blocks in black on white.
    var lines: [String] {
        stride(from: 0, to: side, by: 2).map { row in
            String(
                (0..<side).map { column -> Character in
                    switch (isDark(row, column), isDark(row + 1, column)) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                })
        }
    }
}
