import TerminalKit
import Testing

extension TextEditor {
    /// The selected text; empty when nothing is selected.
    var selectedText: String {
        guard selection != nil else { return "" }
        var copy = self
        copy.copySelection()
        return copy.killed
    }
}

@Suite("Text editor: selection, kill and yank")
struct TextEditorSelectionTests {
    private func pressed(_ keys: [Key], in text: String, singleLine: Bool = false) -> TextEditor {
        var editor = TextEditor(text, singleLine: singleLine)
        for key in keys { _ = editor.handle(key, columns: 20) }
        return editor
    }

    @Test(
        "Shift selects while the cursor moves",
        arguments: [
            ("один два", [.shiftLeft, .shiftLeft], "ва"), ("один два", [.controlShiftLeft], "два"),
            ("один два", [.home, .controlShiftRight], "один"), ("а\nб", [.shiftHome], "б"), ("а\nб", [.shiftUp], "\nб"),
            ("а\nб", [.up, .shiftUp], "а"), ("а\nб", [.controlHome, .shiftDown, .shiftDown], "а\nб"),
            ("а\nб", [.alt("a")], "а\nб"), ("а\nб", [.alt("ф")], "а\nб"), ("абв", [.alt("a"), .right], ""),
            ("абв", [.control(" "), .left, .left], "бв"), ("абв", [.control(" "), .left, .control(" "), .left], ""),
            ("абв", [.shiftLeft, .shiftRight], ""), ("а\nб", [.controlShiftHome], "а\nб"),
        ] as [(String, [Key], String)])
    func selecting(text: String, keys: [Key], selected: String) {
        let editor = pressed(keys, in: text)
        #expect(editor.selectedText == selected)
        #expect((editor.selection == nil) == selected.isEmpty)
    }

    @Test(
        "What is selected is replaced by what is typed and taken by every key that takes text",
        arguments: [
            ([.character("x")], "один x"), ([.backspace], "один "), ([.delete], "один "), ([.control("k")], "один "),
            ([.control("w"), .control("y"), .control("y")], "один двадва"), ([.enter], "один \n"),
            ([.alt("w"), .left, .control("y")], "один двадва"), ([.left, .character("x")], "один xдва"),
        ] as [([Key], String)])
    func replacing(keys: [Key], result: String) {
        #expect(pressed([.controlShiftLeft] + keys, in: "один два").text == result)
    }

    @Test("Kills in a row are yanked together, in the order of the text")
    func kills() {
        let backward: [Key] = [.control("w"), .control("w"), .control("y"), .control("y")]
        #expect(pressed(backward, in: "один два три").text == "один два тридва три")
        let forward: [Key] = [.controlHome, .control("k"), .control("k"), .end, .control("y")]
        #expect(pressed(forward, in: "а\nб").text == "ба\n")
        let apart: [Key] = [.control("w"), .left, .control("w"), .control("y")]
        #expect(pressed(apart, in: "один два").text == "один ")
    }

    @Test("Each row knows which of its columns are selected, a selected line end included")
    func columns() {
        var editor = TextEditor("один два три\n\nкінець")
        editor.documentStart()
        editor.moveRight()
        editor.moveCursor(row: 4, column: 2, columns: 6)
        editor.moveLeft(selecting: true)
        #expect(editor.layout(columns: 6).lines.map(\.selection) == [nil, nil, nil, nil, 1..<2, nil])
        editor.documentStart()
        editor.moveRight()
        editor.documentEnd(selecting: true)
        let layout = editor.layout(columns: 6)
        #expect(layout.lines.map(\.text) == ["один ", "два ", "три", "", "кінец", "ь"])
        #expect(layout.lines.map(\.selection) == [1..<5, 0..<4, 0..<4, 0..<1, 0..<5, 0..<1])
    }

    @Test("A wide character is selected whole, in a scrolled single line too")
    func wide() {
        let lines = pressed([.shiftLeft, .shiftLeft], in: "a你好", singleLine: true).layout(columns: 10).lines
        #expect(lines.map(\.selection) == [1..<5])
        let scrolled = pressed([.alt("a")], in: "0123456789", singleLine: true).layout(columns: 5).lines
        #expect(scrolled.map(\.selection) == [0..<4])
    }

    @Test("A place of a text that is gone is the nearest there is")
    func stale() {
        let place = TextEditor("довгий\nтекст").layout(columns: 20).cursor(row: 1, column: 5)
        var editor = TextEditor("你\nє\u{301}")
        editor.moveCursor(to: place)
        editor.insert("!")
        #expect(editor.text == "你\nє\u{301}!")
    }

    @Test("A line of a megabyte is edited and drawn like any other")
    func long() {
        var editor = TextEditor()
        editor.insert(String(repeating: "рядок тексту ", count: 42_000))
        for _ in 0..<1_000 { _ = editor.handle(.character("х"), columns: 60) }
        for _ in 0..<1_000 { _ = editor.handle(.backspace, columns: 60) }
        #expect(editor.text.utf8.count == 42_000 * 24)
        #expect(editor.layout(columns: 60, rows: 10).lines.count == 10)
    }

    @Test("A field of a million lines is drawn like any other")
    func many() {
        var editor = TextEditor(String(repeating: "\n", count: 1_000_000))
        for _ in 0..<1_000 {
            editor.moveUp(columns: 60)
            #expect(editor.layout(columns: 60, rows: 10).cursorRow == 9)
        }
    }
}
