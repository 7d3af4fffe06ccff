import Foundation
import HelpdeskModels
import SQLDatabase
import Synchronization
import TestSupport
import Testing

@testable import TelegramBots

/// One process runs a bot, and another takes over where it ends.
@Suite(.timeLimit(.minutes(2)))
struct LeaseTests {
    private let place: TestPlace
    private let now = Timestamp(milliseconds: 1_780_000_000_000)

    init() throws { place = try TestPlace() }

    /// A process with the bot `support`, whose lease ends soon if it does not renew it.
    private func postgres(length: Duration, renewal: Duration = .seconds(60)) throws -> PostgresBotDatabase {
        try PostgresBotDatabase(
            #require(place.place.database), name: "support", .support,
            times: BotLease.Times(length: length, renewal: renewal, look: .milliseconds(50)))
    }

    /// Runs until it is cancelled and notes when it begins and ends.
    private func run(_ name: String, _ store: BotStore, _ lines: LogLines) -> Task<Void, any Error> {
        Task {
            try await store.runAlone(lines.log) {
                lines.log.info("\(name) begins")
                try? await Task.sleep(for: .seconds(600))
                lines.log.info("\(name) ends")
            }
        }
    }

    @Test("The second process stands by, and runs the bot when the first one has ended; never both at once")
    func takenOver() async throws {
        let lines = LogLines()
        let first = try run("first", place.support(), lines)
        try await lines.wait(for: "first begins")
        let second = try run("second", place.support(), lines)
        try await lines.wait(for: "stands by")
        #expect(!lines.all.contains { $0.contains("second begins") })
        first.cancel()
        try await first.value
        try await lines.wait(for: "second begins")
        second.cancel()
        try await second.value
        let moments = lines.all.filter { $0.contains("begins") || $0.contains("ends") }
        #expect(moments == ["info first begins", "info first ends", "info second begins", "info second ends"])
    }

    @Test("What the bot runs ends with an error, and the next process can run it", .enabled(if: TestEngine.isPostgres))
    func failing() async throws {
        struct Broken: Error {}
        let store = try place.support()
        await #expect(throws: Broken.self) { try await store.runAlone(LogLines().log) { throw Broken() } }
        let lines = LogLines()
        let next = try run("next", place.support(), lines)
        try await lines.wait(for: "next begins")
        next.cancel()
        try await next.value
    }

    @Test("A process that was killed is followed when its lease has ended", .enabled(if: TestEngine.isPostgres))
    func killed() async throws {
        let dead = try postgres(length: .milliseconds(800))
        let epoch = try #require(try await dead.take())
        let lines = LogLines()
        let next = BotStore(try postgres(length: .seconds(600)), folder: place.folder.path)
        let running = run("next", next, lines)
        try await lines.wait(for: "next begins")
        #expect(
            try next.database.readWaiting { try $0.row("SELECT epoch FROM lease") { $0.integer(at: 0) } } == epoch + 1)
        #expect(try await next.use().holder?.contains("process \(getpid())") == true)
        running.cancel()
        try await running.value
        #expect(try await next.use().holder == nil)
    }

    @Test(
        "A process whose lease was taken takes nothing in, sends nothing and marks nothing",
        .enabled(if: TestEngine.isPostgres))
    func oldProcess() async throws {
        let slow = try postgres(length: .milliseconds(1))
        let old = BotStore(slow, folder: place.folder.path)
        _ = try #require(try await slow.take())
        try await old.queue(
            ["One", "Two"].map { Outgoing(to: 7, .message(FormattedText($0)), key: $0) }
                + [Outgoing(to: 8, .message(FormattedText("Three")), key: "Three", whenUnknown: .ask)], at: now)
        let items = try await old.sendable(at: now, limit: 10)
        #expect(try await old.begin(items.map(\.id)).count == 2)

        let other = try postgres(length: .seconds(600))
        let new = BotStore(other, folder: place.folder.path)
        while try await other.take() == nil {}
        let update: JSON = ["update_id": 1, "message": ["chat": ["id": 7]]]
        await #expect(throws: BotTakenOver.self) { try await old.accept([update], at: now) }
        await #expect(throws: BotTakenOver.self) { try await old.begin(items.map(\.id)) }
        await #expect(throws: BotTakenOver.self) { try await old.finish(items[0], messages: [1], at: now) }
        await #expect(throws: BotTakenOver.self) { try await old.note(.conflict, at: now) }
        #expect(try await new.dueUpdates(at: now, limit: 10).isEmpty)
        #expect(try await new.nextNotice() == nil)

        // As after a crash: what may have arrived is sent again or asked about.
        try await new.recover(at: now)
        #expect(try await new.sendable(at: now, limit: 10).map(\.outgoing.key) == ["One"])
        #expect(try await new.item(items[1].id)?.state == .unknown)
        #expect(try await new.accept([update], at: now) == 1)
        // A webhook delivers to either of them.
        try await old.accept(webhook: ["update_id": 2, "message": ["chat": ["id": 8]]], at: now)
        #expect(try await new.dueUpdates(at: now, limit: 10).map(\.chat) == [7, 8])
    }

    @Test(
        "A process that cannot renew its lease stops by its own clock, before another one may begin",
        .enabled(if: TestEngine.isPostgres))
    func notRenewed() async throws {
        let lines = LogLines()
        let store = BotStore(try postgres(length: .milliseconds(300)), folder: place.folder.path)
        let running = run("this", store, lines)
        try await lines.wait(for: "this ends")
        try await lines.wait(for: "another process may run the bot now")
        running.cancel()
        try await running.value
    }

    @Test("A lease is renewed as long as the bot runs, and ends with it", .enabled(if: TestEngine.isPostgres))
    func renewed() async throws {
        let lines = LogLines()
        let holder = try postgres(length: .seconds(600), renewal: .milliseconds(50))
        let running = run("this", BotStore(holder, folder: place.folder.path), lines)
        try await lines.wait(for: "this begins")
        func end() throws -> Int64 {
            try holder.readWaiting { try $0.row("SELECT ends FROM lease") { $0.integer(at: 0) } ?? 0 }
        }
        let first = try end()
        while try end() == first { await Task.yield() }
        #expect(try end() > first)
        running.cancel()
        try await running.value
        #expect(try end() == 0)
    }
}
