package import HelpdeskModels

/// Rows of the change feed: one row a thing, at its latest place.
package protocol ChangeRecords {
    /// Moves a thing to the end of the feed.
    func append(_ kind: ChangeKind, _ reference: String, _ scope: ChangeScope) throws
    /// The number of the latest change of all; 0 for none.
    func latestChange() throws -> Int64
    /// What the connection sees now; nil if the engine cannot tell without reading more than it would save.
    func version() throws -> RowsVersion?
    /// The number of the first change after `position`.
    func firstChange(after position: Int64) throws -> Int64?
    /// The latest change of each scope that changed after `position`.
    func news(after position: Int64) throws -> [ChangeNotifier.News]
    /// The number of the latest change that the audience gets; 0 for none.
    func latestChange(for audience: ChangeAudience) throws -> Int64
    /// Whether a change that the audience gets was written and has no number yet.
    func hasUnnumberedChanges(for audience: ChangeAudience) throws -> Bool
    /// Of the kinds of ``ChangeKind/reference``; 0 for none.
    func latestReference(for audience: ChangeAudience) throws -> Int64
    /// In order, those of the kinds of ``ChangeKind/reference`` after the cursor's position and not after its base.
    func referenceLines(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine]
    /// In order, those of the kinds of ``ChangeKind/beside`` after the cursor's position and not after its base.
    func linesBeside(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine]
    /// In order, those after the cursor's position, but for the reference up to its base.
    func ordinaryLines(after cursor: ChangeCursor, for audience: ChangeAudience, limit: Int) throws -> [FeedLine]
}

/// The kinds of things in the change feed, as they are stored.
package enum ChangeKind: String, Sendable {
    case desk, service, topic, ticket, message, event, readMark, agent, telegramLink, incident, phoneFile, shiftNote,
        cannedReply
    /// A ticket, a link, or a user or service by the SHA-256 of the id, that were erased. The line is all that is left.
    case goneTicket, goneLink, erased

    /// The kinds that a reader gets first.
    package static let reference: [ChangeKind] = [.desk, .service, .topic]
    /// The kinds that a reader who begins with the newest tickets gets beside them. Of tickets and links that are gone, this
    /// reader needs no line: they are just not there.
    package static let beside: [ChangeKind] = [
        .agent, .telegramLink, .incident, .phoneFile, .shiftNote, .cannedReply, .erased,
    ]
}

/// The receivers of a change.
package enum ChangeScope: Sendable {
    case everybody
    /// The customers of a service, and staff.
    case service(Service.ID)
    /// The customers of a service, and nobody else: the staff neither.
    case customers(of: Service.ID)
    case staff
    case user(User.ID)

    /// As it is stored.
    package var text: String {
        switch self {
        case .everybody: "all"
        case .service(let id): "s:\(id)"
        case .customers(let id): "c:\(id)"
        case .staff: "staff"
        case .user(let id): "u:\(id)"
        }
    }
}

/// The scopes whose changes a reader gets.
package enum ChangeAudience: Sendable {
    /// Every scope but those of other users and of customers alone.
    case staff(User.ID)
    /// Everybody's, the service's, that of its customers alone, and the user's own.
    case customer(User.ID, of: Service.ID)

    init(_ account: Account) {
        let user = account.user.id
        self = account.onlyService.map { .customer(user, of: $0) } ?? .staff(user)
    }
}

/// A line of the feed: where it stands, and what changed.
package struct FeedLine: Sendable {
    package var position: Int64
    package var kind: String
    package var reference: String

    package init(position: Int64, kind: String, reference: String) {
        self.position = position
        self.kind = kind
        self.reference = reference
    }
}
