import HelpdeskModels

/// The making of one page of the change feed.
///
/// A reader who begins with the newest tickets misses nothing. Let B be the base of its cursor. A ticket is left out of
/// the history only if it was not there yet when the history passed its place, or moved to a later activity than that;
/// either appends a line of the ticket after B. What hangs on a ticket and changes after the ticket was read has a line of
/// its own after B, too. So it is enough to read the feed after B, and to bring whatever hangs on a ticket with each line
/// of a ticket, until no line is left: then each ticket that was left out has come, wherever its line was by then. A line
/// that is written and has no number yet would be overlooked; so it goes on like this while there is one.
///
/// Everything comes as it is when it is read, so that an older copy of a thing is never behind a newer one.
struct FeedReading {
    private let records: any DeskRecords
    private let account: Account
    private let audience: ChangeAudience
    private let limit: Int
    /// How many changes still find room on the page.
    private var room: Int

    private(set) var cursor: ChangeCursor
    private(set) var changes: [Change] = []
    private(set) var gone: [Ticket.ID] = []
    private(set) var erased: [SHA256Digest] = []
    private(set) var hasMore = false

    init(_ records: any DeskRecords, for account: Account, from cursor: ChangeCursor, limit: Int) {
        self.records = records
        self.account = account
        self.cursor = cursor
        self.limit = limit
        audience = ChangeAudience(account)
        room = limit
    }

    /// Fills the page, from phase to phase.
    mutating func read() throws {
        if cursor.phase == .reference || cursor.phase == .referenceOfNewest {
            hasMore = try !take(try records.referenceLines(after: cursor, for: audience, limit: room + 1))
            if hasMore { return }
            begin(cursor.phase == .reference ? .ordinary : .history, at: 0)
        }
        if cursor.phase == .history {
            try readHistory()
            if hasMore { return }
            begin(.catchUp, at: cursor.base)
        }
        if cursor.phase == .catchUp {
            try readCatchingUp()
            if try hasMore || records.hasUnnumberedChanges(for: audience) { return }
            begin(.ordinary, at: cursor.position)
            return
        }
        hasMore = try !take(try records.ordinaryLines(after: cursor, for: audience, limit: room + 1))
    }

    private mutating func begin(_ phase: ChangeCursor.Phase, at position: Int64) {
        var next = ChangeCursor(startingAt: cursor.base, phase: phase)
        next.position = position
        if phase == .history { next.since = cursor.since }
        cursor = next
    }

    /// Takes as many of the lines as there is room for, and not more than `most`. Whether those were all.
    private mutating func take(_ found: [FeedLine], most: Int = .max) throws -> Bool {
        let lines = found.prefix(min(room, most))
        try take(lines)
        room -= lines.count
        return lines.count == found.count
    }

    /// With what hangs on the tickets among them.
    private mutating func take(_ lines: some Collection<FeedLine>, with hanging: [Ticket.ID: [Change]] = [:]) throws {
        let things = try FrequentThings(lines, in: records)
        for line in lines {
            switch ChangeKind(rawValue: line.kind) {
            case .goneTicket: if let id = Ticket.ID(line.reference) { gone.append(id) }
            case .erased: if let digest = SHA256Digest(line.reference) { erased.append(digest) }
            default: changes.append(try records.change(line.kind, line.reference, among: things))
            }
            if let ticket = line.ticket { changes += hanging[ticket] ?? [] }
            cursor.position = line.position
        }
    }
}

extension FeedLine {
    /// The ticket whose line this is; nil for a line of something else.
    fileprivate var ticket: Ticket.ID? { kind == ChangeKind.ticket.rawValue ? Ticket.ID(reference) : nil }
}

/// Tickets, each with all that hangs on it.
extension FeedReading {
    /// Takes as many whole tickets as there is room for, and beside them the kinds of which there are few.
    private mutating func readHistory() throws {
        let share = max(1, limit / 4)
        let beside = try records.linesBeside(after: cursor, for: audience, limit: share + 1)
        let isAllBeside = try take(beside, most: share)
        hasMore = true
        guard try finishPart(), room > 0 else { return }

        // A ticket is hardly ever less than three changes.
        let count = max(1, room / 3)
        let candidates = try records.conversations(
            only: account.onlyService, since: cursor.since, after: cursor.activity, limit: count + 1, counting: counting
        )
        let whole = candidates.prefix(count).prefix { takesRoom(for: $0) }.map(\.ticket)
        let hanging = try hanging(on: whole.map(\.id))
        for ticket in whole { changes += [.ticket(ticket)] + (hanging[ticket.id] ?? []) }
        if let last = whole.last { cursor.activity = TicketPosition(last) }
        if whole.isEmpty, let first = candidates.first?.ticket {
            cursor.activity = TicketPosition(first)
            try begin(part: first)
        } else {
            hasMore = whole.count < candidates.count || !isAllBeside
        }
    }

