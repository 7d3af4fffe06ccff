import HelpdeskModels

/// A message to the alert bot that is no incident: it becomes an ordinary ticket of the topic Other.
struct AlertQuestion: Sendable, Hashable {
    /// The ticket's id, the same at every try.
    let id: Ticket.ID
    /// The id of its first message.
    let messageID: Message.ID
    /// The private chat it came from.
    let chat: Int64
    let text: String
    let created: Timestamp

    /// The question as the messages that the desk can hold: the first is the ticket's, with ``messageID``.
    func messages(_ limits: Limits) -> [(id: Message.ID, text: String)] {
        let ids = DeskIDs(bot: 0, chat: chat)
        return MessagePart.cut(text, limits).enumerated().map { index, text in
            (index == 0 ? messageID : ids.id("part of \(messageID)", message: Int64(index), at: created), text)
        }
    }

    /// The subject of its ticket: the first line, cut to what people read and the desk takes.
    func subject(_ limits: Limits) -> String {
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        let scalars = line.prefix(Self.subjectLength).unicodeScalars.prefix(limits.subjectLength)
        return String(String.UnicodeScalarView(scalars))
    }

    /// In characters.
    private static let subjectLength = 80
}

extension Incident {
    /// The incident as clients see it; nil for one that nobody has sorted.
    init?(_ incident: AlertIncident, reportCount: Int) {
        let kind: Kind
        switch incident.kind {
        case .program: kind = .program
        case .telephony: kind = .telephony
        case .unsorted: return nil
        }
        let state: State =
            switch incident.state {
            case .triggered, .reopened: .triggered
            case .acknowledged: .acknowledged
            case .resolved: .resolved
            }
        self.init(
            id: ID(incident.id.uuid), kind: kind, state: state, opened: incident.opened,
            acknowledgedBy: incident.acknowledged?.by.name, acknowledged: incident.acknowledged?.at,
            resolved: incident.resolved?.at, reportCount: reportCount)
    }
}
