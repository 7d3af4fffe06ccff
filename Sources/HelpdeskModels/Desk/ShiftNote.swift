/// A note of a service's users for the next shift. Nobody else ever receives one, the desk's staff included.
public struct ShiftNote: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<ShiftNote>

    public var id: ID
    public var author: Author
    /// Empty for a note that is gone.
    public var text: String
    /// When the desk received it.
    public var written: Timestamp
    /// Whether it was deleted or has expired; clients forget it.
    public var isGone: Bool

    /// The longest text, in Unicode scalars.
    public static let textLength = 2000
    /// The notes that a service can have at a time.
    public static let count = 100
    /// How long a note is kept, in seconds: 30 days.
    public static let lifetime = 30 * 86_400.0

    public init(id: ID, author: Author, text: String, written: Timestamp, isGone: Bool = false) {
        self.id = id
        self.author = author
        self.text = text
        self.written = written
        self.isGone = isGone
    }
}

/// A note as its author sends it: `PUT /v1/shift-notes/{id}`.
public struct NewShiftNote: Codable, Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }
}
