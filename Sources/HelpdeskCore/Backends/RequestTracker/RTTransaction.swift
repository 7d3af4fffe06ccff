import HelpdeskModels

/// A row of RT's list of transactions: a message or a change of status.
struct RTTransaction: Sendable {
    enum Kind: String, Sendable {
        case create = "Create"
        case correspond = "Correspond"
        /// A note between agents.
        case comment = "Comment"
        case status = "Status"
    }

    var number: Int64
    var ticket: Int64
    var kind: Kind
    var created: Timestamp
    var creator: RTPerson
    var oldValue: String
    var newValue: String

    static let query: [(String, String)] = [
        ("fields", "ObjectId,Type,Created,Creator,OldValue,NewValue"), ("fields[Creator]", "Name,RealName"),
    ]

    /// Nil for a row of another kind, or that lacks what a transaction must have.
    init?(_ row: RTValue) {
        guard let number = row["id"].number, number > 0, let ticket = row["ObjectId"].number,
            let kind = Kind(rawValue: row["Type"].text), let created = RTDate.read(row["Created"].text)
        else { return nil }
        self.number = number
        self.ticket = ticket
        self.kind = kind
        self.created = created
        creator = RTPerson(row["Creator"])
        oldValue = row["OldValue"].text
        newValue = row["NewValue"].text
    }

    var isMessage: Bool { kind != .status }
}
