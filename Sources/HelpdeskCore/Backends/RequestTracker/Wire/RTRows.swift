import HelpdeskModels

/// A row of RT's list of tickets, reduced to what shows changes.
struct RTListed: Hashable, Sendable {
    let number: Int64
    /// The number that it is found under, which changes with a merge.
    let effective: Int64
    /// In RT's own format.
    let lastUpdated: String
    /// The same as a time; nil if it is not a date.
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

/// A row of RT's list of tickets with everything that is shown.
struct RTTicket: Sendable {
    let listed: RTListed
    var subject: String
    var status: String
    var queue: String
    /// Empty if the reader does not see the queue.
    var queueName: String
    var creator: RTPerson
    var owner: RTPerson?
    var requestors: [RTPerson]
    /// The people who get copies of what is sent to the requestors.
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

    /// Nil for a row that lacks a required field.
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

/// A row of RT's list of transactions: a message, or a change that the timeline shows.
struct RTTransaction: Sendable {
    enum Kind: String, Sendable {
        case create = "Create"
        case correspond = "Correspond"
        /// A note between agents.
        case comment = "Comment"
        case status = "Status"
        /// A move to another queue. RT uses the same type for other fields, which are not requested.
        case queue = "Set"
        /// A new owner, however it was set.
        case owner = "SetWatcher"

        /// The condition for this kind in RT's query language.
        var condition: String {
            switch self {
            case .create, .correspond, .comment, .status: "Type='\(rawValue)'"
            case .queue: "(Type='\(rawValue)' AND Field='Queue')"
            case .owner: "(Type='\(rawValue)' AND Field='Owner')"
            }
        }

        /// The `Field` of such a transaction; nil if it does not matter.
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

    /// Nil for a row of another kind, or one that lacks a required field.
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

/// A queue of RT, which becomes a topic.
struct RTQueue: Hashable, Sendable {
    var number: String
    var name: String
    var recommendation: String
    /// Whether the account may create tickets in it.
    var isWritable: Bool
    /// Whether its tickets have a field for the client's id.
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

    /// A queue of which only the name is known; nil without one.
    init?(number: String, name: String) {
        guard !name.isEmpty else { return nil }
        self.number = number
        self.name = name
        (recommendation, isWritable, hasTicketReference) = ("", false, false)
    }

    /// The topic. Names are in the language of the desk, so they are the same in all languages.
    func topic(refused: [NewEvent.Kind]) -> Topic {
        Topic(
            id: Topic.ID(number), title: Self.inAllLanguages(name), recommendation: Self.inAllLanguages(recommendation),
            order: Self.order(name), isRetired: !isWritable, refused: refused.isEmpty ? nil : refused)
    }

    /// The position by the first seven bytes of the name's sort key; a queue named Other comes last.
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

/// A user of RT, as shown to other users.
struct RTPerson: Hashable, Sendable {
    /// The login; empty if it is unknown.
    var name: String
    /// Empty if there is none.
    var realName: String
    var organization: String
    /// RT's number of the user, by which transactions refer to an owner; nil if it is unknown.
    var number: String?

    /// The user who owns tickets without an owner.
    static let nobody = "Nobody"

    /// Users that are not people.
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

    /// The service under which agents see the person's tickets.
    var service: Service {
        Service(id: Service.ID(name), name: organization.isEmpty ? (realName.isEmpty ? name : realName) : organization)
    }
}
