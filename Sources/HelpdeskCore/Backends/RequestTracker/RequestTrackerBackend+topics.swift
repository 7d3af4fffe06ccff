import Foundation
import HelpdeskModels

extension RequestTrackerBackend {
    /// Reads every queue that the account sees: one request for the list, one for each queue.
    func readTopics(into page: inout ChangePage, _ cursor: inout RTCursor) async throws(HelpdeskError) {
        var queues: [RTQueue] = []
        for row in try await rows("/queues/all", query: []) {
            guard let number = row["id"].number else { continue }
            if let queue = try await queue(String(number), isFresh: true) { queues.append(queue) }
        }
        queues.sort { $0.name.lowercased() < $1.name.lowercased() }
        for (index, queue) in queues.enumerated() {
            var topic = queue.topic
            if topic.order == 0 { topic.order = index }
            page.changes.append(.topic(topic))
        }
        cursor.topics = clock()
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
