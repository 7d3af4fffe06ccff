import Foundation
public import HelpdeskModels

/// RT's lists as a feed of changes.
///
/// A round costs one request when nothing changed, and two more for tickets that did: their transactions, and the texts
/// of their messages; one more where there are files, and one or two for the staff, who also read comments. That is for
/// up to a hundred rows each. A changed ticket is read as a whole, so that nothing depends on the order in which RT's
/// rows become visible.
extension RequestTrackerBackend {
    /// A change may become visible a while after its time stamp.
    private static let overlap = 60.0
    /// After this, nothing more happens in the same second.
    private static let settling = Duration.seconds(5)
    static let compareEvery = Duration.seconds(6 * 3600)
    /// Where RT does not count, nothing else tells that a ticket is gone.
    static let compareUncountedEvery = Duration.seconds(900)
    static let topicsEvery = Duration.seconds(3600)
    static let batch = 100

    public func changes(after text: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage? {
        guard let text else { return try await begin() }
        guard var cursor = RTCursor(text) else { return nil }
        var page = ChangePage(changes: [], cursor: text, hasMore: false)
        if clock() - cursor.topics >= Self.topicsEvery { try await readTopics(into: &page, &cursor) }
        if let below = cursor.walk {
            try await walk(below: below, into: &page, &cursor)
        } else if let batch = Self.take(&cursor) {
            try await read(batch, into: &page, &cursor)
        } else {
            let isCounted = try await follow(into: &page, &cursor)
            // RT was set up otherwise meanwhile: what was passed on may not be all.
            guard isCounted || cursor.scope != nil else { return nil }
        }
        let interval = cursor.scope == nil ? Self.compareEvery : Self.compareUncountedEvery
        if clock() - cursor.compared >= interval, cursor.walk == nil {
            try await compare(into: &page, &cursor)
        }
        guard page.changes.allSatisfy({ $0.plausible != nil }) else { throw bad("an implausible ticket") }
        page.hasMore = cursor.walk != nil || !cursor.todo.isEmpty
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
        cursor.mark = newest.items.first.flatMap { RTTicket($0) }?.lastUpdated ?? ""
        cursor.total = newest.total ?? 0
        cursor.walk = .max
        cursor.compared = clock()
        page.cursor = try cursor.encoded()
        return page
    }

    /// The next hundred tickets of the first pass, from the newest down.
    private func walk(below: Int, into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        let condition = below == .max ? cursor.tickets : "\(cursor.tickets) AND id < \(below)"
        let query = [("query", condition), ("orderby", "id"), ("order", "DESC")] + RTTicket.query
        let answer = try await self.page("/tickets", query: query, number: 1, size: Self.batch, listing: .withGaps)
        let tickets = answer.items.compactMap { RTTicket($0) }
        try await pass(on: tickets, into: &page, &cursor, isFirst: true)
        settle(tickets, at: answer.time, &cursor)
        let lowest = tickets.map { Int($0.number) }.min()
        cursor.walk = answer.isLast ? nil : lowest
        // A page that leads no further, yet is not the last, would be asked for again and again.
        if !answer.isLast, lowest.map({ $0 >= below }) ?? true { throw bad("a page of tickets that leads nowhere") }
    }

    /// What changed since the mark, newest first: no date is sent, because RT reads dates in the user's time zone.
    /// Whether RT counts the tickets.
    private func follow(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) -> Bool {
        let cutoff = RTDate.read(cursor.mark)?.adding(seconds: -Self.overlap)
        func isRecent(_ ticket: RTTicket) -> Bool {
            guard let cutoff, let time = RTDate.read(ticket.lastUpdated) else { return true }
            return time >= cutoff
        }
        var number = 1
        var answer = try await newestTickets(cursor, size: 20)
        var tickets = answer.items.compactMap { RTTicket($0) }
        if tickets.allSatisfy(isRecent), !answer.isLast {
            answer = try await newestTickets(cursor)
            tickets = answer.items.compactMap { RTTicket($0) }
            while tickets.allSatisfy(isRecent), !answer.isLast {
                number += 1
                let next = try await newestTickets(cursor, number: number)
                guard number <= Self.mostPages, next.body != answer.body || next.items.isEmpty else {
                    throw bad("a list without end")
                }
                answer.body = next.body
                tickets += next.items.compactMap { RTTicket($0) }
                answer.isLast = next.isLast
            }
        }
        let recent = tickets.filter(isRecent)
        let changed = recent.filter { cursor.settled[String($0.number)] != $0.lastUpdated }
        let known = cursor.knownNumbers
        let fresh = Set(recent.map(\.number)).filter { number in
            !known.contains(Int(number)) && cursor.merged[String(number)] == nil
        }

        let mark = ([cursor.mark] + recent.map(\.lastUpdated)).max() ?? ""
        cursor.mark = mark
        cursor.settled = [:]
        settle(recent, at: answer.time, &cursor)
        let expected = cursor.total + fresh.count
        if changed.count > Self.batch {
            cursor.todoNumbers = cursor.todoNumbers.union(IndexSet(changed.map { Int($0.effective) }))
            note(changed, &cursor)
        } else if !changed.isEmpty {
            try await pass(on: changed, into: &page, &cursor)
        }
        if let total = answer.total, total != expected {
            try await compare(into: &page, &cursor)
        }
        cursor.total = answer.total ?? expected
        return answer.total != nil
    }

    /// Keeps which of the tickets need not be read again although they are near the mark.
    private func settle(_ tickets: [RTTicket], at time: Timestamp?, _ cursor: inout RTCursor) {
        guard let newest = RTDate.read(cursor.mark) else { return }
        let now = time ?? clock()
        for ticket in tickets {
            guard let time = RTDate.read(ticket.lastUpdated), time >= newest.adding(seconds: -Self.overlap),
                now - time >= Self.settling
            else { continue }
            cursor.settled[String(ticket.number)] = ticket.lastUpdated
        }
    }

    /// Tickets that are to be read for another reason than a newer date.
    private func read(
        _ numbers: [Int], into page: inout ChangePage, _ cursor: inout RTCursor
    ) async throws(HelpdeskError) {
        try await pass(on: try await tickets(numbers.map { Int64($0) }), into: &page, &cursor)
    }

    /// Passes the tickets on with everything in them. Of a merged ticket the one that it went into.
    private func pass(
        on found: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor, isFirst: Bool = false
    ) async throws(HelpdeskError) {
        note(found, &cursor)
        var known = cursor.knownNumbers
        var gone = page.gone ?? []
        for ticket in found where ticket.isMerged {
            if known.contains(Int(ticket.number)) { gone.append(identifier.ticket(ticket.number)) }
            known.remove(Int(ticket.number))
        }
        var tickets = found.filter { !$0.isMerged }
        let present = Set(tickets.map(\.number))
        let targets = Set(found.filter(\.isMerged).map(\.effective)).subtracting(present)
        if !targets.isEmpty { tickets += try await self.tickets(targets.sorted()).filter { !$0.isMerged } }
        for ticket in tickets { known.insert(Int(ticket.number)) }
        let changes = try await read(tickets, merged: cursor.merged, isFirst: isFirst)
        page.changes += changes
        page.changes += try await colleagues(in: changes)
        cursor.knownNumbers = known
        page.gone = gone.isEmpty ? nil : gone
        try await learnOffers(of: tickets, into: &page, &cursor)
    }

    private func note(_ tickets: [RTTicket], _ cursor: inout RTCursor) {
        for ticket in tickets where ticket.isMerged { cursor.merged[String(ticket.number)] = Int(ticket.effective) }
    }

    /// Compares all numbers: what is not there any more is gone, what was not known is to be read.
    private func compare(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        let query = [("query", cursor.tickets), ("orderby", "id"), ("fields", "EffectiveId")]
        var present = IndexSet()
        for row in try await rows("/tickets", query: query, listing: .withGaps) {
            guard let number = row["id"].identifier else { continue }
            let target = row["EffectiveId"].identifier ?? number
            if target == number {
                present.insert(Int(number))
            } else if cursor.merged.updateValue(Int(target), forKey: String(number)) != Int(target) {
                cursor.todoNumbers = cursor.todoNumbers.union(IndexSet(integer: Int(target)))
            }
        }
        let known = cursor.knownNumbers
        let gone = known.subtracting(present)
        cursor.todoNumbers = cursor.todoNumbers.intersection(present).union(present.subtracting(known))
        cursor.knownNumbers = known.subtracting(gone)
        let ids = (page.gone ?? []) + gone.map { identifier.ticket(Int64($0)) }
        page.gone = ids.isEmpty ? nil : ids
        cursor.compared = clock()
        // Rights may have changed since.
        cursor.offers = [:]
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