    /// Takes lines of the feed, those of tickets with all that hangs on them.
    private mutating func readCatchingUp() throws {
        hasMore = true
        guard try finishPart(), room > 0 else { return }
        let found = try records.ordinaryLines(after: cursor, for: audience, limit: room + 1)
        let counted = try records.conversations(found.compactMap(\.ticket), counting: counting)
        let conversations = Dictionary(counted.map { ($0.ticket.id, $0) }) { first, _ in first }
        let lines = found.prefix { line in
            if let conversation = line.ticket.flatMap({ conversations[$0] }) { return takesRoom(for: conversation) }
            room -= 1
            return room >= 0
        }
        try take(lines, with: try hanging(on: lines.compactMap(\.ticket)))
        if lines.isEmpty, let first = found.first, let ticket = first.ticket.flatMap({ conversations[$0]?.ticket }) {
            cursor.position = first.position
            try begin(part: ticket)
        } else {
            hasMore = lines.count < found.count
        }
    }

    private var counting: ConversationCounting {
        ConversationCounting(for: account.user.id, includingInternal: account.isStaff, limit: limit)
    }

    /// Whether there is room for a whole ticket; it is taken then.
    private mutating func takesRoom(for conversation: CountedConversation) -> Bool {
        let size = conversation.count + 1
        guard size <= room else { return false }
        room -= size
        return true
    }

    /// The things that hang on tickets: messages, events and the reader's marks.
    private func hanging(on tickets: [Ticket.ID]) throws -> [Ticket.ID: [Change]] {
        var changes: [Ticket.ID: [Change]] = [:]
        for message in try records.messages(ofAll: tickets, includingInternal: account.isStaff) {
            changes[message.ticket, default: []].append(.message(message))
        }
        for event in try records.events(ofAll: tickets) { changes[event.ticket, default: []].append(.event(event)) }
        for mark in try records.readMarks(of: account.user.id, in: tickets) {
            changes[mark.ticket, default: []].append(.readMark(mark))
        }
        return changes
    }

    /// Takes the beginning of a ticket for which a page has no room.
    private mutating func begin(part ticket: Ticket) throws {
        changes.append(.ticket(ticket))
        room -= 1
        cursor.part = ChangeCursor.Part(of: ticket.id)
        // If it comes to its end here after all, what follows it comes on the next page.
        _ = try finishPart()
    }

    /// Goes on with the ticket of which not everything had room before. Whether it has come to its end, if there is one.
    private mutating func finishPart() throws -> Bool {
        guard let part = cursor.part else { return true }
        let messages = try records.messages(
            of: part.ticket, includingInternal: account.isStaff, after: part.message, limit: room + 1)
        if let last = messages.prefix(room).last?.id.description {
            let ordinal = try records.ordinal(ofMessage: last, in: part.ticket, includingInternal: true)
            cursor.part?.message = ordinal ?? part.message
        }
        guard takeAll(messages.map(Change.message)) else { return false }
        let events = try records.events(of: part.ticket, after: part.event, limit: room + 1)
        if let last = events.prefix(room).last?.id.description {
            let ordinal = try records.ordinal(ofEvent: last, in: part.ticket)
            cursor.part?.event = ordinal ?? part.event
        }
        guard takeAll(events.map(Change.event)) else { return false }
        guard takeAll(try records.readMarks(of: account.user.id, in: [part.ticket]).map(Change.readMark)) else {
            return false
        }
        cursor.part = nil
        return true
    }

    /// Takes as many as there is room for. Whether those were all.
    private mutating func takeAll(_ found: [Change]) -> Bool {
        let taken = found.prefix(room)
        changes += taken
        room -= taken.count
        return taken.count == found.count
    }
}
