import TerminalKit
import Testing

@Suite("Text editor: undo")
struct TextEditorUndoTests {
    private func typed(_ text: String, in editor: inout TextEditor) {
        for character in text { _ = editor.handle(character == "\n" ? .enter : .character(character), columns: 20) }
    }

    /// The text after each step back, up to the first.
    private func stepsBack(_ editor: TextEditor) -> [String] {
        var editor = editor
        var texts: [String] = []
        while editor.undo() { texts.append(editor.text) }
        return texts
    }

    @Test("Typing is taken back word by word")
    func words() {
        var editor = TextEditor()
        typed("один два  три\nі", in: &editor)
        #expect(stepsBack(editor) == ["один два  три\n", "один два  ", "один ", ""])
    }

    @Test("Deleting character by character is taken back word by word, in either direction")
    func deletions() {
        var backward = TextEditor("один два три")
        for _ in 0..<12 { _ = backward.handle(.backspace, columns: 20) }
        #expect(stepsBack(backward) == ["один", "один два", "один два три"])
        var forward = TextEditor("один два три")
        forward.home()
        for _ in 0..<12 { _ = forward.handle(.delete, columns: 20) }
        #expect(stepsBack(forward) == ["три", "два три", "один два три"])
    }

    @Test("A paste, a kill and a replacement are a step each")
    func steps() {
        var editor = TextEditor("початок")
        editor.insert("\nодин\r\nдва ")
        editor.insert("три")
        _ = editor.handle(.control("w"), columns: 20)
        _ = editor.handle(.control("u"), columns: 20)
        editor.replaceAll(with: "нове")
        let texts = stepsBack(editor)
        #expect(
            texts == [
                "початок\nодин\n", "початок\nодин\nдва ", "початок\nодин\nдва три", "початок\nодин\nдва ", "початок",
            ])
    }

    @Test("Moving the cursor in between begins another step")
    func moves() {
        var editor = TextEditor()
        typed("аб", in: &editor)
        editor.moveLeft()
        editor.moveRight()
        typed("в", in: &editor)
        #expect(stepsBack(editor) == ["аб", ""])
    }

    @Test("The cursor and the selection come back with the text")
    func selection() {
        var editor = TextEditor("один два")
        editor.wordLeft(selecting: true)
        let before = editor
        typed("три", in: &editor)
        #expect(editor.text == "один три")
        _ = editor.handle(.alt("г"), columns: 20)
        #expect(editor == before)
        #expect(editor.selectedText == "два")
    }

    @Test("After another change nothing is done again")
    func redo() {
        var editor = TextEditor()
        typed("один два", in: &editor)
        _ = editor.handle(.control("_"), columns: 20)
        _ = editor.handle(.alt("r"), columns: 20)
        #expect(editor.text == "один два" && !editor.canRedo)
        editor.undo()
        typed("x", in: &editor)
        let isRedone = editor.redo()
        #expect(editor.text == "один x" && !isRedone)
    }

    @Test("Undo all returns the very text, redo all does too, whatever was done")
    func property() {
        var random = SeededGenerator(seed: 2_718)
        let keys: [Key] = [
            .left, .right, .up, .down, .home, .end, .controlLeft, .controlRight, .backspace, .delete, .enter,
            .shiftLeft, .shiftRight, .shiftUp, .shiftDown, .controlShiftLeft, .controlShiftRight, .shiftHome,
            .shiftEnd, .alt("a"), .alt("d"), .alt("w"), .control("w"), .control("k"), .control("u"), .control("y"),
            .control(" "), .character("\u{301}"), .character("你"), .character(" "), .character("б"),
            .character("\u{1F1FA}"), .character("\u{200D}"), .alt("u"), .alt("r"),
        ]
        for round in 0..<200 {
            let original = TextEditor(random.hostileText(length: 20), singleLine: round % 4 == 0)
            var editor = original
            for _ in 0..<60 {
                let columns = Int.random(in: 1...12, using: &random)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    editor.insert(random.hostileText(length: 6))
                } else if let key = keys.randomElement(using: &random) {
                    _ = editor.handle(key, columns: columns)
                }
                expectSound(editor.layout(columns: columns), of: editor, columns: columns)
            }
            while editor.redo() {}
            let final = editor.text
            while editor.undo() {}
            #expect(Array(editor.text.utf8) == Array(original.text.utf8))
            while editor.redo() {}
            #expect(Array(editor.text.utf8) == Array(final.utf8))
        }
    }

    /// The cursor and what is selected are on the screen, the same text is selected that is shown so, and a field's
    /// rows are a part of all rows.
    private func expectSound(_ layout: TextEditor.Layout, of editor: TextEditor, columns: Int) {
        #expect(layout.lines.indices.contains(layout.cursorRow))
        #expect((0..<columns).contains(layout.cursorColumn))
        for line in layout.lines {
            if let range = line.selection { #expect(range.lowerBound >= 0 && range.upperBound <= columns) }
        }
        #expect((editor.selection == nil) == editor.selectedText.isEmpty)
        let place = layout.cursor(row: layout.cursorRow, column: layout.cursorColumn)
        var same = editor
        if DisplayWidth.of(layout.lines[layout.cursorRow].text) < columns, !editor.singleLine {
            let isElsewhere = same.moveCursor(to: place, selecting: editor.selection != nil)
            #expect(!isElsewhere)
        }
        let part = editor.layout(columns: columns, rows: 3)
        let first = editor.singleLine ? 0 : max(0, layout.cursorRow - 2)
        #expect(part.lines == Array(layout.lines.dropFirst(first).prefix(3)))
        #expect(part.cursorRow == layout.cursorRow - first && part.cursorColumn == layout.cursorColumn)
    }

    @Test("What is remembered is bounded, the latest is kept")
    func bound() {
        var editor = TextEditor()
        let page = String(repeating: "я", count: 500_000)
        for _ in 0..<8 { editor.insert(page) }
        var steps = 0
        while editor.undo() { steps += 1 }
        #expect((1...4).contains(steps))
        #expect(editor.text.utf8.count == (8 - steps) * 1_000_000)
        while editor.redo() { steps -= 1 }
        #expect(steps == 0 && editor.text.utf8.count == 8_000_000)
    }
}
