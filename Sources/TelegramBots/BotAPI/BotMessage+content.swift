extension BotMessage {
    /// What the person said that can be read: the text or the caption, with the addresses behind its words, then a place,
    /// a contact and the like; empty for none.
    public var writtenText: String {
        let written = text.map { Self.showingLinks($0, entities ?? []) }
        let caption = caption.map { Self.showingLinks($0, captionEntities ?? []) }
        return ([written ?? caption ?? ""] + readableParts).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Behind the words of a link its address, which nobody would see otherwise.
    private static func showingLinks(_ text: String, _ entities: [Entity]) -> String {
        var units = Array(text.utf16)
        // From the end, so that the offsets before stay right.
        for entity in entities.sorted(by: { $0.offset > $1.offset }) where entity.type == "text_link" {
            let (end, isTooLarge) = entity.offset.addingReportingOverflow(entity.length)
            guard let url = entity.url, !isTooLarge, entity.offset >= 0, entity.offset <= end, end <= units.count,
                String(decoding: units[entity.offset..<end], as: UTF16.self) != url
            else { continue }
            units.insert(contentsOf: " (\(url))".utf16, at: end)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The message that this one answers; a message of a forum topic answers the topic's beginning without anybody
    /// having chosen to.
    public var answeredMessage: Int64? {
        guard let reference = replyToMessage, reference.forumTopicCreated == nil else { return nil }
        return isTopicMessage == true && reference.messageId == messageThreadId ? nil : reference.messageId
    }

    /// The topic of a forum that it is in; nil for none. Only this says so: in any other group the thread is something
    /// else.
    public var topic: Int64? { isTopicMessage == true ? messageThreadId : nil }

    /// The file of the message, of a photo the largest size; nil for none.
    public var file: (kind: FileKind, file: BotFile)? {
        if let photo, let largest = photo.max(by: { ($0.width ?? 0) < ($1.width ?? 0) }) { return (.photo, largest) }
        // An animation comes as a document too.
        if let animation { return (.animation, animation) }
        if let document { return (.document, document) }
        if let voice { return (.voice, voice) }
        if let audio { return (.audio, audio) }
        if let video { return (.video, video) }
        if let videoNote { return (.videoNote, videoNote) }
        if let sticker { return (.sticker, sticker) }
        return nil
    }

    /// What kind of message a file came as.
    public enum FileKind: String, Sendable, Codable {
        case photo, animation, document, voice, audio, video, videoNote, sticker
    }

    /// The command that the message is; nil for one that is none.
    public var command: BotCommand? { text.flatMap(BotCommand.init) }
}
