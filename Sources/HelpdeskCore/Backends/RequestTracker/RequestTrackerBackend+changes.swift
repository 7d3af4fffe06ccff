import Foundation
public import HelpdeskModels

/// RT's lists as a feed of changes.
///
/// A round costs one request when nothing changed. Changed tickets cost two more, for their transactions and for the texts
/// of their messages, one more if there are files, and one or two more for the staff, who also read comments; each for
/// up to a hundred rows. A changed ticket is read as a whole, so that nothing depends on the order in which RT's rows
/// become visible.
extension RequestTrackerBackend {
    static let compareEvery = Duration.seconds(6 * 3600)
    /// Without RT's count, only a comparison shows that a ticket is gone.
    static let compareUncountedEvery = Duration.seconds(900)
    static let topicsEvery = Duration.seconds(3600)
    static let batch = 100
    /// With more queues than `manyQueues`, the first pass reads `pagesOfManyQueues` pages of tickets at a time: see
    /// `transactions(of:)`.
    private static let (manyQueues, pagesOfManyQueues) = (20, 4)

    public func changes(after text: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage? {
        guard let text else { return try await begin() }
        guard var cursor = RTCursor(text) else { return nil }
        var page = ChangePage(changes: [], cursor: text, hasMore: false)
        if clock() - cursor.topics >= Self.topicsEvery { try await readTopics(into: &page, &cursor) }
        if cursor.walk == nil {
            cursor.todoNumbers = cursor.todoNumbers.union(cursor.takeDue(at: clock()))
        }
        if let below = cursor.walk {
            try await walk(below: below, into: &page, &cursor)
        } else if let batch = Self.take(&cursor) {
            try await deliver(try await tickets(batch.map { Int64($0) }), into: &page, &cursor)
        } else {
            let isCounted = try await follow(into: &page, &cursor)
            // RT's configuration has changed, so tickets may be missing.
            guard isCounted || cursor.scope != nil else { return nil }
        }
        let interval = cursor.scope == nil ? Self.compareEvery : Self.compareUncountedEvery
        if clock() - cursor.compared >= interval || cursor.progress.wasSetBack, cursor.walk == nil {
            try await compare(into: &page, &cursor)
        }
        // Whole tickets were checked already; this drops implausible queues and people.
        page.changes.removeAll { $0.plausible == nil }
        page.hasMore = cursor.walk != nil || !cursor.todo.isEmpty
        page.ticketsSetAside = cursor.setAside.keys.compactMap { Int($0) }.sorted()
        page.cursor = try cursor.encoded()
        return page
    }

    /// The first page: topics, and the position of the newest change before any ticket is read.
    private func begin() async throws(HelpdeskError) -> ChangePage {
        var cursor = RTCursor()
        var page = ChangePage(changes: [], cursor: "", hasMore: true)
        page.changes.append(.desk(try await desk()))
        if let service = try await account().service { page.changes.append(.service(service)) }
        try await readTopics(into: &page, &cursor)
        var newest = try await newestTickets(cursor, size: 1)
        if newest.total == nil {
            cursor.scope = try await scope(page.changes)
            newest = try await newestTickets(cursor)
        }
        cursor.progress = RTProgress(
            newest: newest.items.first.flatMap { RTTicket($0) }?.listed.changed, at: newest.time ?? clock())
        cursor.total = newest.total ?? 0
        cursor.walk = .max
        cursor.compared = clock()
        page.cursor = try cursor.encoded()
        return page
    }

    /// The next tickets of the first pass, from the newest down: a hundred, or more where there are many queues.
    private func walk(below: Int, into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        var found: [RTTicket] = []
        var walk: Int? = below
        let pages = cursor.queueNumbers.count > Self.manyQueues ? Self.pagesOfManyQueues : 1
        for _ in 0..<pages {
            guard let below = walk else { break }
            let condition = below == .max ? cursor.tickets : "\(cursor.tickets) AND id < \(below)"
            let query = [("query", condition), ("orderby", "id"), ("order", "DESC")] + RTTicket.query
            let answer = try await self.page("/tickets", query: query, number: 1, size: Self.batch, listing: .withGaps)
            let tickets = answer.items.compactMap { RTTicket($0) }
            cursor.progress.note(tickets.map(\.listed), at: answer.time ?? clock())
            let lowest = tickets.map { Int($0.number) }.min()
            // A page that makes no progress and is not the last would be requested for ever.
            if !answer.isLast, lowest.map({ $0 >= below }) ?? true { throw bad("a page of tickets that leads nowhere") }
            walk = answer.isLast ? nil : lowest
            found += tickets
        }
        try await deliver(found, into: &page, &cursor, isFirst: true)
        cursor.walk = walk
    }

    /// Reads the changes since the mark, newest first. Sends no date, because RT reads dates in the user's time zone.
    /// Returns whether RT counts the tickets.
    private func follow(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) -> Bool {
        var answer = try await newestTickets(cursor, size: 20)
        let now = answer.time ?? clock()
        cursor.progress.observe(time: now)
        let progress = cursor.progress
        var tickets = answer.items.compactMap { RTTicket($0) }
        var isLong = false
        if tickets.allSatisfy(progress.isRecent), !answer.isLast {
            let hasNews = !tickets.allSatisfy(progress.isSettled) || answer.total ?? cursor.total != cursor.total
            guard hasNews || progress.isThoroughDue(at: now) else { return answer.total != nil }
            isLong = true
            (tickets, answer.total) = try await recentTickets(cursor)
        }
        let recent = tickets.filter(progress.isRecent)
        let changed = recent.filter { !progress.isSettled($0) }
        let known = cursor.knownNumbers
        let fresh = Set(recent.map(\.number)).filter { number in
            !known.contains(Int(number)) && cursor.merged[String(number)] == nil
        }
        cursor.progress.note(changed.map(\.listed), at: now)
        cursor.progress.finish(recent, hasNews: !changed.isEmpty, isLong: isLong, at: now)
        let expected = cursor.total + fresh.count
        if changed.count > Self.batch {
            cursor.todoNumbers = cursor.todoNumbers.union(IndexSet(changed.map { Int($0.effective) }))
            recordMerges(changed, into: &page, &cursor)
        } else if !changed.isEmpty {
            try await deliver(changed, into: &page, &cursor)
        } else {
            try await learnOffers(of: [], into: &page, &cursor)
        }
        if let total = answer.total, total != expected {
            try await compare(into: &page, &cursor)
        }
        cursor.total = answer.total ?? expected
        return answer.total != nil
    }

    /// All recent tickets, page after page, and the number of all tickets.
    private func recentTickets(_ cursor: RTCursor) async throws(HelpdeskError) -> ([RTTicket], total: Int?) {
        var number = 1
        var answer = try await newestTickets(cursor)
        let total = answer.total
        var tickets = answer.items.compactMap { RTTicket($0) }
        while tickets.allSatisfy(cursor.progress.isRecent), !answer.isLast {
            number += 1
            let next = try await newestTickets(cursor, number: number)
            guard number <= Self.maxPages, next.body != answer.body || next.items.isEmpty else {
                throw bad("a list without end")
            }
            answer = next
            tickets += next.items.compactMap { RTTicket($0) }
        }
        return (tickets, total)
    }

    private static func take(_ cursor: inout RTCursor) -> [Int]? {
        var todo = cursor.todoNumbers
        guard !todo.isEmpty else { return nil }
        let batch = Array(todo.reversed().prefix(Self.batch))
        todo.subtract(IndexSet(batch))
        cursor.todoNumbers = todo
        return batch
    }

    /// A page of the tickets, the latest change first.
    private func newestTickets(
        _ cursor: RTCursor, number: Int = 1, size: Int = batch
    ) async throws(HelpdeskError) -> RTPage {
        let query = [
            ("query", cursor.tickets), ("orderby", "LastUpdated"), ("order", "DESC"), ("orderby", "id"),
            ("order", "DESC"),
        ]
        return try await page("/tickets", query: query + RTTicket.query, number: number, size: size, listing: .withGaps)
    }
}

/// Delivering tickets, and comparing all of them now and then.
extension RequestTrackerBackend {
    /// Adds the tickets to the page with everything in them. For a merged ticket, adds the one that it was merged into.
    ///
    /// A ticket that cannot be read is set aside and retried later; it does not hold up the others.
    func deliver(
        _ found: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor, isFirst: Bool = false
    ) async throws(HelpdeskError) {
        recordMerges(found, into: &page, &cursor)
        var known = cursor.knownNumbers
        var gone = page.gone ?? []
        for ticket in found where ticket.isMerged {
            if known.contains(Int(ticket.number)) { gone.append(identifier.ticket(ticket.number)) }
            known.remove(Int(ticket.number))
            cursor.setAside[String(ticket.number)] = nil
        }
        var tickets = found.filter { !$0.isMerged }
        let present = Set(tickets.map(\.number))
        let targets = Set(found.filter(\.isMerged).map(\.effective)).subtracting(present)
        if !targets.isEmpty { tickets += try await self.tickets(targets.sorted()).filter { !$0.isMerged } }
        for ticket in tickets { known.insert(Int(ticket.number)) }

        let reading = try await readIsolatingFailures(tickets, merged: cursor.merged, isFirst: isFirst)
        let now = clock()
        for ticket in tickets {
            let key = String(ticket.number)
            if !reading.refused.contains(ticket.number) {
                cursor.setAside[key] = nil
            } else if cursor.setAside[key].map({ $0.next <= now }) ?? true {
                cursor.setAside[key, default: RTSetAside()].postpone(from: now)
            }
        }
        page.changes += reading.changes
        page.changes += try await colleagues(in: reading.changes)
        cursor.knownNumbers = known
        page.gone = gone.isEmpty ? nil : gone
        try await readNewQueues(of: tickets, reading.changes, into: &page, &cursor)
        try await learnOffers(of: tickets, into: &page, &cursor)
    }

