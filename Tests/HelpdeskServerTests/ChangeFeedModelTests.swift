import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The feed against a model of what happened; `FEED_SEED=N` repeats the random choices of a run.
@Suite(.timeLimit(.minutes(5))) struct ChangeFeedModelTests {
    private static var seed: UInt64 {
        ProcessInfo.processInfo.environment["FEED_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
    }

    @Test func `whoever reads at whatever pace, in whichever process, ends with what happened`() async throws {
        let seed = Self.seed
        let desk = try TestDesk()
        try desk.helpdesk.addTopic(
            Topic(id: "maps", title: LocalizedText([.english: "Maps"]), recommendation: LocalizedText([:]), order: 1))
        let second = try TestDesk(beside: desk)
        let model = FeedModel()
        var shared: [Ticket] = []
        for user in [TestDesk.ann, TestDesk.vera] { shared.append(try await desk.file(as: user)) }

        let readers = try await withThrowingTaskGroup(of: FeedReader?.self) { group in
            for (number, user) in ([TestDesk.ann, TestDesk.vera, TestDesk.greta] + TestDesk.users).enumerated() {
                var reader = FeedReader(
                    number.isMultiple(of: 3) ? second : desk, as: user, seed: seed, reader: UInt64(number))
                group.addTask {
                    try await reader.run(model)
                    return reader
                }
            }
            // What the first process writes wakes the long polls of the second.
            let watch = Task { try await ForeignChangeWatch(desk: second.directory.desk).run() }
            group.addTask { [shared] in
                try await withThrowingTaskGroup(of: Void.self) { writers in
                    for number in 0..<5 {
                        var writer = FeedWriter(desk, model, shared: shared, seed: seed, writer: UInt64(number))
                        writers.addTask { try await writer.run(acts: 30) }
                    }
                    try await writers.waitForAll()
                }
                model.finish()
                return nil
            }
            defer { watch.cancel() }
            return try await group.reduce(into: [FeedReader]()) { readers, reader in
                if let reader { readers.append(reader) }
            }
        }
        #expect(readers.count == 7)
        #expect(model.histories.count > 5)
        for reader in readers { check(reader, model.histories, seed) }
    }

    private func check(_ reader: FeedReader, _ histories: [Ticket.ID: FeedModel.History], _ seed: UInt64) {
        let visible = histories.filter { reader.sees($0.value.service) }
        let shared = Set(reader.tickets.keys).subtracting(histories.keys)
        #expect(shared.count == (reader.user.role.isStaff ? 2 : 1), "FEED_SEED=\(seed)")
        #expect(Set(reader.tickets.keys) == shared.union(visible.keys), "FEED_SEED=\(seed)")
        for (id, history) in visible {
            let ticket = reader.tickets[id]
            let found = ticket.map { ticket in
                FeedModel.Prediction(
                    status: ticket.status, assignee: ticket.assignee?.id, topic: ticket.topic,
                    score: ticket.rating?.score)
            }
            #expect(found == history.prediction, "FEED_SEED=\(seed)")
            #expect(reader.eventOrder[id] == history.events, "FEED_SEED=\(seed)")
            let messages = history.messages.filter { reader.sees(history.service, $0.isInternal) }
            #expect(Set(reader.messageOrder[id] ?? []) == Set(messages.map(\.id)), "FEED_SEED=\(seed)")
            #expect(messages.allSatisfy { reader.messages[$0.id]?.text == $0.text }, "FEED_SEED=\(seed)")
            // A message that was edited comes where it was edited; all others in the order in which they were written.
            let edited = Set(messages.filter { $0.edited != nil }.map(\.id))
            let order = (reader.messageOrder[id] ?? []).filter { !edited.contains($0) }
            #expect(order == messages.map(\.id).filter { !edited.contains($0) }, "FEED_SEED=\(seed)")
        }
        for id in shared {
            let order = (reader.messageOrder[id] ?? []).compactMap { reader.messages[$0]?.created }
            #expect(order == order.sorted(), "FEED_SEED=\(seed)")
        }
    }
}
