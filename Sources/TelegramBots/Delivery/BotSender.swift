import HelpdeskDesk
public import HelpdeskModels
import Synchronization

/// Sends what waits in the outbox: in order per chat, within Telegram's limits.
final class BotSender: Sendable {
    private let store: BotStore
    private let client: BotClient
    /// Has the contents of files; nil for a bot that sends none.
    private let desk: (any SupportDesk)?
    private let clock: @Sendable () -> Timestamp
    private let log: BotLog
    private let limiter = Mutex(RateLimiter())
    private let inFlight = InFlight()
    private let sendings = Mutex<[Int64: Task<Void, Never>]>([:])

    /// How many calls are under way at once.
    private static let width = 16
    /// The most attempts to note how a call ended.
    private static let patience = 6
    /// How often a topic that Telegram does not know is made anew for one message.
    private static let topicPatience = 3

    init(
        store: BotStore, client: BotClient, desk: (any SupportDesk)?, clock: @escaping @Sendable () -> Timestamp,
        log: BotLog
    ) {
        self.store = store
        self.client = client
        self.desk = desk
        self.clock = clock
        self.log = log
    }

    /// Sends until the task is cancelled; then what is under way is finished, so that nothing is left in doubt.
    func run() async {
        while !Task.isCancelled {
            var pause = 30.0
            do {
                let (items, next) = try await take(at: clock())
                for item in items {
                    // Not a child: what is on its way is not cut off when the loop ends.
                    let sending = Task { await send(item) }
                    sendings.withLock { $0[item.id] = sending }
                }
                if let next { pause = max(0.01, (next - clock()).seconds) }
            } catch {
                log.error("the bot's database cannot be read: \(FailureKind.name(of: error))")
                pause = 5
            }
            await store.departures.wait(seconds: pause)
        }
        for sending in sendings.withLock({ Array($0.values) }) { await sending.value }
    }

    /// Sends everything that may be sent now and waits for the answers. Returns when more may be sent; nil if nothing
    /// waits.
    @discardableResult
    func sendDue() async throws -> Timestamp? {
        let (items, next) = try await take(at: clock())
        await withDiscardingTaskGroup { group in
            for item in items { group.addTask { await self.send(item) } }
        }
        return items.isEmpty ? next : clock()
    }

    /// The calls whose turn it is, marked as being sent, and when the next one may go.
    private func take(at now: Timestamp) async throws -> (items: [OutboxItem], next: Timestamp?) {
        var items: [OutboxItem] = []
        var next: Timestamp?
        for item in try await store.sendable(at: now, limit: 64) {
            guard inFlight.count < Self.width else { break }
            let chat = item.outgoing.chat
            let counts = item.outgoing.call.isCounted
            if counts {
                let earliest = limiter.withLock { $0.earliest(in: chat, at: now) }
                guard earliest <= now else {
                    next = min(next ?? earliest, earliest)
                    continue
                }
            }
            guard inFlight.enter(item.id) else { continue }
            if counts {
                let messages = item.outgoing.call.files.count
                limiter.withLock { $0.note(in: chat, messages: messages, at: now) }
            }
            items.append(item)
        }
        let begun = try await store.begin(items.map(\.id))
        for item in items where !begun.contains(item.id) { inFlight.leave(item.id) }
        items.removeAll { !begun.contains($0.id) }
        let due = try await store.nextCallDue(after: now)
        return (items, [next, due].compactMap { $0 }.min())
    }

    private func send(_ item: OutboxItem) async {
        defer {
            inFlight.leave(item.id)
            sendings.withLock { _ = $0.removeValue(forKey: item.id) }
            store.departures.wake()
        }
        FaultPoint.outboxSending.pass()
        let result: Result<[Int64], BotError>
        do throws(BotError) {
            result = .success(try await call(item))
        } catch {
            result = .failure(error)
        }
        FaultPoint.outboxAnswered.pass()
        await record(result, of: item)
    }

    /// Notes how a call ended, if need be by several tries: one that stays marked as being sent holds up its chat until
    /// the next start.
    private func record(_ result: Result<[Int64], BotError>, of item: OutboxItem) async {
        for attempt in 1...Self.patience {
            do {
                try await settle(item, result)
                FaultPoint.outboxSent.pass()
                return
            } catch is BotTakenOver {
                // There the call is in doubt, as after a crash.
                return
            } catch {
                log.error("the bot's database cannot be written: \(FailureKind.name(of: error))")
                // Cancelled is ended: at the next start the call is in doubt, as after a crash.
                try? await Task.sleep(for: .seconds(BotBackOff.seconds(after: attempt)))
            }
        }
    }

    /// Sends a call and returns the messages that it became.
    private func call(_ item: OutboxItem) async throws(BotError) -> [Int64] {
        let outgoing = item.outgoing
        if let lifetime = outgoing.lifetime, (clock() - item.queued).seconds > Double(lifetime) {
            throw BotError(.refused, detail: "too old")
        }
        let paths = try await paths(of: outgoing.call.files)
        var call = outgoing.call
        if call.method != .answerCallbackQuery { call["chat_id"] = .integer(outgoing.chat) }
        // A topic that is deleted again and again is not made again and again. Another failure says nothing about
        // the topic: a message waits for the network and then goes where it belongs.
        if let name = outgoing.threadName, let ticket = outgoing.subject?.ticket,
            item.topicFailures < Self.topicPatience
        {
            call = call.inThread(try await thread(of: ticket, named: name, in: outgoing.chat))
        }
        do {
            return try await messages(of: call, paths)
        } catch  where error.kind == .replyNotFound {
            call["reply_parameters"] = nil
            return try await messages(of: call, paths)
        }
    }

