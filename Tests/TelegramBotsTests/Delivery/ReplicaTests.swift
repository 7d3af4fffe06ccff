import Foundation
import HelpdeskModels
import HelpdeskTransport
import SQLDatabase
import Synchronization
import TestSupport
import Testing

@testable import TelegramBots

/// Several processes with one bot.
@Suite(.timeLimit(.minutes(3)))
struct ReplicaTests {
    private let place: TestPlace
    private let lines = LogLines()
    private let journal = Journal()

    init() throws { place = try TestPlace() }

    /// What was worked off, in order, by chats; and by which process.
    private final class Journal: Sendable {
        struct Entry: Sendable {
            var text: String
            var process: String
        }

        private let state = Mutex<[Int64: [Entry]]>([:])
        private let news = Wakeups()

        func note(_ text: String, in chat: Int64, by process: String) {
            state.withLock { $0[chat, default: []].append(Entry(text: text, process: process)) }
            news.wake()
        }

        var entries: [Int64: [Entry]] { state.withLock(\.self) }

        func wait(until isReached: ([Int64: [Entry]]) -> Bool) async {
            while !isReached(entries), !Task.isCancelled { await news.wait(seconds: 600) }
        }
    }

    /// Works updates off slowly, so that one that came later could overtake.
    private struct Notebook: UpdateHandler {
        let process: String
        let journal: Journal

        func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
            guard let message = update.message, let text = message.text else { return Turn() }
            for _ in 0..<Int.random(in: 0...200) { await Task.yield() }
            journal.note(text, in: message.chat.id, by: process)
            return Turn([Outgoing(to: message.chat.id, .message(FormattedText(text)), key: text)])
        }

        func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn { Turn() }
    }

    private func run(_ process: String, _ store: BotStore) -> Task<Void, any Error> {
        let worker = UpdateWorker(
            store: store, handler: Notebook(process: process, journal: journal), clock: { .now }, log: lines.log)
        return Task { [lines] in
            try await store.runAlone(lines.log) {
                lines.log.info("\(process) runs")
                await worker.run()
            }
        }
    }

    private func update(_ number: Int64, _ chat: Int64, _ text: String) throws -> Data {
        try WireJSON.encode(
            [
                "update_id": .integer(number),
                "message": [
                    "message_id": .integer(number), "date": 1_780_000_000, "text": .string(text),
                    "chat": ["id": .integer(chat), "type": "private"],
                    "from": ["id": .integer(chat), "is_bot": false, "first_name": "Oksana"],
                ],
            ] as JSON)
    }

    @Test(
        "Updates that a webhook delivers to two processes are worked off once each and in order, also across the end of one"
    )
    func webhook() async throws {
        let stores = [try place.support(), try place.support()]
        let secret = "secret"
        let gates = stores.map { WebhookGate(store: $0, secret: secret, log: lines.log, clock: { .now }) }
        let first = run("first", stores[0])
        try await lines.wait(for: "first runs")
        let second = run("second", stores[1])
        let chats = Array(Int64(1)...4)
        let count = 20
        func deliver(_ numbers: Range<Int>) async throws {
            for number in numbers {
                for chat in chats {
                    let body = try update(Int64(number) * 10 + chat, chat, "\(chat): \(number)")
                    // Telegram waits for the answer, and delivers again if it is lost.
                    for gate in number.isMultiple(of: 3) ? gates : [gates[number % 2]] {
                        #expect(await gate.accept(body, secret: secret) == .accepted)
                    }
                }
            }
        }
        try await deliver(0..<count)
        await journal.wait { $0.values.allSatisfy { $0.count >= 3 } && $0.count == chats.count }
        first.cancel()
        try await first.value
        try await deliver(count..<2 * count)
        await journal.wait { $0.values.allSatisfy { $0.count >= 2 * count } }
        // The last ones are noted, and their results perhaps not stored yet.
        while try await !stores[1].texts("SELECT body FROM inbox WHERE state = 'new'").isEmpty { await Task.yield() }
        second.cancel()
        try await second.value
        for chat in chats {
            let entries = journal.entries[chat] ?? []
            // What was under way when the first process ended may be worked off again, with the same result.
            var texts: [String] = []
            for entry in entries where texts.last != entry.text { texts.append(entry.text) }
            #expect(texts == (0..<2 * count).map { "\(chat): \($0)" })
            #expect(entries.count <= 2 * count + 1)
            #expect(entries.last?.process == "second")
        }
        let calls = try await stores[1].texts("SELECT body FROM outbox ORDER BY id")
        #expect(calls.count == chats.count * 2 * count)
    }

    @Test("Processes that open one bot at the same time have one secret for its webhook, and keep it")
    func secret() async throws {
        let place = place
        let secrets = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await Task.detached { try WebhookSecret.read(place.support(), in: place.place) }.value
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        if TestEngine.isPostgres { #expect(Set(secrets).count == 1) }
        let kept = try WebhookSecret.read(place.support(), in: place.place)
        #expect(kept.utf8.count == 64 && secrets.contains(kept))
        #expect(try WebhookSecret.read(place.support(), in: place.place) == kept)
    }

    @Test("Two alert bots stand by for each other")
    func alertBots() async throws {
        /// Answers calls well, and has no updates.
        struct QuietTelegram: Transport {
            let telegram: ScriptedTelegram

            func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
                if request.url.hasSuffix("/getUpdates") {
                    do { try await Task.sleep(for: .seconds(600)) } catch { throw TransportError(.cancelled) }
                }
                return try await telegram.send(request)
            }
        }
        let token = try #require(BotToken("124:AAsecret-of-the-alert-bot"))
        let settings = try AlertNight().bot.settings
        func service() -> (AlertService, LogLines) {
            let lines = LogLines()
            let service = AlertService(
                settings: settings, token: token, transport: QuietTelegram(telegram: ScriptedTelegram(BotClock())),
                place: place.place, openDesk: { MemoryDesk(BotClock()) }, log: lines.log)
            return (service, lines)
        }
        let ((first, firstLines), (second, secondLines)) = (service(), service())
        let running = Task { try await first.run() }
        try await firstLines.wait(for: "the alert bot runs")
        let waiting = Task { try await second.run() }
        try await secondLines.wait(for: "stands by")
        #expect(try await first.use()?.openIncidents == 0)
        running.cancel()
        try await running.value
        try await secondLines.wait(for: "the alert bot runs")
        waiting.cancel()
        try await waiting.value
    }

    @Test("An alert bot waits for its PostgreSQL instead of ending", .enabled(if: TestEngine.isPostgres))
    func databaseAway() async throws {
        let token = try #require(BotToken("124:AAsecret-of-the-alert-bot"))
        let nowhere = try PostgresSettings(address: "postgres:///alerts?host=\(place.folder.path)")
        let service = AlertService(
            settings: try AlertNight().bot.settings, token: token, transport: ScriptedTelegram(BotClock()),
            place: BotPlace(directory: place.folder.path, database: nowhere), openDesk: { MemoryDesk(BotClock()) },
            log: lines.log)
        let running = Task { try await service.run() }
        try await lines.wait(for: "the alert bot waits for its database")
        #expect(try await service.use() == nil)
        running.cancel()
        try await running.value
    }
}
