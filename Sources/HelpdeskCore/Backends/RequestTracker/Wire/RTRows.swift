import HelpdeskModels

/// A row of RT's list of tickets: as much of it as tells what changed.
struct RTListed: Hashable, Sendable {
    let number: Int64
    /// The number that it is found under: another one once it was merged.
    let effective: Int64
    /// As RT wrote it.
    let lastUpdated: String
    /// The same; nil where that is no date.
    let changed: Timestamp?

    /// What a list is asked for, so that `init` finds it.
    static let fields = "EffectiveId,LastUpdated"

    /// Nil for a row without a number.
    init?(_ row: RTValue) {
        guard let number = row["id"].identifier else { return nil }
        self.number = number
        effective = row["EffectiveId"].identifier ?? number
        lastUpdated = row["LastUpdated"].text
        changed = RTDate.read(lastUpdated)
    }
}

/// A row of RT's list of tickets with all that is shown of it.
struct RTTicket: Sendable {
    let listed: RTListed
    var subject: String
    var status: String
    var queue: String
    /// Empty where the reader does not see the queue.
    var queueName: String
    var creator: RTPerson
    var owner: RTPerson?
    var requestors: [RTPerson]
    /// Who gets copies of what is written to the requestors.
    var copied: [RTPerson]
    var created: Timestamp
    var resolved: Timestamp?

    var number: Int64 { listed.number }
    var effective: Int64 { listed.effective }
    var lastUpdated: String { listed.lastUpdated }
    var isMerged: Bool { effective != number }

    /// What a list is asked for, so that `init` finds it.
    static let query: [(String, String)] = [
        ("fields", "Subject,Status,Queue,Owner,Creator,Requestor,Cc,Created,Resolved,\(RTListed.fields)"),
        ("fields[Queue]", "Name"), ("fields[Creator]", "id,Name,RealName"), ("fields[Owner]", "id,Name,RealName"),
        ("fields[Requestor]", "id,Name,RealName,Organization"), ("fields[Cc]", "id,Name,RealName"),
    ]

    /// Nil for a row that lacks what a ticket must have.
    init?(_ row: RTValue) {
        guard let listed = RTListed(row), let created = RTDate.read(row["Created"].text) ?? listed.changed else {
            return nil
        }
        self.listed = listed
        subject = row["Subject"].text
        status = row["Status"].text
        queue = row["Queue"]["id"].text
        queueName = row["Queue"]["Name"].text
        creator = RTPerson(row["Creator"])
        let owner = RTPerson(row["Owner"])
        self.owner = owner.name.isEmpty || owner.name == RTPerson.nobody ? nil : owner
        requestors = row["Requestor"].items.map { RTPerson($0) }.filter { !$0.name.isEmpty }
        copied = row["Cc"].items.map { RTPerson($0) }.filter { !$0.name.isEmpty }
        self.created = created
        resolved = RTDate.read(row["Resolved"].text)
    }
}

/// A row of RT's list of transactions: a message, or a change that is told in the timeline.
struct RTTransaction: Sendable {
    enum Kind: String, Sendable {
        case create = "Create"
        case correspond = "Correspond"
        /// A note between agents.
        case comment = "Comment"
        case status = "Status"
        /// Another queue; RT writes the same for other fields, which are not asked for.
        case queue = "Set"
        /// Another owner, whichever way it came to that.
        case owner = "SetWatcher"

        /// What RT is asked for, as a condition of its query language.
        var condition: String {
            switch self {
            case .create, .correspond, .comment, .status: "Type='\(rawValue)'"
            case .queue: "(Type='\(rawValue)' AND Field='Queue')"
            case .owner: "(Type='\(rawValue)' AND Field='Owner')"
            }
        }

        /// What `Field` says of such a transaction; nil where it does not matter.
        var field: String? {
            switch self {
            case .create, .correspond, .comment, .status: nil
            case .queue: "Queue"
            case .owner: "Owner"
            }
        }
    }

    var number: Int64
    var ticket: Int64
    var kind: Kind
    var created: Timestamp
    var creator: RTPerson
    var oldValue: String
    var newValue: String

    static let query: [(String, String)] = [
        ("fields", "ObjectId,Type,Field,Created,Creator,OldValue,NewValue"), ("fields[Creator]", "id,Name,RealName"),
    ]

