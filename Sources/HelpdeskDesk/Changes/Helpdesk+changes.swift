package import HelpdeskModels

/// A page of the change feed with the number of the latest change of all when it was read.
package struct FeedPage: Sendable {
    package var page: ChangePage
    package var latest: Int64

    package init(page: ChangePage, latest: Int64) {
        self.page = page
        self.latest = latest
    }
}

/// The change feed, as an account sees it.
extension Helpdesk {
    /// Wakes those who wait for changes that other processes made, until the task is cancelled.
    package func followChanges() async {
        await database.followChanges()
    }

    /// The changes after the cursor `text`, or from the beginning that `start` says; never waits.
    package func changes(
        after text: String?, from start: FeedStart = .oldest, limit: Int, for account: Account
    ) async throws -> FeedPage {
        try await database.read { records in
            let latest = try records.latestChange()
            let seal = CursorSeal(account, instance: try records.instance())
            let cursor = try text.map { try seal.cursor(from: $0, latest: latest) }
            var reading = FeedReading(
                records, for: account, from: try cursor ?? records.firstCursor(start, for: account), limit: limit)
            try reading.read()
            var page = ChangePage(
                changes: reading.changes, cursor: try seal.text(of: reading.cursor), hasMore: reading.hasMore)
            if !reading.gone.isEmpty { page.gone = reading.gone }
            if !reading.erased.isEmpty { page.erased = reading.erased }
            return FeedPage(page: page, latest: latest)
        }
    }

    /// A place in the feed behind everything that has happened.
    package func latestCursor(for account: Account) async throws -> String {
        try await database.read { records in
            let latest = try records.latestChange()
            var cursor = ChangeCursor(startingAt: latest, phase: .ordinary)
            cursor.position = latest
            return try CursorSeal(account, instance: records.instance()).text(of: cursor)
        }
    }

    /// An empty page behind the next change, which cannot be read: what comes after it can.
    package func pageBehindOne(after text: String, for account: Account) async throws -> ChangePage {
        try await database.read { records in
            let seal = CursorSeal(account, instance: try records.instance())
            let latest = try records.latestChange()
            var cursor = try seal.cursor(from: text, latest: latest)
            cursor.position = try records.firstChange(after: cursor.position) ?? cursor.position
            return ChangePage(changes: [], cursor: try seal.text(of: cursor), hasMore: cursor.position < latest)
        }
    }
}

/// Where a reader without a cursor begins.
package enum FeedStart: Hashable, Sendable {
    /// With what changed first.
    case oldest
    /// With the tickets of the latest activity. With `since`, without those that are resolved and without any since then.
    case newest(since: Timestamp? = nil)
}

extension DeskRecords {
    /// Of what the account sees alone: a cursor that moved with anything else would tell of it.
    fileprivate func firstCursor(_ start: FeedStart, for account: Account) throws -> ChangeCursor {
        let audience = ChangeAudience(account)
        switch start {
        case .oldest: return ChangeCursor(startingAt: try latestReference(for: audience))
        case .newest(let since):
            var cursor = ChangeCursor(startingAt: try latestChange(for: audience), phase: .referenceOfNewest)
            cursor.since = since
            return cursor
        }
    }

    /// The thing as it is now.
    func change(_ kind: String, _ reference: String, among things: FrequentThings) throws -> Change {
        func found<Value>(_ value: Value?) throws -> Value {
            guard let value else { throw StoreError.damaged("change of \(kind) without its thing") }
            return value
        }
        func id<Entity>() throws -> EntityID<Entity> { try found(EntityID<Entity>(reference)) }
        switch try found(ChangeKind(rawValue: kind)) {
        case .desk: return .desk(try desk())
        case .service: return .service(try found(service(EntityKey(rawValue: reference))))
        case .topic: return .topic(try found(topic(EntityKey(rawValue: reference))))
        case .ticket, .message, .event, .readMark: return try found(things[kind, reference])
        case .agent: return .agent(try found(agent(EntityKey(rawValue: reference))))
        case .telegramLink: return .telegramLink(try found(linkedChat(id())).link)
        case .incident: return .incident(try found(incident(id())))
        case .shiftNote: return .shiftNote(try found(shiftNote(id())).note)
        case .cannedReply: return .cannedReply(try found(cannedReply(id())))
        case .phoneFile: return .phoneFile(try found(phoneFile(id())).file)
        case .goneLink: return .telegramLink(.gone(try id()))
        case .goneTicket, .erased: throw StoreError.damaged("no change: \(kind)")
        }
    }
}

/// The things of a page of which there can be hundreds, read with a few statements however many they are.
struct FrequentThings {
    private var changes: [ChangeKind: [String: Change]] = [:]

    init(_ lines: some Collection<FeedLine>, in records: some DeskRecords) throws {
        let references = Dictionary(grouping: lines, by: \.kind).mapValues { $0.map(\.reference) }
        func ids<Entity>(_ kind: ChangeKind) -> [EntityID<Entity>] {
            (references[kind.rawValue] ?? []).compactMap(EntityID<Entity>.init)
        }
        func take<Value>(_ kind: ChangeKind, _ values: [Value], _ change: (Value) -> (String, Change)) {
            changes[kind, default: [:]].merge(values.map(change)) { first, _ in first }
        }
        take(.ticket, try records.tickets(ids(.ticket))) { ($0.id.description, .ticket($0)) }
        take(.message, try records.messages(ids(.message))) { ($0.id.description, .message($0)) }
        take(.event, try records.events(ids(.event))) { ($0.id.description, .event($0)) }
        // A mark's reference is `USER/TICKET`, and a page has marks of one user.
        var tickets: [String: [Ticket.ID]] = [:]
        for reference in references[ChangeKind.readMark.rawValue] ?? [] {
            let parts = reference.split(separator: "/").map(String.init)
            if parts.count == 2, let ticket = Ticket.ID(parts[1]) { tickets[parts[0], default: []].append(ticket) }
        }
        for (user, tickets) in tickets {
            take(.readMark, try records.readMarks(of: User.ID(user), in: tickets)) {
                ("\(user)/\($0.ticket)", .readMark($0))
            }
        }
    }

    /// Nil for one that is not there.
    subscript(kind: String, reference: String) -> Change? {
        ChangeKind(rawValue: kind).flatMap { changes[$0]?[reference] }
    }
}
