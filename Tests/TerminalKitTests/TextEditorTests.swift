import TerminalKit
import Testing

@Suite("Text editor")
struct TextEditorTests {
    private func typed(_ keys: [Key], in text: String = "", singleLine: Bool = false) -> TextEditor {
        var editor = TextEditor(text, singleLine: singleLine)
        for key in keys { _ = editor.handle(key, columns: 10) }
        return editor
    }

    @Test(
        "Keys write, move and delete",
        arguments: [
            ("", [.character("т"), .character("а"), .enter, .character("к")], "та\nк"),
            ("abc", [.left, .backspace], "ac"), ("abc", [.home, .delete], "bc"), ("a\nb", [.home, .backspace], "ab"),
            ("a\nb", [.controlHome, .end, .delete], "ab"), ("один два", [.control("w")], "один "),
            ("один два", [.controlLeft, .character("і"), .character(" ")], "один і два"),
            ("ab cd", [.home, .controlRight, .control("k")], "ab"), ("a\nb", [.control("u")], "a\n"),
            ("a\nb", [.up, .control("k")], "ab"), ("и\u{306}x", [.left, .backspace], "x"),
            ("👨‍👩‍👧", [.backspace], ""), ("", [.backspace, .delete, .control("w"), .control("k"), .left, .right], ""),
        ] as [(String, [Key], String)])
    func editing(text: String, keys: [Key], result: String) {
        #expect(typed(keys, in: text).text == result)
    }

    @Test("A single line takes no line ends and leaves Enter to others")
    func singleLine() {
        var editor = TextEditor("a\r\nb", singleLine: true)
        #expect(editor.text == "a b")
        #expect([.enter, .up, .down].map { editor.handle($0, columns: 10) } == [false, false, false])
    }

    @Test("Up and down leave the text at its edges only")
    func edges() {
        var editor = TextEditor("один\nдва")
        #expect([.down, .up, .up].map { editor.handle($0, columns: 10) } == [false, true, false])
    }

    @Test("Moving down over a short line returns to the column")
    func preferredColumn() {
        var editor = TextEditor("довгий\na\nдовгий")
        editor.moveUp(columns: 20)
        editor.moveUp(columns: 20)
        editor.insert("!")
        #expect(editor.text == "довгий!\na\nдовгий")
    }

    @Test("Up and down go by rows of the screen")
    func visualRows() {
        var editor = TextEditor("один два три")
        let layout = editor.layout(columns: 6)
        #expect(layout.lines.map(\.text) == ["один ", "два ", "три"])
        #expect(layout.cursorRow == 2 && layout.cursorColumn == 3)
        editor.moveUp(columns: 6)
        editor.insert("!")
        #expect(editor.text == "один два! три")
    }

    @Test("The cursor is always on the screen and moving around never breaks a text")
    func property() {
        var random = SeededGenerator(seed: 3)
        let keys: [Key] = [
            .left, .right, .up, .down, .home, .end, .controlLeft, .controlRight, .backspace, .delete, .enter,
            .control("w"), .control("k"), .character("\u{301}"), .character("你"), .character(" "), .altBackspace,
        ]
        for round in 0..<200 {
            var editor = TextEditor(random.hostileText(length: 30), singleLine: round % 4 == 0)
            for _ in 0..<40 {
                let columns = Int.random(in: 1...12, using: &random)
                if let key = keys.randomElement(using: &random) { _ = editor.handle(key, columns: columns) }
                let layout = editor.layout(columns: columns)
                #expect(layout.lines.indices.contains(layout.cursorRow))
                #expect((0..<columns).contains(layout.cursorColumn))
                if !editor.singleLine {
                    let rows = Dictionary(grouping: layout.lines, by: \.line).sorted { $0.key < $1.key }
                    #expect(rows.map { $0.value.map(\.text).joined() }.joined(separator: "\n") == editor.text)
                }
            }
        }
    }

    @Test("A click puts the cursor there")
    func click() {
        var editor = TextEditor("один два три")
        editor.moveCursor(row: 1, column: 1, columns: 6)
        editor.insert("!")
        #expect(editor.text == "один д!ва три")
    }

    @Test("A single line scrolls to its cursor")
    func scrolling() {
        let layout = TextEditor("0123456789", singleLine: true).layout(columns: 5)
        #expect(layout.lines.map(\.text) == ["6789"])
        #expect(layout.cursorColumn == 4)
    }

    @Test("A scroll position follows the cursor and no further")
    func follow() {
        let layout = TextEditor("a\nb\nc\nd\ne").layout(columns: 10)
        #expect(layout.top(near: 0, rows: 3) == 2)
        #expect(layout.top(near: 4, rows: 3) == 2)
        #expect(layout.top(near: 0, rows: 9) == 0)
    }

    @Test("A megabyte pasted is edited like a word")
    func megabyte() {
        var editor = TextEditor()
        editor.insert(String(repeating: "рядок тексту\r\n", count: 45_000))
        for _ in 0..<100 { _ = editor.handle(.character("х"), columns: 60) }
        #expect(editor.text.hasSuffix("\n" + String(repeating: "х", count: 100)))
        #expect(editor.layout(columns: 60).cursorRow == 45_001)
    }
}
