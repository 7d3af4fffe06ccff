import Foundation
public import HelpdeskModels

/// RT's lists as a feed of changes.
///
/// A round costs one request when nothing changed, and two more for tickets that did: their transactions, and the texts
/// of their messages; one more where there are files, and one or two for the staff, who also read comments. That is for
/// up to a hundred rows each. A changed ticket is read as a whole, so that nothing depends on the order in which RT's
/// rows become visible.
extension RequestTrackerBackend {
    static let compareEvery = Duration.seconds(6 * 3600)
    /// Where RT does not count, nothing else tells that a ticket is gone.
    static let compareUncountedEvery = Duration.seconds(900)
    static let topicsEvery = Duration.seconds(3600)
    static let batch = 100
    /// With more queues than this, the first pass takes so many pages of tickets at a time: see `transactions(of:)`.
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
            try await pass(on: try await tickets(batch.map { Int64($0) }), into: &page, &cursor)
        } else {
            let isCounted = try await follow(into: &page, &cursor)
            // RT was set up otherwise meanwhile: what was passed on may not be all.
            guard isCounted || cursor.scope != nil else { return nil }
        }
        let interval = cursor.scope == nil ? Self.compareEvery : Self.compareUncountedEvery
        if clock() - cursor.compared >= interval || cursor.progress.wasSetBack, cursor.walk == nil {
            try await compare(into: &page, &cursor)
        }
        // Tickets are judged one by one; what no desk has as a queue or a person is left out.
        page.changes.removeAll { $0.plausible == nil }
        page.hasMore = cursor.walk != nil || !cursor.todo.isEmpty
        page.ticketsSetAside = cursor.setAside.keys.compactMap { Int($0) }.sorted()
        page.cursor = try cursor.encoded()
        return page
    }

    /// The first page: topics, and where the newest change stands before anything is read.
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
            // A page that leads no further, yet is not the last, would be asked for again and again.
            if !answer.isLast, lowest.map({ $0 >= below }) ?? true { throw bad("a page of tickets that leads nowhere") }
            walk = answer.isLast ? nil : lowest
            found += tickets
        }
        try await pass(on: found, into: &page, &cursor, isFirst: true)
        cursor.walk = walk
    }

    /// What changed since the mark, newest first: no date is sent, because RT reads dates in the user's time zone.
    /// Whether RT counts the tickets.
    private func follow(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) -> Bool {
        var answer = try await newestTickets(cursor, size: 20)
        let now = answer.time ?? clock()
        cursor.progress.take(time: now)
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
            note(changed, into: &page, &cursor)
        } else if !changed.isEmpty {
            try await pass(on: changed, into: &page, &cursor)
        } else {
            try await learnOffers(of: [], into: &page, &cursor)
        }
        if let total = answer.total, total != expected {
            try await compare(into: &page, &cursor)
        }
        cursor.total = answer.total ?? expected
        return answer.total != nil
    }

    /// All recent tickets and how many there are in all, page after page.
    private func recentTickets(_ cursor: RTCursor) async throws(HelpdeskError) -> ([RTTicket], total: Int?) {
        var number = 1
        var answer = try await newestTickets(cursor)
        let total = answer.total
        var tickets = answer.items.compactMap { RTTicket($0) }
        while tickets.allSatisfy(cursor.progress.isRecent), !answer.isLast {
            number += 1
            let next = try await newestTickets(cursor, number: number)
            guard number <= Self.mostPages, next.body != answer.body || next.items.isEmpty else {
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

/// Passing tickets on, and comparing them all now and then.
extension RequestTrackerBackend {
    /// Passes the tickets on with everything in them. Of a merged ticket the one that it went into.
    ///
    /// Whatever one ticket contains, the others are passed on: it is set aside and looked at again later.
    func pass(
        on found: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor, isFirst: Bool = false
    ) async throws(HelpdeskError) {
        note(found, into: &page, &cursor)
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

        let reading = try await readApart(tickets, merged: cursor.merged, isFirst: isFirst)
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

    /// Remembers which of the tickets went into others.
    func note(_ tickets: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor) {
        for ticket in tickets where ticket.isMerged {
            cursor.merged[String(ticket.number)] = Int(ticket.effective)
            page.merged[Int(ticket.number)] = Int(ticket.effective)
        }
    }

    /// Compares the numbers and last changes of all tickets: what is not there any more is gone, what was not known, or
    /// changed unseen, is to be read.
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
    /// To whom an agent can hand a ticket: the agent, and everybody of the staff whom the changes name. RT lists its users
    /// to administrators alone.
    func colleagues(in changes: [Change]) async throws(HelpdeskError) -> [Change] {
        let me = try await account().user
        guard me.role.isStaff else { return [] }
        var found = [me.id: Author(me)]
        for change in changes {
            let author: Author? =
                switch change {
                case .ticket(let ticket): ticket.assignee
                case .message(let message): message.author
                default: nil
                }
            guard let author, author.role.isStaff, !RTPerson.system.contains(author.id.rawValue) else { continue }
            found[author.id] = author
        }
        return found.values.sorted { $0.id.rawValue < $1.id.rawValue }
            .map { .agent(Agent(id: $0.id, name: $0.name, role: $0.role)) }
    }
}
