/// The current state of one thing that changed: an entry of the change feed.
///
/// On the wire an object with `kind` and the thing under the kind's name: `{"kind": "ticket", "ticket": {…}}`.
public enum Change: Hashable, Sendable {
    case desk(Desk)
    case service(Service)
    case topic(Topic)
    case ticket(Ticket)
    case message(Message)
    case event(Event)
    case readMark(ReadMark)
    /// A member of the staff, to whom tickets can be assigned. Only the staff receives it.
    case agent(Agent)
    /// A chat of a service; clients forget one that has ended.
    case telegramLink(TelegramLink)
    case incident(Incident)
    /// A file from the phone for an open draft. Only its user receives it.
    case phoneFile(PhoneFile)
    /// Only the users of its service receive it.
    case shiftNote(ShiftNote)
    /// Only the staff receives it; a specialist's own only that specialist.
    case cannedReply(CannedReply)
}

extension Change: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, desk, service, topic, ticket, message, event, readMark, agent, telegramLink, incident, phoneFile,
            shiftNote, cannedReply
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(String.self, forKey: .kind)
        switch CodingKeys(rawValue: kind) {
        case .desk: self = .desk(try container.decode(Desk.self, forKey: .desk))
        case .service: self = .service(try container.decode(Service.self, forKey: .service))
        case .topic: self = .topic(try container.decode(Topic.self, forKey: .topic))
        case .ticket: self = .ticket(try container.decode(Ticket.self, forKey: .ticket))
        case .message: self = .message(try container.decode(Message.self, forKey: .message))
        case .event: self = .event(try container.decode(Event.self, forKey: .event))
        case .readMark: self = .readMark(try container.decode(ReadMark.self, forKey: .readMark))
        case .agent: self = .agent(try container.decode(Agent.self, forKey: .agent))
        case .telegramLink: self = .telegramLink(try container.decode(TelegramLink.self, forKey: .telegramLink))
        case .incident: self = .incident(try container.decode(Incident.self, forKey: .incident))
        case .phoneFile: self = .phoneFile(try container.decode(PhoneFile.self, forKey: .phoneFile))
        case .shiftNote: self = .shiftNote(try container.decode(ShiftNote.self, forKey: .shiftNote))
        case .cannedReply: self = .cannedReply(try container.decode(CannedReply.self, forKey: .cannedReply))
        case .kind, nil:
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "unknown kind of change")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func put(_ value: some Encodable, _ key: CodingKeys) throws {
            try container.encode(key.rawValue, forKey: .kind)
            try container.encode(value, forKey: key)
        }
        switch self {
        case .desk(let desk): try put(desk, .desk)
        case .service(let service): try put(service, .service)
        case .topic(let topic): try put(topic, .topic)
        case .ticket(let ticket): try put(ticket, .ticket)
        case .message(let message): try put(message, .message)
        case .event(let event): try put(event, .event)
        case .readMark(let mark): try put(mark, .readMark)
        case .agent(let agent): try put(agent, .agent)
        case .telegramLink(let link): try put(link, .telegramLink)
        case .incident(let incident): try put(incident, .incident)
        case .phoneFile(let file): try put(file, .phoneFile)
        case .shiftNote(let note): try put(note, .shiftNote)
        case .cannedReply(let reply): try put(reply, .cannedReply)
        }
    }
}
