extension TextEditor {
    /// Does what a key means in a text; false when it means nothing here and may be used for something else.
    ///
    /// Up and down are not consumed at the text's first and last row, so that they can leave the field. Ctrl- and Alt-
    /// with a letter work on ЙЦУКЕН by the Latin letter in its place. The keys are those that terminals deliver and
    /// shells have accustomed people to; Ctrl-Z is left to suspend the program:
    /// - arrows, Home, End, Ctrl-A, Ctrl-E, Ctrl-arrows, Alt-B, Alt-F, Ctrl-Home, Ctrl-End move; with Shift they select
    /// - Alt-A selects all, Ctrl-Space begins and ends a selection without Shift, Alt-W keeps it for Ctrl-Y
    /// - Ctrl-K, Ctrl-U, Ctrl-W, Alt-Backspace, Alt-D, Ctrl-Del kill, Ctrl-Y yanks
    /// - Alt-U and Ctrl-_ (on many keyboards Ctrl-/ or Ctrl-7 send it) undo, Alt-R does again
    /// - Parameter columns: the width the text is shown in, as for `layout(columns:)`.
    public mutating func handle(_ key: Key, columns: Int) -> Bool {
        switch key {
        case .character(let character): type(character)
        case .enter where !singleLine: type("\n")
        case .control, .alt: return handle(chord: key.onLatinLayout)
        case .backspace: backspace()
        case .delete: delete()
        case .altBackspace: killWordBackward()
        case .controlDelete: killWordForward()
        default: return handleMove(key, columns: columns)
        }
        return true
    }

    private mutating func handle(chord: Key) -> Bool {
        switch chord {
        case .control("a"): home()
        case .control("e"): end()
        case .alt("b"): wordLeft()
        case .alt("f"): wordRight()
        case .alt("a"): selectAll()
        case .control(" "): toggleMark()
        case .alt("w"): copySelection()
        case .control("k"): killToLineEnd()
        case .control("u"): killToLineStart()
        case .control("w"): killWordBackward()
        case .alt("d"): killWordForward()
        case .control("y"): yank()
        case .alt("u"), .control("_"): undo()
        case .alt("r"): redo()
        // The other chords are the program's.
        default: return false
        }
        return true
    }

    private mutating func handleMove(_ key: Key, columns: Int) -> Bool {
        switch key {
        case .up: return !singleLine && moveUp(columns: columns)
        case .down: return !singleLine && moveDown(columns: columns)
        case .shiftUp: if singleLine || !moveUp(columns: columns, selecting: true) { documentStart(selecting: true) }
        case .shiftDown: if singleLine || !moveDown(columns: columns, selecting: true) { documentEnd(selecting: true) }
        case .left: moveLeft()
        case .right: moveRight()
        case .shiftLeft: moveLeft(selecting: true)
        case .shiftRight: moveRight(selecting: true)
        case .controlLeft: wordLeft()
        case .controlRight: wordRight()
        case .controlShiftLeft: wordLeft(selecting: true)
        case .controlShiftRight: wordRight(selecting: true)
        case .home: home()
        case .end: end()
        case .shiftHome: home(selecting: true)
        case .shiftEnd: end(selecting: true)
        case .controlHome: documentStart()
        case .controlEnd: documentEnd()
        case .controlShiftHome: documentStart(selecting: true)
        case .controlShiftEnd: documentEnd(selecting: true)
        // The other keys are the program's.
        default: return false
        }
        return true
    }

    private mutating func type(_ character: Character) {
        replace(selection ?? cursor..<cursor, with: normalised(String(character)), as: .typing)
    }
}
