import Foundation
import HelpdeskModels

extension RequestTrackerBackend {
    /// Reads every queue that the account sees: one request for the list, one for each queue.
    func readTopics(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        for row in try await rows("/queues/all", query: [("orderby", "id")], listing: .withGaps) {
            guard let number = row["id"].number else { continue }
            if let queue = try await queue(String(number), isFresh: true) {
                page.changes.append(.topic(queue.topic(refused: cursor.refused(in: queue.number))))
            }
        }
        if cursor.scope != nil { cursor.scope = try await scope(page.changes) }
        cursor.topics = clock()
    }

    /// The tickets that the account probably sees: of a customer those that it takes part in, of the staff those in the
    /// queues of the page.
    func scope(_ changes: [Change]) async throws(HelpdeskError) -> String {
        if try await account().user.role == .customer { return "Watcher.id = '__CurrentUser__'" }
        let queues = changes.compactMap { change in
            if case .topic(let topic) = change { "Queue = '\(topic.id.rawValue)'" } else { nil }
        }
        return queues.isEmpty ? "id = 0" : queues.joined(separator: " OR ")
    }

    /// Learns which changes of status RT offers: by one ticket for each queue and direction, once.
    func learnOffers(
        of tickets: [RTTicket], into page: inout ChangePage, _ cursor: inout RTCursor
    ) async throws(HelpdeskError) {
        for ticket in tickets {
            let kind: NewEvent.Kind = RTStatus.isResolved(ticket) ? .reopened : .resolved
            let key = RTCursor.offer(kind, in: ticket.queue)
            guard cursor.offers[key] == nil else { continue }
            let details = try await read("/ticket/\(ticket.number)")
            cursor.offers[key] = Self.offered(details, for: kind) != nil
            guard cursor.offers[key] == false, let queue = try await queue(ticket.queue) else { continue }
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
