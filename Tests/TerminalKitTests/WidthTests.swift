import Testing

@testable import TerminalKit

@Suite("Display width")
struct WidthTests {
    /// Code points and their columns as Python's wcwidth gives them, an independent reading of the same standard.
    static let reference: [(text: String, columns: Int)] = [
        ("йЁїєґѢ", 1), ("aéßŁ…—№", 1), ("ｶ", 1), ("─┌█▶●★€₴→✓☎❤✈", 1),
        ("你日本語한글カア、。Ａ", 2), ("😀🚕🎉⌚⚡🧑🏠", 2), ("\u{301}\u{306}\u{308}\u{20D7}\u{E31}\u{483}", 0),
    ]

    @Test("A code point's columns agree with an independent table")
    func table() {
        for (text, columns) in Self.reference {
            for scalar in text.unicodeScalars {
                #expect(WidthTable.columns(scalar) == columns, "U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test(
        "A grapheme has the width of what is drawn for it",
        arguments: [
            ("e\u{301}", 1), ("и\u{306}", 1), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("❤\u{FE0F}", 1), ("🇺🇦", 2),
            ("1\u{FE0F}\u{20E3}", 1),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1B}", 1), ("\t", 4), ("\n", 1), ("\u{200B}", 1), ("\u{301}", 1),
        ])
    func graphemes(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
        #expect(text.reduce(0) { $0 + DisplayWidth.of($1) } == columns)
    }

    @Test("A prefix never cuts a wide character in half")
    func prefix() {
        #expect(DisplayWidth.prefix("a你好", columns: 2) == "a")
        #expect(DisplayWidth.prefix("a你好", columns: 3) == "a你")
        #expect(DisplayWidth.prefix("Привіт", columns: 99) == "Привіт")
        #expect(DisplayWidth.prefix("abe\u{301}d", columns: 3) == "abe\u{301}")
        #expect(DisplayWidth.prefix("Привіт", columns: -1).isEmpty)
    }

    @Test("Truncated text fits and says so")
    func truncation() {
        #expect("Заявка".truncated(to: 6) == "Заявка")
        #expect("Заявка".truncated(to: 5) == "Заяв…")
        #expect("你好吗".truncated(to: 4) == "你…")
        #expect("abc".truncated(to: 0) == "")
    }

    @Test("Widths add up, and what is cut or padded keeps to its room, whatever the text is")
    func property() {
        var random = SeededGenerator(seed: 1_042)
        for _ in 0..<2_000 {
            let text = random.hostileText(length: 10)
            let width = text.reduce(0) { $0 + DisplayWidth.of($1) }
            #expect(DisplayWidth.of(text) == width)
            let columns = Int.random(in: 0...12, using: &random)
            let prefix = DisplayWidth.prefix(text, columns: columns)
            #expect(DisplayWidth.of(prefix) <= columns)
            if let next = text[prefix.endIndex...].first {
                #expect(DisplayWidth.of(prefix) + DisplayWidth.of(next) > columns)
            }
            #expect(DisplayWidth.of(text.truncated(to: columns)) <= columns)
            #expect(DisplayWidth.of(text.padded(to: columns)) == columns)
        }
    }

    @Test("Padded text has exactly the width asked for")
    func padding() {
        #expect("№7".padded(to: 5, alignment: .trailing) == "   №7")
        #expect("ok".padded(to: 5, alignment: .center) == " ok  ")
        for text in ["", "你好", "a\u{301}你", "🇺🇦🇺🇦🇺🇦", "\u{1B}[2J"] {
            for columns in 0..<9 { #expect(DisplayWidth.of(text.padded(to: columns)) == columns) }
        }
    }
}
