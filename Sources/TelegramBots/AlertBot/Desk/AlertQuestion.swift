public import HelpdeskModels

/// What somebody wrote to the alert bot that is no incident: it becomes an ordinary ticket of the topic Other.
public struct AlertQuestion: Sendable, Hashable {
    /// The ticket's id, the same at every try.
    public let id: Ticket.ID
    /// The id of its first message.
    public let messageID: Message.ID
    /// The private chat it came from.
    public let chat: Int64
    public let text: String
    public let created: Timestamp

    /// The question as the messages that the desk can hold: the first is the ticket's, with ``messageID``.
    public func messages(_ limits: Limits) -> [(id: Message.ID, text: String)] {
        let ids = DeskIDs(bot: 0, chat: chat)
        return MessagePart.cut(text, limits).enumerated().map { index, text in
            (index == 0 ? messageID : ids.id("part of \(messageID)", message: Int64(index), at: created), text)
        }
    }

    /// What a ticket of it is called: the first line, cut to what people read and the desk takes.
    public func subject(_ limits: Limits) -> String {
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        let scalars = line.prefix(Self.subjectLength).unicodeScalars.prefix(limits.subjectLength)
        return String(String.UnicodeScalarView(scalars))
    }

    /// In characters.
    private static let subjectLength = 80
}
