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

    /// Everything of these tickets, none of them merged, as changes; and the numbers of those that cannot be read.
    ///
    /// Where something in one of them cannot be, the halves are read by themselves, and their halves. Throws the failure
    /// if it looks like one of RT's own: nothing at all can be read.
    func readApart(
        _ tickets: [RTTicket], merged: [String: Int], isFirst: Bool
    ) async throws(HelpdeskError) -> (changes: [Change], refused: Set<Int64>) {
        var changes: [Change] = []
        var refused: Set<Int64> = []
        // The next to be read is the last.
        var portions = tickets.isEmpty ? [] : [tickets[...]]
        while let portion = portions.popLast() {
            do throws(HelpdeskError) {
                for ticket in try await read(Array(portion), merged: merged, isFirst: isFirst) {
                    if ticket.changes.allSatisfy({ $0.plausible != nil }) {
                        changes += ticket.changes
                    } else {
                        refused.insert(ticket.number)
                    }
                }
            } catch {
                guard [.badAnswer, .answerTooLarge, .serverFailed].contains(error.code), let first = portion.first
                else {
                    throw error
                }
                if portion.count > 1 {
                    let middle = portion.startIndex + portion.count / 2
                    portions += [portion[middle...], portion[..<middle]]
                } else {
                    refused.insert(first.number)
                    if changes.isEmpty, refused.count >= Self.mostRefused { throw error }
                }
            }
        }
        return (changes, refused)
    }

    /// So many tickets in a row that cannot be read are not at fault themselves.
    private static let mostRefused = 5

    /// Everything of these tickets, none of them merged, by ticket. `merged` tells which others went into them.
    /// `isFirst`: tickets that were resolved before they were first seen here count as read.
    func read(
        _ tickets: [RTTicket], merged: [String: Int], isFirst: Bool = false
    ) async throws(HelpdeskError) -> [(number: Int64, changes: [Change])] {
        guard !tickets.isEmpty else { return [] }
        let me = try await account()
        // By queue: RT looks up what the account may do in a queue once in each answer, which takes it long.
        let tickets = tickets.sorted { ($0.queue, $0.number) < ($1.queue, $1.number) }
        let owners = Set(tickets.map(\.number))
        var mergedInto: [Int64: [Int64]] = [:]
        for (own, target) in merged where owners.contains(Int64(target)) {
            if let own = Int64(own) { mergedInto[Int64(target), default: []].append(own) }
        }
        var owner: [Int64: Int64] = [:]
        var numbers: [Int64] = []
        for ticket in tickets {
            for number in [ticket.number] + (mergedInto[ticket.number] ?? []) where owner[number] == nil {
                owner[number] = ticket.number
                numbers.append(number)
            }
        }
        let hasManyQueues = Set(tickets.map(\.queue)).count > Self.fewQueues
        let transactions = try await transactions(
            of: numbers, isStaff: me.user.role.isStaff, portion: hasManyQueues ? Self.batch / 4 : Self.batch)
        let byOwner = Dictionary(grouping: transactions) { owner[$0.ticket] ?? $0.ticket }
            .mapValues { $0.sorted { $0.number < $1.number } }
        let messages = tickets.flatMap { byOwner[$0.number] ?? [] }.filter(\.isMessage)
        let contents = try await contents(of: messages.map(\.number))
        let named = tickets.flatMap { $0.requestors + $0.copied + [$0.creator] + [$0.owner].compactMap(\.self) }
        let people = Dictionary(
            (named + transactions.map(\.creator)).compactMap { person in person.number.map { ($0, person) } }
        ) { first, _ in first }

        return tickets.map { ticket in
            let conversation = RTConversation(
                ticket: ticket, transactions: byOwner[ticket.number] ?? [], contents: contents, people: people,
                me: me, identifier: identifier)
            var changes: [Change] = []
            if me.service == nil { changes.append(.service(conversation.service)) }
            changes += conversation.messages.map(Change.message) + conversation.events.map(Change.event)
            changes.append(.ticket(conversation.summary))
            if isFirst, conversation.summary.status == .resolved {
                changes.append(
                    .readMark(ReadMark(ticket: conversation.summary.id, readUpTo: conversation.summary.updated)))
            }
            return (ticket.number, changes)
        }
    }

    /// Up to here one answer may be about tickets of all queues.
    private static let fewQueues = 10

    /// The visible transactions of the tickets. Comments are asked for by agents only, and apart from the others: whoever
    /// sees a ticket sees those, but not in every queue its comments.
    ///
    /// `portion`: so many tickets are asked for at a time.
    func transactions(
        of tickets: [Int64], isStaff: Bool, portion: Int = batch
    ) async throws(HelpdeskError) -> [RTTransaction] {
        let kinds: [RTTransaction.Kind] = [.create, .correspond, .status, .queue, .owner]
        let visible = try await transactions(of: tickets, kinds, .complete, portion)
        guard isStaff else { return visible }
        return visible + (try await transactions(of: tickets, [.comment], .withGaps, portion))
    }

    private func transactions(
        of tickets: [Int64], _ kinds: [RTTransaction.Kind], _ listing: RTListing, _ portion: Int
    ) async throws(HelpdeskError) -> [RTTransaction] {
        let types = kinds.map(\.condition).joined(separator: " OR ")
        var found: [RTTransaction] = []
        for start in stride(from: 0, to: tickets.count, by: portion) {
            let part = tickets[start..<min(start + portion, tickets.count)]
            let numbers = part.map { "ObjectId=\($0)" }.joined(separator: " OR ")
            let body = RTRequest.form([("query", "ObjectType='RT::Ticket' AND (\(numbers)) AND (\(types))")])
            // Ticket by ticket, so that a page is about few of them.
            let query = [("orderby", "ObjectId"), ("orderby", "id")] + RTTransaction.query
            found += try await rows("/transactions", query: query, body: body, listing: listing)
                .compactMap { RTTransaction($0) }
        }
        // RT was asked for certain kinds of certain tickets; whatever else it sends is not passed on.
        let wanted = Set(tickets)
        return found.filter { kinds.contains($0.kind) && wanted.contains($0.ticket) }
    }
}

