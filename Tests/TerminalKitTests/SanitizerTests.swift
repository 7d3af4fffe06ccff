import TerminalKit
import Testing

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
}
