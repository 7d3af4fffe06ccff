/// A page of the feed of changes.
public struct DeskChanges: Hashable, Sendable {
    /// In the order in which they happened; a thing that changed twice stands at its latest place only.
    public var changes: [DeskChange]
    /// Where to go on.
    public var cursor: String

    public init(changes: [DeskChange], cursor: String) {
        self.changes = changes
        self.cursor = cursor
    }
}
