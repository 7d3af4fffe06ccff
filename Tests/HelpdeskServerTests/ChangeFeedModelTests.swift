import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import Synchronization
import SystemKit
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The feed against a model of what happened; `FEED_SEED=N` repeats the random choices of a run.
@Suite(.timeLimit(.minutes(5))) struct ChangeFeedModelTests {
    private static var seed: UInt64 {
        ProcessInfo.processInfo.environment["FEED_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
    }

    @Test func `whoever reads at whatever pace, in whichever process, ends with what happened`() async throws {
        let desk = try TestDesk()
        // Writes of the first process wake the long polls of the second.
        let second = try TestDesk(beside: desk)
        try await compare(readingAt: [second, desk, desk], writingAt: [desk], writers: 5, acts: 30)
    }

    /// Connections are cut all the time, and one transaction stays open from the beginning to the end.
    @Test(.enabled(if: TestEngine.server != nil, "TEST_POSTGRES names no server"))
    func `32 writers and three replicas on PostgreSQL, with kills and a long transaction, agree on what happened`()
        async throws
    {
        let desk = try TestDesk(engine: .postgres(server: #require(TestEngine.server)))
        let desks = try [desk, TestDesk(beside: desk), TestDesk(beside: desk)]
        for desk in desks { desk.endure() }
        let pool = try #require(desk.directory.postgres).pool
        var settings = pool.settings
        settings.parameters["application_name"] = "disturber"
        let disturber = PostgresPool(settings)
        let hasEnded = Mutex(false)
        async let long: Void = BlockingWork.run {
            try disturber.performWaiting(.maintenance) { connection in
                try connection.append(.topic, Topic.otherID.rawValue, .everybody)
                while !hasEnded.withLock(\.self) { usleep(10_000) }
            }
        }
        let (acts, act) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let killer = Task {
            // A pace that leaves them time for something, however fast or slow they are.
            for await count in acts where count.isMultiple(of: 3) {
                try? await disturber.perform(.single) { connection in
                    try connection.run(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name <> 'disturber'
                        ORDER BY random() LIMIT 1
                        """)
                }
            }
        }
        defer { killer.cancel() }
        do {
            defer { hasEnded.withLock { $0 = true } }
            try await compare(
                readingAt: desks, writingAt: desks, writers: 32, acts: 6, FeedModel { act.yield($0) })
        }
        try await long
    }

    /// Lets writers do what they may, and readers read meanwhile; then everybody must have everything that happened.
    private func compare(
        readingAt readingDesks: [TestDesk], writingAt desks: [TestDesk], writers writerCount: Int, acts: Int,
        _ model: FeedModel = FeedModel()
    ) async throws {
        let seed = Self.seed
        let desk = desks[0]
        try desk.helpdesk.addTopic(
            Topic(id: "maps", title: LocalizedText([.english: "Maps"]), recommendation: LocalizedText([:]), order: 1))
        var shared: [Ticket] = []
        for user in [TestDesk.ann, TestDesk.vera] { shared.append(try await desk.file(as: user)) }

        let readers = try await withThrowingTaskGroup(of: FeedReader?.self) { group in
            for (number, user) in ([TestDesk.ann, TestDesk.vera, TestDesk.greta] + TestDesk.users).enumerated() {
                let desk = readingDesks[number % readingDesks.count]
                var reader = FeedReader(desk, as: user, seed: seed, reader: UInt64(number))
                group.addTask {
                    try await reader.run(model)
                    return reader
                }
            }
            let watches = readingDesks.map { desk in
                Task { try await ForeignChangeWatch(desk: desk.directory.desk).run() }
            }
            group.addTask { [shared] in
                try await withThrowingTaskGroup(of: Void.self) { writers in
                    for number in 0..<writerCount {
                        let desk = desks[number % desks.count]
                        var writer = FeedWriter(desk, model, shared: shared, seed: seed, writer: UInt64(number))
                        writers.addTask { try await writer.run(acts: acts) }
                    }
                    try await writers.waitForAll()
                }
                model.finish()
                return nil
            }
            defer { for watch in watches { watch.cancel() } }
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
