/// One thing that is wrong with a text, a field or a file, found before it is sent and again by the backend.
public struct Violation: Codable, Hashable, Sendable {
    /// A stable name of what is wrong.
    public enum Code: String, Codable, Sendable {
        /// Nothing is there.
        case empty
        /// Longer than `limit`.
        case tooLong
        /// More than `limit` of them.
        case tooMany
        /// Larger than `limit` bytes.
        case tooLarge
        /// Not written as asked for.
        case malformed
        /// There is no such thing.
        case unknown
    }

    /// What it is about: `subject`, `text`, `topic`, `attachments`, or `fields.KEY`.
    public var field: String
    public var code: Code
    public var limit: Int64?

    public init(field: String, code: Code, limit: Int64? = nil) {
        self.field = field
        self.code = code
        self.limit = limit
    }
}
