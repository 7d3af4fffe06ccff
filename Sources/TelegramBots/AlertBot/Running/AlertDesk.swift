public import HelpdeskModels

/// The questions of the alert bot to the desk. It pages without them: a desk that is down only leaves services' names
/// as they were last known, questions in the queue and the banner as it was.
///
/// Writes are repeatable: the ids are the same for every try.
public protocol AlertDesk: Sendable {
    /// All chats that are linked to a service.
    func links() async throws -> [AlertLink]
    /// Makes a ticket of the question, in the name of the chat's person; returns its number, or nil if the chat is not
    /// linked any more.
    ///
    /// Throws ``AlertDeskRefusal`` if it never will; after any other error it is asked again.
    func create(_ question: AlertQuestion) async throws -> Int64?
    /// Takes over how an incident stands now. Throws ``AlertDeskRefusal`` if it never will.
    func publish(_ incident: Incident) async throws
}

/// The desk understood and refuses for good.
public struct AlertDeskRefusal: Error, Sendable, Hashable {
    /// For the log; holds neither secrets nor what people wrote.
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

/// A private chat that belongs to a service.
public struct AlertLink: Sendable, Hashable {
    /// The chat's id, which is the Telegram user's and so the same in both bots.
    public var chat: Int64
    public var service: Service

    public init(chat: Int64, service: Service) {
        self.chat = chat
        self.service = service
    }
}

/// A message to the alert bot that is no incident: it becomes an ordinary ticket of the topic Other.
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

    /// The subject of its ticket: the first line, cut to what people read and the desk takes.
    public func subject(_ limits: Limits) -> String {
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
