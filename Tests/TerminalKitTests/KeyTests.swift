import TerminalKit
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "A key is read in every spelling",
        arguments: [
            ("q", .character("q")), ("Q", .character("Q")), ("^P", .control("p")), ("Ctrl-p", .control("p")),
            ("C-P", .control("p")),
            ("^", .character("^")), ("-", .character("-")), ("Alt-x", .alt("x")), ("M-Z", .alt("Z")),
            ("Alt--", .alt("-")),
            ("enter", .enter), ("Return", .enter), ("Esc", .escape), ("PageUp", .pageUp), ("PgUp", .pageUp),
            ("F12", .function(12)),
            ("Space", .character(" ")), ("^Space", .control(" ")), ("Up", .up), ("↑", .up), ("Ctrl-Left", .controlLeft),
            ("Shift-Tab", .backTab), ("Ctrl-Shift-Left", .controlShiftLeft), ("й", .character("й")),
        ] as [(String, Key)])
    func reading(notation: String, key: Key) {
        #expect(Key(notation: notation) == key)
    }

    @Test("What is no key is none", arguments: ["", "F0", "F64", "Ctrl-", "^PP", "Hyper-x", "Ctrl-й", "pgupp"])
    func nonsense(notation: String) {
        #expect(Key(notation: notation) == nil)
    }

    @Test(
        "A shown key is read back as itself",
        arguments: [
            .character("a"), .character(" "), .character("^"), .character("?"), .control("p"), .control(" "),
            .control("\\"),
            .alt("x"), .alt("Ж"), .alt(" "), .enter, .altEnter, .escape, .tab, .backTab, .backspace, .altBackspace,
            .delete,
            .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .shiftUp, .shiftDown, .shiftLeft,
            .shiftRight, .shiftHome, .shiftEnd, .controlUp, .controlDown, .controlLeft, .controlRight, .controlHome,
            .controlEnd, .controlDelete, .controlShiftLeft, .controlShiftRight, .controlShiftHome, .controlShiftEnd,
            .function(1), .function(12),
        ] as [Key])
    func roundTrip(key: Key) {
        #expect(!key.notation.isEmpty)
        #expect(Key(notation: key.notation) == key)
    }

    @Test(
        "A key on ЙЦУКЕН is the Latin key in its place",
        arguments: [
            ("й", "q"), ("Й", "Q"), ("ї", "]"), ("є", "'"), ("ґ", "\\"), ("і", "s"), ("ы", "s"), ("ё", "`"), ("Ю", ">"),
            ("q", "q"), (".", "."), (",", ","), ("/", "/"), ("7", "7"), ("?", "?"),
        ])
    func layout(typed: String, latin: String) {
        #expect(Key(notation: typed)?.onLatinLayout == Key(notation: latin))
    }

    @Test("Ctrl and Alt are mapped, named keys are not")
    func modifiers() {
        #expect(Key.control("з").onLatinLayout == .control("p"))
        #expect(Key.alt("ч").onLatinLayout == .alt("x"))
        #expect(Key.enter.onLatinLayout == .enter)
    }
}
