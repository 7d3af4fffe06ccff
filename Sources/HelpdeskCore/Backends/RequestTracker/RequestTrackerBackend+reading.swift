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
            found += try await rows("/tickets", query: query).compactMap { RTTicket($0) }
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

        var changes: [Change] = []
        for ticket in tickets {
            let conversation = RTConversation(
                ticket: ticket, transactions: byOwner[ticket.number] ?? [], contents: contents, me: me,
                identifier: identifier)
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

    /// The visible transactions of the tickets, in RT's order. Comments are asked for by agents only.
    func transactions(of tickets: [Int64], isStaff: Bool) async throws(HelpdeskError) -> [RTTransaction] {
        var kinds: [RTTransaction.Kind] = [.create, .correspond, .status]
        if isStaff { kinds.append(.comment) }
        let types = kinds.map { "Type='\($0.rawValue)'" }.joined(separator: " OR ")
        var found: [RTTransaction] = []
        for start in stride(from: 0, to: tickets.count, by: Self.batch) {
            let part = tickets[start..<min(start + Self.batch, tickets.count)]
            let numbers = part.map { "ObjectId=\($0)" }.joined(separator: " OR ")
            let body = RTRequest.form([("query", "ObjectType='RT::Ticket' AND (\(numbers)) AND (\(types))")])
            let query = [("orderby", "id")] + RTTransaction.query
            found += try await rows("/transactions", query: query, body: body).compactMap { RTTransaction($0) }
        }
        // RT was asked for certain kinds of certain tickets; whatever else it sends is not passed on.
        let wanted = Set(tickets)
        return found.filter { kinds.contains($0.kind) && wanted.contains($0.ticket) }
    }

    /// The parts of the transactions' messages, with the texts of those that are text.
    func contents(of transactions: [Int64]) async throws(HelpdeskError) -> [Int64: RTContent] {
        var contents: [Int64: RTContent] = [:]
        for start in stride(from: 0, to: transactions.count, by: Self.batch) {
            let part = transactions[start..<min(start + Self.batch, transactions.count)]
            let query = [("orderby", "id")] + RTPart.query
            let parts = try await rows(
                "/attachments", query: query, body: Self.condition("TransactionId", part.map { $0 }),
                mediaType: "application/json"
            ).compactMap { RTPart($0) }
            for part in parts { contents[part.transaction, default: RTContent()].parts.append(part) }
            for (number, text) in try await texts(of: parts.filter(\.isText)) {
                if let owner = parts.first(where: { $0.number == number })?.transaction {
                    contents[owner]?.texts[number] = text
                }
            }
        }
        return contents
    }

    /// The texts by the number of the part; asked for in portions of a few megabytes.
    private func texts(of parts: [RTPart]) async throws(HelpdeskError) -> [Int64: String] {
        var texts: [Int64: String] = [:]
        var rest = parts[...]
        while let first = rest.first {
            var portion = [first.number]
            var size = first.size
            rest = rest.dropFirst()
            while let next = rest.first, portion.count < Self.batch, size + next.size < 4 << 20 {
                portion.append(next.number)
                size += next.size
                rest = rest.dropFirst()
            }
            let rows = try await rows(
                "/attachments", query: [("orderby", "id"), ("fields", "Content")],
                body: Self.condition("id", portion), mediaType: "application/json")
            for row in rows {
                if let number = row["id"].number { texts[number] = row["Content"].text }
            }
        }
        return texts
    }

    private static func condition(_ field: String, _ numbers: [Int64]) -> String {
        let terms = numbers.map { #"{"field":"\#(field)","value":\#($0)}"# }
        return "[" + terms.joined(separator: ",") + "]"
    }
}
