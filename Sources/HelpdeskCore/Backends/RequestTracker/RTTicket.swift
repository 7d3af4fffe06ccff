import HelpdeskModels

/// A row of RT's list of tickets.
struct RTTicket: Sendable {
    var number: Int64
    /// The number that it is found under: another one once it was merged.
    var effective: Int64
    var subject: String
    var status: String
    var queue: String
    var creator: RTPerson
    var owner: RTPerson?
    var requestors: [RTPerson]
    var created: Timestamp
    /// As RT wrote it.
    var lastUpdated: String
    var resolved: Timestamp?

    var isMerged: Bool { effective != number }

    /// What a list is asked for, so that `init` finds it.
    static let query: [(String, String)] = [
        ("fields", "Subject,Status,Queue,Owner,Creator,Requestor,Created,LastUpdated,Resolved,EffectiveId"),
        ("fields[Queue]", "Name"), ("fields[Creator]", "id,Name,RealName"), ("fields[Owner]", "id,Name,RealName"),
        ("fields[Requestor]", "id,Name,RealName,Organization"),
    ]

    /// Nil for a row that lacks what a ticket must have.
    init?(_ row: RTValue) {
        guard let number = row["id"].identifier, let created = RTDate.read(row["Created"].text) else {
            return nil
        }
        self.number = number
        effective = row["EffectiveId"].identifier ?? number
        subject = row["Subject"].text
        status = row["Status"].text
        queue = row["Queue"]["id"].text
        creator = RTPerson(row["Creator"])
        let owner = RTPerson(row["Owner"])
        self.owner = owner.name.isEmpty || owner.name == RTPerson.nobody ? nil : owner
        requestors = row["Requestor"].items.map { RTPerson($0) }.filter { !$0.name.isEmpty }
        self.created = created
        lastUpdated = row["LastUpdated"].text
        resolved = RTDate.read(row["Resolved"].text)
    }
}
