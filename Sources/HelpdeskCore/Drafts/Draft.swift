public import HelpdeskModels

/// A ticket, a reply or an internal note that is being written, kept on disk as it is typed.
public struct Draft: Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<Draft>

    public var id: ID
    /// Decides what it becomes when it is sent. Never changes for a note: its words are for the staff alone.
    public var kind: Kind
    public var topic: Topic.ID?
    /// Nil for the first line of the text.
    public var subject: String?
    public var fields: [FieldValue]
    public var text: String
    /// As they were attached. The store has them as rows of their own: saving a draft neither adds nor removes one.
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

/// A draft as a list shows it: with the ticket that it is about.
public struct ListedDraft: Hashable, Sendable {
    public var draft: Draft
    /// Nil for a draft of a new ticket, and of a ticket that has no number yet or is gone.
    public var number: Int?
    /// The subject of the ticket; nil for a draft of a new ticket, and of a ticket that is gone.
    public var ticketSubject: String?

    public init(draft: Draft, number: Int? = nil, ticketSubject: String? = nil) {
        self.draft = draft
        self.number = number
        self.ticketSubject = ticketSubject
    }
}

extension Draft {
    /// The kind of message that a draft becomes. A reply and a note of one ticket are two drafts, side by side.
    public enum Kind: Hashable, Sendable {
        case newTicket
        /// For the customer.
        case reply(Ticket.ID)
        /// For the staff alone.
        case note(Ticket.ID)

        /// The ticket that it is about; nil for a new one.
        public var ticket: Ticket.ID? {
            switch self {
            case .newTicket: nil
            case .reply(let ticket), .note(let ticket): ticket
            }
        }

        public var isNote: Bool {
            if case .note = self { true } else { false }
        }

        /// The name of a kind in the store.
        enum Name: String, Codable, Sendable {
            case ticket, reply, note
        }

        var name: Name {
            switch self {
            case .newTicket: .ticket
            case .reply: .reply
            case .note: .note
            }
        }

        /// Nil for a name and a ticket that do not fit together.
        init?(_ name: Name, ticket: Ticket.ID?) {
            switch (name, ticket) {
            case (.ticket, nil): self = .newTicket
            case (.reply, let ticket?): self = .reply(ticket)
            case (.note, let ticket?): self = .note(ticket)
            case (.ticket, .some), (.reply, nil), (.note, nil): return nil
            }
        }
    }
}

extension Draft: Codable {
    private enum Key: String, CodingKey {
        case id, kind, ticket, topic, subject, fields, text, files, updated, service
        /// Of drafts that were written before there were kinds.
        case isInternal
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        id = try values.decode(ID.self, forKey: .id)
        let ticket = try values.decodeIfPresent(Ticket.ID.self, forKey: .ticket)
        let isInternal = try values.decodeIfPresent(Bool.self, forKey: .isInternal) ?? false
        let name =
            try values.decodeIfPresent(Kind.Name.self, forKey: .kind)
            ?? (ticket == nil ? .ticket : isInternal ? .note : .reply)
        guard let kind = Kind(name, ticket: ticket) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: values, debugDescription: "The kind does not go with the ticket.")
        }
        self.kind = kind
        topic = try values.decodeIfPresent(Topic.ID.self, forKey: .topic)
        subject = try values.decodeIfPresent(String.self, forKey: .subject)
        fields = try values.decode([FieldValue].self, forKey: .fields)
        text = try values.decode(String.self, forKey: .text)
        files = try values.decode([OutgoingFile].self, forKey: .files)
        updated = try values.decode(Timestamp.self, forKey: .updated)
        service = try values.decodeIfPresent(Service.ID.self, forKey: .service)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(id, forKey: .id)
        try values.encode(kind.name, forKey: .kind)
        try values.encodeIfPresent(kind.ticket, forKey: .ticket)
        try values.encodeIfPresent(topic, forKey: .topic)
        try values.encodeIfPresent(subject, forKey: .subject)
        try values.encode(fields, forKey: .fields)
        try values.encode(text, forKey: .text)
        try values.encode(files, forKey: .files)
        try values.encode(updated, forKey: .updated)
        try values.encodeIfPresent(service, forKey: .service)
    }
}
