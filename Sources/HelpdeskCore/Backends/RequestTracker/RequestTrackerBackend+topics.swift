import Foundation
import HelpdeskModels

extension RequestTrackerBackend {
    /// Reads every queue that the account sees: one request for the list, one for each queue.
    func readTopics(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        for row in try await rows("/queues/all", query: []) {
            guard let number = row["id"].number else { continue }
            if let queue = try await queue(String(number), isFresh: true) {
                page.changes.append(.topic(queue.topic(refused: cursor.refused(in: queue.number))))
            }
        }
        cursor.topics = clock()
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
