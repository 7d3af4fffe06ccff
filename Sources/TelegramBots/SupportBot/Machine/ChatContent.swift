import HelpdeskModels

/// The content that a person sent in one go: a message, or an album with all its parts.
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

extension ChatContent {
    /// The content of one or more messages of the same album.
    init?(_ messages: [BotMessage]) {
        let messages = messages.sorted { $0.messageId < $1.messageId }
        guard let first = messages.first else { return nil }
        message = first.messageId
        parts = messages.map(\.messageId)
        sent = Timestamp(milliseconds: first.date * 1000)
        // Apps put the caption of an album under any of its parts.
        text = messages.map(\.writtenText).filter { !$0.isEmpty }.joined(separator: "\n\n")
        files = messages.compactMap(Self.file)
        album = first.mediaGroupId
    }

    private static func file(of message: BotMessage) -> File? {
        guard let (kind, file) = message.file else { return nil }
        let (type, ending) = standard(kind)
        let mediaType = file.mimeType ?? type
        let stem = "\(kind.rawValue)-\(message.messageId)"
        return File(
            id: file.fileId, message: message.messageId,
            name: SafeFileName.make(from: file.fileName ?? "\(stem).\(ending)"), mediaType: mediaType,
            size: file.fileSize)
    }

    /// The type of a file that Telegram gives neither a name nor a type.
    private static func standard(_ kind: BotMessage.FileKind) -> (mediaType: String, ending: String) {
        switch kind {
        case .photo: ("image/jpeg", "jpg")
        case .animation, .video, .videoNote: ("video/mp4", "mp4")
        case .voice: ("audio/ogg", "ogg")
        case .audio: ("audio/mpeg", "mp3")
        case .sticker: ("image/webp", "webp")
        case .document: ("application/octet-stream", "bin")
        }
    }
}

/// Why a file did not get from Telegram to the ticket.
struct FileTrouble: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// Larger than Telegram lets a bot fetch; the limit in bytes.
        case tooLarge(limit: Int64)
        /// Telegram does not have it any more, or does not give it.
        case unavailable
    }

    var name: String
    var reason: Reason
}
