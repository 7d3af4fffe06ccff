public import HelpdeskModels

extension Draft {
    /// What a draft becomes. A reply and a note of one ticket are two drafts, side by side.
    public enum Kind: Hashable, Sendable {
        case newTicket
        /// What the customer reads.
        case reply(Ticket.ID)
        /// What only the staff reads.
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

        /// What stands in the store.
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
            default: return nil
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
