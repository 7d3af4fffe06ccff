import HelpdeskModels

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

    /// What a file is that Telegram gives neither a name nor a type.
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
