/// Undo and redo. The steps are words typed or deleted character by character, and every paste, kill and replacement.
extension TextEditor {
    public var canUndo: Bool { history.canUndo }

    public var canRedo: Bool { history.canRedo }

    /// Takes the last step back, with the cursor and the selection from before it; false when there is none.
    @discardableResult
    public mutating func undo() -> Bool {
        guard let change = history.takeUndo() else { return false }
        _ = put(change.removed, inPlaceOf: change.start..<change.start.advanced(by: change.inserted))
        leave(at: change.cursor)
        anchor = change.anchor
        return true
    }

    /// Does the step undone last again; false when there is none, as after every other change.
    @discardableResult
    public mutating func redo() -> Bool {
        guard let change = history.takeRedo() else { return false }
        leave(at: put(change.inserted, inPlaceOf: change.start..<change.start.advanced(by: change.removed)))
        return true
    }
}
