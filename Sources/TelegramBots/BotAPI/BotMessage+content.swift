import Foundation

extension BotMessage {
    /// What the person wrote: the text, or the caption of a file; empty for neither.
    public var writtenText: String { text ?? caption ?? "" }

    /// The message that this one answers; a message of a forum topic answers the topic's beginning without anybody
    /// having chosen to.
    public var answeredMessage: Int64? {
        guard let reference = replyToMessage, reference.forumTopicCreated == nil,
            reference.messageId != messageThreadId
        else { return nil }
        return reference.messageId
    }

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

    /// A command with what stands behind it, `/start TOKEN`; nil for other texts. `@name` after the command is left out
    /// if it names `bot`, and makes it somebody else's if it does not.
    public func command(for bot: String?) -> (name: String, argument: String)? {
        guard let text, text.hasPrefix("/") else { return nil }
        let head = text.prefix { !$0.isWhitespace }.dropFirst()
        let parts = head.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return nil }
        if parts.count == 2, let bot, parts[1].lowercased() != bot.lowercased() { return nil }
        let argument = text.dropFirst(head.count + 1).drop { $0.isWhitespace }
        return (name.lowercased(), String(argument).trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
