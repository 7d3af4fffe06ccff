import Foundation
import HelpdeskModels

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
