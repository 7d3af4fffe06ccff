import HelpdeskModels

/// What a person sent in one go: a message, or an album with all its parts.
struct ChatContent: Codable, Hashable, Sendable {
    /// A file of a message, as Telegram names it.
    struct File: Codable, Hashable, Sendable {
        /// For fetching it.
        var id: String
        /// Of the message that brought it; tells the files of an album apart.
        var message: Int64
        var name: String
        var mediaType: String
        /// In bytes; nil if Telegram does not tell.
        var size: Int64?
    }

    /// The message's number in its chat; of an album that of the first part.
    var message: Int64
    /// All parts of an album.
    var parts: [Int64]
    var sent: Timestamp
    /// Text and captions.
    var text: String
    var files: [File]
    /// The album's name; nil for a single message.
    var album: String?

    var isEmpty: Bool { files.isEmpty && text.allSatisfy(\.isWhitespace) }
}