    /// Nil for a row of another kind, or that lacks what a transaction must have.
    init?(_ row: RTValue) {
        guard let number = row["id"].identifier, let ticket = row["ObjectId"].identifier,
            let kind = Kind(rawValue: row["Type"].text), kind.field ?? row["Field"].text == row["Field"].text,
            let created = RTDate.read(row["Created"].text)
        else { return nil }
        self.number = number
        self.ticket = ticket
        self.kind = kind
        self.created = created
        creator = RTPerson(row["Creator"])
        oldValue = row["OldValue"].text
        newValue = row["NewValue"].text
    }

    var isMessage: Bool { kind == .create || kind == .correspond || kind == .comment }
}

/// A queue of RT: what a ticket is about.
struct RTQueue: Hashable, Sendable {
    var number: String
    var name: String
    var recommendation: String
    /// Whether the account may file tickets there.
    var isWritable: Bool
    /// Whether its tickets can carry the id that was chosen here.
    var hasTicketReference: Bool

    static let ticketReference = "ClientRef"
    static let messageReference = "ClientMsgRef"

    /// From `GET /queue/ID`. Nil for anything else.
    init?(_ value: RTValue) {
        guard let number = value["id"].identifier, !value["Name"].text.isEmpty else { return nil }
        self.number = String(number)
        name = value["Name"].text
        let own = value["CustomFields"].items.first { $0["name"].text == "Recommendation" }?["values"].items.first?.text
        recommendation = own.flatMap { $0.isEmpty ? nil : $0 } ?? value["Description"].text
        isWritable =
            value["Disabled"].number != 1
            && value["_hyperlinks"].items.contains { $0["ref"].text == "create" && $0["type"].text == "ticket" }
        hasTicketReference = value["TicketCustomFields"].items.contains { $0["name"].text == Self.ticketReference }
    }

    /// One of which RT tells the name alone; nil without one.
    init?(number: String, name: String) {
        guard !name.isEmpty else { return nil }
        self.number = number
        self.name = name
        (recommendation, isWritable, hasTicketReference) = ("", false, false)
    }

    /// The topic for people. Names are in the language of the desk, so they are the same in all.
    func topic(refused: [NewEvent.Kind]) -> Topic {
        Topic(
            id: Topic.ID(number), title: Self.inAllLanguages(name), recommendation: Self.inAllLanguages(recommendation),
            order: Self.order(name), isRetired: !isWritable, refused: refused.isEmpty ? nil : refused)
    }

    /// By name, as far as the first seven bytes of its key tell; what is called Other comes last.
    private static func order(_ name: String) -> Int {
        if isOther(name) { return .max }
        let bytes = Array(CollationKey(name).text.utf8.prefix(7))
        return (0..<7).reduce(0) { order, index in order << 8 | (index < bytes.count ? Int(bytes[index]) : 0) }
    }

    private static func inAllLanguages(_ text: String) -> LocalizedText {
        LocalizedText(Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text) }))
    }

    private static func isOther(_ name: String) -> Bool {
        ["other", "другое", "прочее", "інше"].contains(name.lowercased())
    }
}

/// A user of RT as other users may know one.
struct RTPerson: Hashable, Sendable {
    /// The login; empty if RT did not tell.
    var name: String
    /// Empty if there is none.
    var realName: String
    var organization: String
    /// RT's number of the user, by which transactions name an owner; nil if RT did not tell.
    var number: String?

    /// The user who owns what nobody owns.
    static let nobody = "Nobody"

    /// Users that are no people.
    static let system: Set = [nobody, "RT_System"]

    init(_ value: RTValue) {
        name = value["Name"].text.isEmpty ? value["id"].text : value["Name"].text
        realName = value["RealName"].text
        organization = value["Organization"].text
        number = value["id"].number.map { String($0) }
    }

    func author(_ role: User.Role) -> Author {
        Author(id: User.ID(name), name: realName.isEmpty ? name : realName, role: role)
    }

    /// The service that an agent sees the person's tickets under.
    var service: Service {
        Service(id: Service.ID(name), name: organization.isEmpty ? (realName.isEmpty ? name : realName) : organization)
    }
}