    /// Remembers which of the tickets were merged into others.
    func recordMerges(_ tickets: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor) {
        for ticket in tickets where ticket.isMerged {
            cursor.merged[String(ticket.number)] = Int(ticket.effective)
            page.merged[Int(ticket.number)] = Int(ticket.effective)
        }
    }

    /// Compares the numbers and last changes of all tickets: reports those that are gone, and schedules reading those that
    /// are new or changed unseen.
    func compare(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        let query = [("query", cursor.tickets), ("orderby", "id"), ("fields", RTListed.fields)]
        let list = try await list("/tickets", query: query, listing: .withGaps)
        let now = list.time ?? clock()
        let elapsed = clock() - cursor.compared
        var present = IndexSet()
        var todo = IndexSet()
        var unseen: [RTListed] = []
        for row in list.rows {
            guard let ticket = RTListed(row) else { continue }
            if ticket.effective == ticket.number {
                present.insert(Int(ticket.number))
                if !cursor.progress.isKnown(ticket, at: now, elapsed: elapsed) { unseen.append(ticket) }
            } else {
                let old = cursor.merged.updateValue(Int(ticket.effective), forKey: String(ticket.number))
                if old != Int(ticket.effective) { todo.insert(Int(ticket.effective)) }
                page.merged[Int(ticket.number)] = Int(ticket.effective)
            }
        }
        cursor.progress.note(unseen, at: now)
        todo.formUnion(IndexSet(unseen.map { Int($0.number) }))
        let known = cursor.knownNumbers
        let gone = known.subtracting(present)
        cursor.todoNumbers = cursor.todoNumbers.union(todo).intersection(present).union(present.subtracting(known))
        cursor.knownNumbers = known.subtracting(gone)
        for number in gone { cursor.setAside[String(number)] = nil }
        let ids = (page.gone ?? []) + gone.map { identifier.ticket(Int64($0)) }
        page.gone = ids.isEmpty ? nil : ids
        cursor.progress.finishComparison(at: now)
        cursor.compared = clock()
        // Rights may have changed since.
        cursor.offers = [:]
    }
}

extension RequestTrackerBackend {
    /// The people to whom an agent can assign a ticket: the agent, and all staff named in the changes. RT lists its users
    /// only to administrators.
    func colleagues(in changes: [Change]) async throws(HelpdeskError) -> [Change] {
        let me = try await account().user
        guard me.role.isStaff else { return [] }
        var found = [me.id: Author(me)]
        for change in changes {
            let author: Author? =
                switch change {
                case .ticket(let ticket): ticket.assignee
                case .message(let message): message.author
                case .desk, .service, .topic, .event, .readMark, .agent, .telegramLink, .incident, .phoneFile,
                    .shiftNote, .cannedReply:
                    nil
                }
            guard let author, author.role.isStaff, !RTPerson.system.contains(author.id.rawValue) else { continue }
            found[author.id] = author
        }
        return found.values.sorted { $0.id.rawValue < $1.id.rawValue }
            .map { .agent(Agent(id: $0.id, name: $0.name, role: $0.role)) }
    }
}
