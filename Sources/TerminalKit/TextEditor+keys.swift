extension TextEditor {
    /// Does what a key means in a text; false when it means nothing here and may be used for something else.
    ///
    /// Up and down are not consumed at the text's first and last row, so that they can leave the field.
    /// - Parameter columns: the width the text is shown in, as for `layout(columns:)`.
    public mutating func handle(_ key: Key, columns: Int) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .enter where !singleLine: insert("\n")
        case .up: return !singleLine && moveUp(columns: columns)
        case .down: return !singleLine && moveDown(columns: columns)
        case .left: moveLeft()
        case .right: moveRight()
        case .controlLeft, .alt("b"): wordLeft()
        case .controlRight, .alt("f"): wordRight()
        case .home, .control("a"): home()
        case .end, .control("e"): end()
        case .controlHome: documentStart()
        case .controlEnd: documentEnd()
        case .backspace: backspace()
        case .delete: delete()
        case .altBackspace, .control("w"): deleteWordBackward()
        case .controlDelete, .alt("d"): deleteWordForward()
        case .control("k"): deleteToLineEnd()
        case .control("u"): deleteToLineStart()
        default: return false
        }
        return true
    }
}
