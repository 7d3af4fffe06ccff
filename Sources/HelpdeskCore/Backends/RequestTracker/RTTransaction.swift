import HelpdeskModels

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
