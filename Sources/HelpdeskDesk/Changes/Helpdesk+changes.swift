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

    /// The changes after `cursor`, nil for everything, oldest first; never waits.
    package func changes(after text: String?, limit: Int, for account: Account) async throws -> FeedPage {
        try await database.read { records in
            let latest = try records.latestChange()
            let seal = CursorSeal(account, instance: try records.instance())
            let audience = ChangeAudience(account)
            var cursor =
                try text.map { try seal.cursor(from: $0, latest: latest) }
                // Only of what the account sees: a cursor that moved with anything else would tell of it.
                ?? ChangeCursor(startingAt: records.latestReference(for: audience))

            var content = FeedContent()
            var hasMore = false
            if cursor.isReference {
                let found = try records.referenceLines(after: cursor, for: audience, limit: limit + 1)
                try records.take(found, limit: limit, into: &content, &cursor, &hasMore)
                if !hasMore {
                    cursor.isReference = false
                    cursor.position = 0
                }
            }
            if !cursor.isReference {
                let room = limit - content.changes.count
                let found = try records.ordinaryLines(after: cursor, for: audience, limit: room + 1)
                try records.take(found, limit: room, into: &content, &cursor, &hasMore)
            }
            var page = ChangePage(changes: content.changes, cursor: try seal.text(of: cursor), hasMore: hasMore)
            if !content.gone.isEmpty { page.gone = content.gone }
            if !content.erased.isEmpty { page.erased = content.erased }
            return FeedPage(page: page, latest: latest)
        }
    }

    /// A place in the feed behind everything that has happened.
    package func latestCursor(for account: Account) async throws -> String {
        try await database.read { records in
            let latest = try records.latestChange()
            var cursor = ChangeCursor(startingAt: latest)
            cursor.isReference = false
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

/// What the lines of a page say.
private struct FeedContent {
    var changes: [Change] = []
    var gone: [Ticket.ID] = []
    var erased: [SHA256Digest] = []
}

extension DeskRecords {
    fileprivate func take(
        _ found: [FeedLine], limit: Int, into content: inout FeedContent, _ cursor: inout ChangeCursor,
        _ hasMore: inout Bool
    ) throws {
        let lines = found.prefix(limit)
        let things = try FrequentThings(lines, in: self)
        for line in lines {
            switch ChangeKind(rawValue: line.kind) {
            case .goneTicket: if let id = Ticket.ID(line.reference) { content.gone.append(id) }
            case .erased: if let digest = SHA256Digest(line.reference) { content.erased.append(digest) }
            default: content.changes.append(try change(line.kind, line.reference, among: things))
            }
            cursor.position = line.position
        }
        hasMore = found.count > limit
    }

    /// The thing as it is now.
    private func change(_ kind: String, _ reference: String, among things: FrequentThings) throws -> Change {
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
private struct FrequentThings {
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
