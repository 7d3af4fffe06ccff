import Foundation
import HelpdeskModels

/// Whole tickets: their messages, files and changes of status.
extension RequestTrackerBackend {
    /// The tickets of these numbers with everything that was merged into them.
    func tickets(_ numbers: [Int64]) async throws(HelpdeskError) -> [RTTicket] {
        var found: [RTTicket] = []
        for start in stride(from: 0, to: numbers.count, by: Self.batch) {
            let part = numbers[start..<min(start + Self.batch, numbers.count)]
            let condition = part.map { "EffectiveId = \($0)" }.joined(separator: " OR ")
            let query = [("query", condition), ("orderby", "id")] + RTTicket.query
            found += try await rows("/tickets", query: query, listing: .withGaps).compactMap { RTTicket($0) }
        }
        return found
    }

    /// Everything of these tickets, none of them merged, as changes. `merged` tells which others went into them.
    /// `isFirst`: tickets that were resolved before they were first seen here count as read.
    func read(
        _ tickets: [RTTicket], merged: [String: Int], isFirst: Bool = false
    ) async throws(HelpdeskError) -> [Change] {
        guard !tickets.isEmpty else { return [] }
        let me = try await account()
        let byNumber = Dictionary(tickets.map { ($0.number, $0) }) { first, _ in first }
        var owner: [Int64: Int64] = [:]
        for number in byNumber.keys { owner[number] = number }
        for (own, target) in merged where byNumber[Int64(target)] != nil {
            if let own = Int64(own) { owner[own] = Int64(target) }
        }
        let transactions = try await transactions(of: owner.keys.sorted(), isStaff: me.user.role.isStaff)
        let contents = try await contents(of: transactions.filter(\.isMessage).map(\.number))
        let byOwner = Dictionary(grouping: transactions) { owner[$0.ticket] ?? $0.ticket }
        let named = tickets.flatMap { $0.requestors + [$0.creator] + [$0.owner].compactMap(\.self) }
        let people = Dictionary(
            (named + transactions.map(\.creator)).compactMap { person in person.number.map { ($0, person) } }
        ) { first, _ in first }

        var changes: [Change] = []
        for ticket in tickets {
            let conversation = RTConversation(
                ticket: ticket, transactions: byOwner[ticket.number] ?? [], contents: contents, people: people,
                me: me, identifier: identifier)
            if me.service == nil { changes.append(.service(conversation.service)) }
            changes += conversation.messages.map(Change.message) + conversation.events.map(Change.event)
            changes.append(.ticket(conversation.summary))
            if isFirst, conversation.summary.status == .resolved {
                changes.append(
                    .readMark(ReadMark(ticket: conversation.summary.id, readUpTo: conversation.summary.updated)))
            }
        }
        return changes
    }

    /// The visible transactions of the tickets, in RT's order. Comments are asked for by agents only, and apart from the
    /// others: whoever sees a ticket sees those, but not in every queue its comments.
    func transactions(of tickets: [Int64], isStaff: Bool) async throws(HelpdeskError) -> [RTTransaction] {
        let kinds: [RTTransaction.Kind] = [.create, .correspond, .status, .queue, .owner]
        let visible = try await transactions(of: tickets, kinds, .complete)
        guard isStaff else { return visible }
        let comments = try await transactions(of: tickets, [.comment], .withGaps)
        return comments.isEmpty ? visible : (visible + comments).sorted { $0.number < $1.number }
    }

    private func transactions(
        of tickets: [Int64], _ kinds: [RTTransaction.Kind], _ listing: RTListing
    ) async throws(HelpdeskError) -> [RTTransaction] {
        let types = kinds.map(\.condition).joined(separator: " OR ")
        var found: [RTTransaction] = []
        for start in stride(from: 0, to: tickets.count, by: Self.batch) {
            let part = tickets[start..<min(start + Self.batch, tickets.count)]
            let numbers = part.map { "ObjectId=\($0)" }.joined(separator: " OR ")
            let body = RTRequest.form([("query", "ObjectType='RT::Ticket' AND (\(numbers)) AND (\(types))")])
            let query = [("orderby", "id")] + RTTransaction.query
            found += try await rows("/transactions", query: query, body: body, listing: listing)
                .compactMap { RTTransaction($0) }
        }
        // RT was asked for certain kinds of certain tickets; whatever else it sends is not passed on.
        let wanted = Set(tickets)
        return found.filter { kinds.contains($0.kind) && wanted.contains($0.ticket) }
    }
}
