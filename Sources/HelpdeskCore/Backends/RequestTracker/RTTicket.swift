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