    /// Where the contents lie on this machine. While the desk or its store is away, the call waits as for Telegram.
    private func paths(of files: [BotCallFile]) async throws(BotError) -> [String] {
        var paths: [String] = []
        for file in files {
            do throws(TelegramDeskError) {
                guard let desk else { throw .gone }
                paths.append(try await desk.path(of: file.content))
            } catch {
                if case .unavailable(let reason) = error { throw BotError(.unreachable, detail: "a file: \(reason)") }
                throw BotError(.fileFailed, detail: "a file that is to be sent is missing or damaged")
            }
        }
        return paths
    }

    private func messages(of call: BotCall, _ paths: [String]) async throws(BotError) -> [Int64] {
        switch try await client.result(of: call, paths: paths, as: JSON.self) {
        case .array(let messages): messages.compactMap { $0["message_id"]?.integer }
        case let result: result["message_id"]?.integer.map { [$0] } ?? []
        }
    }

    /// The topic of a ticket, made if there is none; nil where the bot may not make any.
    private func thread(of ticket: Ticket.ID, named name: String, in chat: Int64) async throws(BotError) -> Int64? {
        do {
            if let thread = try await store.thread(of: ticket, in: chat) { return thread }
            let thread = try await client.createTopic(name, in: chat)
            try await store.setThread(thread, of: ticket, in: chat)
            return thread
        } catch let error as BotError {
            // A message in the wrong place is better than none.
            guard error.kind == .refused else { throw error }
            log.warning("no topic can be made in the staff's group: \(error)")
            return nil
        } catch {
            throw BotError(.unreachable, detail: "the bot's database cannot be used")
        }
    }

    /// Notes how a call ended, and decides what comes of it.
    private func settle(_ item: OutboxItem, _ result: Result<[Int64], BotError>) async throws {
        let now = clock()
        let chat = item.outgoing.chat
        let later = now.adding(seconds: BotBackOff.seconds(after: item.attempts + 1))
        let error: BotError
        switch result {
        case .success(let messages): return try await store.finish(item, messages: messages, at: now)
        case .failure(let failure): error = failure
        }
        let reason = error.description
        switch error.kind {
        case .unreachable, .serverFailed:
            try await store.requeue(item.id, until: later, because: reason)
        case .tokenRejected:
            try await store.requeue(item.id, until: now.adding(seconds: 60), because: reason)
        case .tooManyRequests(let seconds):
            try await store.pause(chat, until: now.adding(seconds: Double(seconds)))
            try await store.requeue(item.id, until: now, because: reason)
        case .blocked:
            try await store.block(chat, keeping: item, because: reason, at: now)
        case .migrated(let new):
            try await store.move(chat, to: new)
            try await store.requeue(item.id, until: now, because: reason)
        case .threadNotFound:
            if let ticket = item.outgoing.subject?.ticket { try await store.setThread(nil, of: ticket, in: chat) }
            guard item.outgoing.threadName != nil, item.topicFailures < Self.topicPatience else { fallthrough }
            try await store.requeue(withoutTopic: item.id, until: now, because: reason)
        case .replyNotFound, .notEditable, .tooLarge, .chatNotFound, .refused, .fileFailed, .conflict:
            try await store.giveUp(on: item, as: .failed, because: reason, at: now)
        case .unknownOutcome, .badAnswer, .cancelled:
            switch item.outgoing.whenUnknown {
            case .again: try await store.requeue(item.id, until: later, because: reason)
            case .ask: try await store.giveUp(on: item, as: .unknown, because: reason, at: now)
            }
        }
    }
}

/// Telegram's limits of sending ("My bot is hitting limits"): about one message a second into a chat, 30 a second in
/// all, 20 a minute into a group. A value: time comes from outside.
public struct RateLimiter: Sendable, Hashable {
    /// At most `count` sendings in any `milliseconds`.
    private struct Window: Sendable, Hashable {
        var count: Int
        var milliseconds: Int64
        private var sent: [Int64] = []

        init(count: Int, milliseconds: Int64) {
            self.count = count
            self.milliseconds = milliseconds
        }

        func earliest(_ now: Int64) -> Int64 {
            guard sent.count >= count else { return now }
            // Where the clock was set back, what was sent lies ahead: it is never waited for longer than a window.
            return min(max(now, sent[sent.count - count] + milliseconds), now + milliseconds)
        }

        mutating func note(_ now: Int64) {
            sent.append(now)
            if sent.count > count { sent.removeFirst(sent.count - count) }
        }

        func isIdle(_ now: Int64) -> Bool { sent.last.map { $0 + milliseconds <= now } ?? true }
    }

    private var all = Window(count: 30, milliseconds: 1000)
    private var chats: [Int64: Window] = [:]
    private var groups: [Int64: Window] = [:]

    public init() {}

    /// When a message may go into the chat at the earliest, not before `now`. Groups have negative ids.
    public func earliest(in chat: Int64, at now: Timestamp) -> Timestamp {
        let time = now.milliseconds
        let moments = [
            all.earliest(time), chats[chat]?.earliest(time) ?? time, groups[chat]?.earliest(time) ?? time,
        ]
        return Timestamp(milliseconds: moments.max() ?? time)
    }

    /// Notes that a call takes place; an album counts as many messages as it has.
    public mutating func note(in chat: Int64, messages: Int = 1, at now: Timestamp) {
        let time = now.milliseconds
        if chats.count > 4096 { chats = chats.filter { !$0.value.isIdle(time) } }
        for _ in 0..<max(1, messages) {
            all.note(time)
            if chat < 0 { groups[chat, default: Window(count: 20, milliseconds: 60_000)].note(time) }
        }
        chats[chat, default: Window(count: 1, milliseconds: 1000)].note(time)
    }
}
