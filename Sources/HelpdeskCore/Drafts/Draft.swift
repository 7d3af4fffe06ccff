public import HelpdeskModels

/// A ticket, a reply or an internal note that is being written, kept on disk as it is typed.
public struct Draft: Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Draft>

    public var id: ID
    /// What it becomes when it is sent. Never changes for a note: its words are for the staff alone.
    public var kind: Kind
    public var topic: Topic.ID?
    /// Nil for the first line of the text.
    public var subject: String?
    public var fields: [FieldValue]
    public var text: String
    public var files: [OutgoingFile]
    public var updated: Timestamp
    /// The service for which an agent files a new ticket; nil otherwise.
    public var service: Service.ID?

    public init(
        id: ID = .make(), kind: Kind = .newTicket, topic: Topic.ID? = nil, subject: String? = nil,
        fields: [FieldValue] = [], text: String = "", files: [OutgoingFile] = [], updated: Timestamp = .now,
        service: Service.ID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.topic = topic
        self.subject = subject
        self.fields = fields
        self.text = text
        self.files = files
        self.updated = updated
        self.service = service
    }
}

extension Draft {
    /// Whether nothing was written or attached, so that nothing is lost with it. A chosen topic alone is nothing.
    public var isBlank: Bool {
        files.isEmpty && text.allSatisfy(\.isWhitespace) && (subject ?? "").allSatisfy(\.isWhitespace)
            && fields.allSatisfy { $0.value.allSatisfy(\.isWhitespace) }
    }

    /// The subject that a ticket made of this draft gets with the standard limits.
    public var effectiveSubject: String { effectiveSubject(limits: .standard) }

    /// The given subject or else the first line of the text that is not blank, trimmed and cut to the limit.
    /// Empty if there is neither.
    public func effectiveSubject(limits: Limits) -> String {
        let given = (subject ?? "").split(whereSeparator: \.isNewline)
        let lines = given.contains { !$0.allSatisfy(\.isWhitespace) } ? given : text.split(whereSeparator: \.isNewline)
        guard let line = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
        var subject = String(line.drop(while: \.isWhitespace)).prefix(scalars: limits.subjectLength)
        while subject.last?.isWhitespace == true { subject.removeLast() }
        return subject
    }
}
