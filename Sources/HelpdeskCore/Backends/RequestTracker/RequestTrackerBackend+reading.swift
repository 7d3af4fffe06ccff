import Foundation
import HelpdeskModels

/// Whole tickets: their messages, files and changes of status.
extension RequestTrackerBackend {
    /// The tickets with these numbers, and all that were merged into them.
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

    /// Everything in these tickets, none of them merged, as changes; and the numbers of those that cannot be read.
    ///
    /// When reading fails, it reads each half separately, and so on. Throws the failure if nothing at all can be read, so
    /// that the fault is probably RT's own.
    func readIsolatingFailures(
        _ tickets: [RTTicket], merged: [String: Int], isFirst: Bool
    ) async throws(HelpdeskError) -> (changes: [Change], refused: Set<Int64>) {
        var changes: [Change] = []
        var refused: Set<Int64> = []
        // A stack: the next portion is the last.
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
                    if changes.isEmpty, refused.count >= Self.maxRefused { throw error }
                }
            }
        }
        return (changes, refused)
    }

    /// When this many tickets in a row cannot be read, the tickets are not at fault.
    private static let maxRefused = 5

    /// Everything in these tickets, none of them merged, by ticket. `merged`: the tickets that were merged into others.
    /// `isFirst`: on the first pass, resolved tickets count as read.
    func read(
        _ tickets: [RTTicket], merged: [String: Int], isFirst: Bool = false
    ) async throws(HelpdeskError) -> [(number: Int64, changes: [Change])] {
        guard !tickets.isEmpty else { return [] }
        let me = try await account()
        // By queue, because RT looks up the account's rights once per queue in each answer, which is slow.
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

    /// With more queues than this, one request covers fewer tickets.
    private static let fewQueues = 10

    /// The visible transactions of the tickets. Only agents ask for comments, in a request of its own: people who see a
    /// ticket see all its other transactions, but not in every queue its comments.
    ///
    /// `portion`: the number of tickets per request.
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
            // Ordered by ticket, so that a page is about few of them.
            let query = [("orderby", "ObjectId"), ("orderby", "id")] + RTTransaction.query
            found += try await rows("/transactions", query: query, body: body, listing: listing)
                .compactMap { RTTransaction($0) }
        }
        // Drop anything that was not requested.
        let requested = Set(tickets)
        return found.filter { kinds.contains($0.kind) && requested.contains($0.ticket) }
    }
}

/// The texts and files of messages.
extension RequestTrackerBackend {
    /// Fewer than the rows of a page: if each message is one text, the page is not full and therefore the last.
    private static let messages = 90
    /// In bytes: the limit for texts that do not come with the first answer. No real ticket has more.
    private static let maxTextSize: Int64 = 64 << 20

    /// The parts of the transactions' messages, with the texts of those that are text.
    ///
    /// One request brings the texts of messages, and the multipart shells. A message that consists of one text, as most do,
    /// is complete with it. For the others, all parts are listed by name and size only: no file is received unless
    /// somebody asks for it.
    ///
    /// Throws `answerTooLarge` if the texts are too large to hold in memory.
    func contents(of transactions: [Int64]) async throws(HelpdeskError) -> [Int64: RTContent] {
        guard HTMLText.isAvailable else {
            throw HelpdeskError(.unexpected, subject: host, detail: "libxml2 cannot be loaded")
        }
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
            guard missing.reduce(0, { $0 + $1.size }) <= Self.maxTextSize else {
                throw HelpdeskError(
                    .answerTooLarge, subject: host, detail: "more than \(Self.maxTextSize) bytes of text")
            }
            texts.merge(try await self.texts(of: missing)) { $1 }
            for (transaction, parts) in Dictionary(grouping: parts, by: \.transaction) {
                contents[transaction] = RTContent(parts: parts, texts: texts)
            }
        }
        return contents
    }

    /// The texts and shells without a file name. Empty if the texts are too large for one answer.
    private func written(in transactions: [Int64]) async throws(HelpdeskError) -> [(part: RTPart, text: String)] {
        // RT joins conditions on the same field by OR, and those on different fields by AND.
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

    /// The texts by the number of the part, requested in portions of a few megabytes.
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
