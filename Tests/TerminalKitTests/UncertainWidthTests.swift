import Testing

@testable import TerminalKit

@Suite("Text about whose width terminals disagree")
struct UncertainWidthTests {
    private func pieces(_ text: String, columns: Int = 40) -> [Grid.Piece] {
        var grid = Grid(size: Size(rows: 1, columns: columns))
        grid.write(text, row: 0, column: 0, style: .plain)
        return grid.uncertainPieces(row: 0) { cell, _ in cell.isUncertain }
    }

    @Test("Latin, Cyrillic, CJK and box drawing are certain")
    func certain() {
        #expect(pieces("│ Звіт № 7 é 日本語 한국어 → שָׁלוֹם ไทย").isEmpty)
    }

    @Test(
        "A spacing mark is painted with its letter, and what follows at its own column",
        arguments: ["கா", "का", "កា", "ကာ", "কা", "മാ"])
    func spacingMarks(cluster: String) {
        let found = pieces("a\(cluster)b")
        #expect(found.map(\.text) == [cluster, "b"])
        #expect(found.map(\.column) == [1, 1 + DisplayWidth.of(cluster)])
    }

    @Test("Every grapheme of a word has its own column, those between as well")
    func words() {
        for word in ["தமிழ்நாடு", "नमस्ते दुनिया", "ភាសាខ្មែរ", "မြန်မာဘာသာ", "ಕನ್ನಡ"] {
            var grid = Grid(size: Size(rows: 1, columns: 60))
            let end = grid.write(word + "|", row: 0, column: 0, style: .plain)
            let found = grid.uncertainPieces(row: 0) { cell, _ in cell.isUncertain }
            for piece in found {
                let start = word.count == piece.text.count ? 0 : piece.column
                #expect(start >= 0 && piece.column + piece.columns <= end)
            }
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.column + $0.columns <= $1.column }, "\(word)")
        }
    }

    @Test("Emoji are uncertain, as there are new ones every year")
    func emoji() {
        #expect(pieces("a🎧b").map(\.column) == [1, 3])
        #expect(pieces("a⚡b").map(\.column) == [1, 3])
    }

    @Test("Emoji of Unicode 14 to 18 are drawn as they are, two columns wide")
    func newestEmoji() {
        for value: UInt32 in [0x1FAE0, 0x1FAF7, 0x1FAF8, 0x1F6DC, 0x1FADF, 0x1FAE9, 0x1FACD, 0x1F6D8, 0x1FAEF] {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            #expect(Sanitizer.visible(text) == text, "U+\(String(value, radix: 16))")
            #expect(DisplayWidth.of(text) == 2, "U+\(String(value, radix: 16))")
        }
        #expect(WidthTable.unicodeVersion == "18.0.0")
        // Not assigned by Unicode 18.
        #expect(Sanitizer.visible("\u{1FAFF}") == "\u{FFFD}")
    }
}
