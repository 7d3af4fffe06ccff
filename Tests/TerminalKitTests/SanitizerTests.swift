import Testing

@testable import TerminalKit

@Suite("Sanitising")
struct SanitizerTests {
    @Test(
        "What would drive the terminal is shown instead",
        arguments: [
            ("\u{1B}]0;gotcha\u{07}", "␛]0;gotcha␇"), ("\u{1B}[2J", "␛[2J"), ("\u{9B}31m", "�31m"), ("a\u{7F}b", "a␡b"),
            ("a\0b", "a␀b"), ("a\rb", "a␍b"), ("a\nb\r\nc\u{2028}d", "a↵b↵c↵d"), ("a\tb", "a    b"),
        ])
    func controls(text: String, shown: String) {
        #expect(Sanitizer.visible(text) == shown)
    }

    @Test(
        "What hides from the eye is shown",
        arguments: [
            ("invoice\u{202E}gpj.exe", "invoice·gpj.exe"), ("\u{2066}a\u{2069}", "·a·"), ("a\u{200B}b\u{FEFF}", "a·b·"),
            ("a\u{200D}b", "a·b"), ("pay\u{AD}pal", "pay·pal"), ("\u{E000}", "�"), ("\u{115F}\u{3164}", "··"),
            ("x\u{E0041}", "x·"), ("\u{301}a", "◌\u{301}a"),
        ])
    func invisible(text: String, shown: String) {
        #expect(Sanitizer.visible(text) == shown)
    }

    @Test(
        "What is meant to be seen stays as it is",
        arguments: [
            "Привіт, як справи? Ґанок, їжак, єнот", "и\u{306}", "👨‍👩‍👧", "👍🏽", "🇺🇦", "❤\u{FE0F}", "שלום",
            "你好", "e\u{301}",
        ])
    func harmless(text: String) {
        #expect(Sanitizer.visible(text) == text)
    }

    @Test("A pile of combining marks is cut")
    func marks() {
        let pile = "Z" + String(repeating: "\u{301}", count: 500)
        #expect(Sanitizer.visible(pile).unicodeScalars.count == 9)
    }

    @Test("Lines stay lines where they are wanted")
    func lines() {
        #expect(Sanitizer.visibleLines("a\r\nb\u{2029}c\u{1B}\n") == "a\nb\nc␛\n")
    }

    @Test("Text of any code points comes out harmless, once and for all, and as wide as it is drawn")
    func anything() {
        var random = SeededGenerator(seed: 20_240_817)
        for _ in 0..<2_000 {
            let text = random.hostileText(length: 12)
            let shown = Sanitizer.visible(text)
            #expect(Sanitizer.visible(shown) == shown)
            #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
            #expect(!shown.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x200B })
            #expect(DisplayWidth.of(shown) == DisplayWidth.of(text), "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test("No code point of any kind drives the terminal, hides or takes another width than it is drawn with")
    func everyCodePoint() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // Most of the planes are letters of one kind, private or unassigned; every 61st of them is enough.
            let isVaried = value < 0x3400 || (0xF900...0x11FFF).contains(value) || (0x1F000...0x1FFFF).contains(value)
            if !isVaried, !(0xE0000...0xE0FFF).contains(value), value % 61 != 0 { continue }
            let shown = Sanitizer.visible("a\(Character(scalar))b")
            let isHarmless = shown.unicodeScalars.allSatisfy { shownScalar in
                switch shownScalar.properties.generalCategory {
                // The standard library may be older than the table.
                case .unassigned: WidthTable.isEmoji(shownScalar)
                case .control, .format, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
            let width = DisplayWidth.of(shown)
            if !isHarmless || width != DisplayWidth.of("a\(Character(scalar))b") || width < 2 {
                Issue.record("U+\(String(value, radix: 16)) is shown as \(shown.unicodeScalars.map(\.value))")
            }
        }
    }

    @Test("Ten thousand marks on one letter and a line of a megabyte are drawn in their room and nowhere else")
    func floods() {
        let marks = "Щ" + String(repeating: "\u{301}\u{489}", count: 5_000) + "!"
        let escapes = String(repeating: "\u{1B}]52;c;\u{9D}\u{202E}\u{200B}\u{E000}\u{7F}", count: 10_000)
        for text in [marks, escapes, String(repeating: "👨‍👩‍👧‍👦", count: 10_000)] {
            var grid = Grid(size: Size(rows: 3, columns: 20))
            #expect(grid.write(text, row: 1, column: 5, columns: 10, style: .plain) <= 10)
            #expect(grid.lines[0].isEmpty && grid.lines[2].isEmpty)
            #expect(
                grid.row(1).prefix(5).allSatisfy { $0 == .blank } && grid.row(1).suffix(5).allSatisfy { $0 == .blank })
            #expect(grid.row(1).allSatisfy { $0.text.unicodeScalars.count <= 1 + 8 })
            let first = TextWrap.lines(Sanitizer.visible(text), columns: 10, limit: 2)
            #expect(first.allSatisfy { DisplayWidth.of($0) <= 10 })
        }
        #expect(DisplayWidth.of(marks) == 2)
    }
}