/// The texts of messages, and what files they have.
extension RequestTrackerBackend {
    /// Fewer than a page has rows: where each message is one text, the answer is not full and so the last.
    private static let messages = 90
    /// In bytes: what is received at a time of texts that do not come with the first answer. More is in nobody's tickets.
    private static let mostText: Int64 = 64 << 20

    /// The parts of the transactions' messages, with the texts of those that are text.
    ///
    /// One request brings the texts that are written into messages, and the shells around several parts. A message
    /// that is one text and nothing else, as most are, is complete with it. Of the others all parts are asked for, by
    /// name and size only: no file is received without being asked for.
    ///
    /// Throws `answerTooLarge` where the texts are more than a program should hold.
    func contents(of transactions: [Int64]) async throws(HelpdeskError) -> [Int64: RTContent] {
        var contents: [Int64: RTContent] = [:]
        for start in stride(from: 0, to: transactions.count, by: Self.messages) {
            let batch = Array(transactions[start..<min(start + Self.messages, transactions.count)])
            let written = try await written(in: batch)
            var texts: [Int64: String] = [:]
            for (part, text) in written where part.isText { texts[part.number] = text }
            let byTransaction = Dictionary(grouping: written.map(\.part), by: \.transaction)
            let simple = byTransaction.filter { $0.value.count == 1 && $0.value.allSatisfy { !$0.isShell } }
            var parts = simple.values.flatMap(\.self)
            parts += try await self.parts(of: batch.filter { simple[$0] == nil })
            let missing = parts.filter { $0.isText && texts[$0.number] == nil }
            guard missing.reduce(0, { $0 + $1.size }) <= Self.mostText else {
                throw HelpdeskError(.answerTooLarge, subject: host, detail: "more than \(Self.mostText) bytes of text")
            }
            texts.merge(try await self.texts(of: missing)) { $1 }
            for (transaction, parts) in Dictionary(grouping: parts, by: \.transaction) {
                contents[transaction] = RTContent(parts: parts, texts: texts)
            }
        }
        return contents
    }

    /// The texts and shells that have no file name. Nothing where the texts are too long to be received at once.
    private func written(in transactions: [Int64]) async throws(HelpdeskError) -> [(part: RTPart, text: String)] {
        // RT joins conditions on one field by OR, and those on different fields by AND.
        let conditions =
            Self.conditions("TransactionId", transactions) + [
                #"{"field":"Filename","operator":"IS","value":"NULL"}"#, #"{"field":"Filename","value":""}"#,
                #"{"field":"ContentType","operator":"STARTSWITH","value":"text/"}"#,
                #"{"field":"ContentType","operator":"STARTSWITH","value":"multipart/"}"#,
            ]
        do throws(HelpdeskError) {
            return try await attachments(RTPart.fields + ",Content", conditions).compactMap { row in
                RTPart(row).map { ($0, row["Content"].text) }
            }
        } catch {
            guard error.code == .answerTooLarge else { throw error }
            return []
        }
    }

    private func parts(of transactions: [Int64]) async throws(HelpdeskError) -> [RTPart] {
        guard !transactions.isEmpty else { return [] }
        return try await attachments(RTPart.fields, Self.conditions("TransactionId", transactions))
            .compactMap { RTPart($0) }
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
            for row in try await attachments("Content", Self.conditions("id", portion)) {
                if let number = row["id"].number { texts[number] = row["Content"].text }
            }
        }
        return texts
    }

    private func attachments(_ fields: String, _ conditions: [String]) async throws(HelpdeskError) -> [RTValue] {
        try await rows(
            "/attachments", query: [("orderby", "id"), ("fields", fields)],
            body: "[" + conditions.joined(separator: ",") + "]", mediaType: "application/json")
    }

    private static func conditions(_ field: String, _ numbers: [Int64]) -> [String] {
        numbers.map { #"{"field":"\#(field)","value":\#($0)}"# }
    }
}
