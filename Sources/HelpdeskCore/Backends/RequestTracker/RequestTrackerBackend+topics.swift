import Foundation
import HelpdeskModels

extension RequestTrackerBackend {
    /// Reads every queue that the account sees: one request for the list, one for each queue. Also reads those that RT no
    /// longer lists because they are disabled, if they can still be seen.
    func readTopics(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        let listed = try await rows("/queues/all", query: [("orderby", "id")], listing: .withGaps)
            .compactMap(\.identifier)
        let unlisted = cursor.queueNumbers.subtracting(IndexSet(listed.map { Int($0) }))
        for number in listed + unlisted.map({ Int64($0) }) {
            guard
                let queue = try await readable({ () async throws(HelpdeskError) in
                    try await queue(String(number), isFresh: true)
                })
            else { continue }
            page.changes.append(.topic(queue.topic(refused: cursor.refused(in: queue.number))))
        }
        cursor.queueNumbers = IndexSet(listed.map { Int($0) })
        if cursor.scope != nil { cursor.scope = try await scope(page.changes) }
        cursor.topics = clock()
    }

    /// Reads queues that the tickets are in, or were moved to, and that are not known as topics, because they are new or
    /// disabled. For one that the account does not see, takes the name from the ticket.
    func readNewQueues(
        of tickets: [RTTicket], _ changes: [Change], into page: inout ChangePage, _ cursor: inout RTCursor
    ) async throws(HelpdeskError) {
        let moves = changes.compactMap { change in
            if case .event(let event) = change { event.topic?.rawValue } else { nil }
        }
        let names = Dictionary(tickets.map { ($0.queue, $0.queueName) }) { first, _ in first }
        for number in Set(names.keys).union(moves).sorted() {
            guard let index = Int(number), RTIdentifier.numbers.contains(Int64(index)),
                !cursor.queueNumbers.contains(index)
            else { continue }
            let found = try await readable { () async throws(HelpdeskError) in try await queue(number) }
            if let queue = found ?? names[number].flatMap({ RTQueue(number: number, name: $0) }) {
                page.changes.append(.topic(queue.topic(refused: cursor.refused(in: queue.number))))
            }
            cursor.queueNumbers.insert(index)
        }
    }

    /// Reads one queue or ticket; nil if it cannot be read, which must not hold up the others.
    private func readable<Value>(
        _ read: () async throws(HelpdeskError) -> Value?
    ) async throws(HelpdeskError) -> Value? {
        do throws(HelpdeskError) {
            return try await read()
        } catch {
            guard [.badAnswer, .answerTooLarge, .serverFailed, .forbidden, .notFound].contains(error.code) else {
                throw error
            }
            return nil
        }
    }

    /// The condition for the tickets that the account probably sees: for a customer those that it takes part in, for the
    /// staff those in the queues of the page.
    func scope(_ changes: [Change]) async throws(HelpdeskError) -> String {
        if try await account().user.role == .customer { return "Watcher.id = '__CurrentUser__'" }
        let queues = changes.compactMap { change in
            if case .topic(let topic) = change { "Queue = '\(topic.id.rawValue)'" } else { nil }
        }
        return queues.isEmpty ? "id = 0" : queues.joined(separator: " OR ")
    }

    /// Per round, because RT is slow to show a ticket.
    private static let maxOffers = 8

    /// Learns which changes of status RT offers: from one ticket for each queue and direction, once, a few per round.
    func learnOffers(
        of tickets: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor
    ) async throws(HelpdeskError) {
        for ticket in tickets {
            let kind: NewEvent.Kind = RTStatus.isResolved(ticket) ? .reopened : .resolved
            let key = RTCursor.offer(kind, in: ticket.queue)
            if cursor.offers[key] == nil { cursor.samples[key] = Int(ticket.number) }
        }
        for (key, number) in cursor.samples.sorted(by: { $0.value > $1.value }).prefix(Self.maxOffers) {
            cursor.samples[key] = nil
            let words = key.split(separator: " ").map(String.init)
            guard words.count == 2, let kind = NewEvent.Kind(rawValue: words[1]),
                let details = try await readable({ () async throws(HelpdeskError) in try await read("/ticket/\(number)")
                }),
                // It may have changed since.
                details["Queue"].identifier.map(String.init) == words[0],
                RTTicket(details).map(RTStatus.isResolved) == (kind == .reopened)
            else { continue }
            cursor.offers[key] = Self.offered(details, for: kind) != nil
            guard cursor.offers[key] == false,
                let queue = try await readable({ () async throws(HelpdeskError) in try await queue(words[0]) })
            else { continue }
            page.changes.append(.topic(queue.topic(refused: cursor.refused(in: queue.number))))
        }
    }

    /// The queue; nil if the account does not see it.
    func queue(_ number: String, isFresh: Bool = false) async throws(HelpdeskError) -> RTQueue? {
        if !isFresh, let queue = await session.queue(number) { return queue }
        do throws(HelpdeskError) {
            guard let queue = RTQueue(try await read("/queue/" + RTRequest.escape(number))) else { return nil }
            await session.remember(queue)
            return queue
        } catch {
            guard error.code == .forbidden || error.code == .notFound else { throw error }
            return nil
        }
    }
}
