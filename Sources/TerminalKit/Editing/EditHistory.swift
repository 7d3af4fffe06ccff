/// The changes of a text, in steps to undo and redo.
struct EditHistory: Sendable {
    enum Kind: Sendable {
        /// One character typed; those of a word are one step.
        case typing
        /// One character removed before the cursor; those of a word are one step.
        case erasing
        /// One character removed behind the cursor; those of a word are one step.
        case deleting
        /// A step of its own.
        case other
    }

    /// Text that took the place of other text.
    struct Change: Sendable {
        var start: TextEditor.Cursor
        var removed: String
        var inserted: String
        let kind: Kind
        /// The cursor and the selection's other end before it.
        let cursor: TextEditor.Cursor
        let anchor: TextEditor.Cursor?

        /// How much memory it takes, in bytes.
        var cost: Int { removed.utf8.count + inserted.utf8.count + MemoryLayout<Change>.stride }
    }

    private let maximumBytes: Int
    private var done: [Change] = []
    private var undone: [Change] = []
    private var bytes = 0
    /// Whether the next change may be one step with the last.
    private var isOpen = false

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    var canUndo: Bool { !done.isEmpty }

    var canRedo: Bool { !undone.isEmpty }

    /// Ends the step: the next change begins another.
    mutating func close() { isOpen = false }

    mutating func record(_ change: Change) {
        bytes -= undone.reduce(0) { $0 + $1.cost }
        undone.removeAll()
        if isOpen, let last = done.last, let joined = last.joined(with: change) {
            done[done.count - 1] = joined
            bytes += joined.cost - last.cost
        } else {
            done.append(change)
            bytes += change.cost
        }
        isOpen = change.kind != .other
        forget()
    }

    /// Takes the last step, which is then the next to be done again.
    mutating func takeUndo() -> Change? {
        isOpen = false
        guard let change = done.popLast() else { return nil }
        undone.append(change)
        return change
    }

    /// Takes the step undone last.
    mutating func takeRedo() -> Change? {
        isOpen = false
        guard let change = undone.popLast() else { return nil }
        done.append(change)
        return change
    }

    /// Keeps to the bound; by a quarter at a time, so that it costs little for each change.
    private mutating func forget() {
        if bytes <= maximumBytes { return }
        var count = 0
        while count < done.count, bytes > maximumBytes / 4 * 3 {
            bytes -= done[count].cost
            count += 1
        }
        done.removeFirst(count)
    }
}

extension EditHistory.Change {
    /// Both as one step; nil when they are two: of other kinds, at other places, or of two words.
    fileprivate func joined(with next: Self) -> Self? {
        guard kind == next.kind else { return nil }
        var result = self
        switch kind {
        case .other: return nil
        case .typing:
            guard next.removed.isEmpty, next.start == start.advanced(by: inserted),
                !Self.isBoundary(between: inserted.last, and: next.inserted.first)
            else { return nil }
            result.inserted += next.inserted
        case .erasing:
            guard next.start.advanced(by: next.removed) == start,
                !Self.isBoundary(between: removed.first, and: next.removed.last)
            else { return nil }
            result.removed = next.removed + removed
            result.start = next.start
        case .deleting:
            guard next.start == start, !Self.isBoundary(between: removed.last, and: next.removed.first) else {
                return nil
            }
            result.removed += next.removed
        }
        return result
    }

    /// Whether a word begins with the second character.
    private static func isBoundary(between one: Character?, and other: Character?) -> Bool {
        guard let one, let other else { return false }
        return one.isWhitespace && !other.isWhitespace
    }
}
