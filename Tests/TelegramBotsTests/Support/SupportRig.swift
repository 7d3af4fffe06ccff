import Foundation
import HelpdeskModels
import Testing

@testable import TelegramBots

/// A support bot with a real database, a desk and a Telegram in memory, and a clock that is moved by hand.
final class SupportRig {
    static let group: Int64 = -1_001_000_000_000
    static let token = "123:AAsecret-of-the-support-bot"

    let clock = BotClock()
    let telegram: ScriptedTelegram
    let desk: MemoryDesk
    let lines = LogLines()
    private(set) var store: BotStore
    private(set) var bot: SupportBot
    private(set) var sender: BotSender
    let place: TestPlace
    private let staff: StaffGroup?
    private var nextUpdate: Int64 = 1
    private var nextMessage: Int64 = 1
    /// The first message of the thread of answers that a message of the group is in.
    private var threads: [Int64: Int64] = [:]

    init(staff: Bool = false) throws {
        telegram = ScriptedTelegram(clock)
        desk = MemoryDesk(clock)
        place = try TestPlace()
        self.staff = staff ? StaffGroup(chat: Self.group, language: .english) : nil
        (store, bot, sender) = try Self.open(place, self.staff, telegram, desk, clock, lines)
    }

    deinit { Deliveries.keep(store) }

    private static func open(
        _ place: TestPlace, _ staff: StaffGroup?, _ telegram: ScriptedTelegram, _ desk: MemoryDesk, _ clock: BotClock,
        _ lines: LogLines
    ) throws -> (BotStore, SupportBot, BotSender) {
        let store = try place.support()
        let token = try #require(BotToken(Self.token))
        let client = BotClient(token: token, transport: telegram, folder: store.folder)
        let bot = SupportBot(store: store, client: client, desk: desk, staff: staff, log: lines.log)
        return (store, bot, BotSender(store: store, client: client, desk: desk, clock: { clock.now }, log: lines.log))
    }

    /// The process ends and begins anew: only the database is left.
    func restart() async throws {
        try store.database.close()
        (store, bot, sender) = try Self.open(place, staff, telegram, desk, clock, lines)
        try await store.recover(at: clock.now)
    }

    var worker: UpdateWorker {
        UpdateWorker(store: store, handler: bot, clock: { [clock] in clock.now }, log: lines.log)
    }

    var poller: BotPoller {
        BotPoller(store: store, client: bot.client, clock: { [clock] in clock.now }, log: lines.log)
    }

    var feed: DeskFeed { DeskFeed(bot: bot, clock: { [clock] in clock.now }) }

    /// Works off what has arrived and passes on what changed, without sending.
    func work() async throws {
        try await worker.drain()
        repeat { try await feed.pass(wait: 0) } while try await cursor() != desk.latestCursor()
        try await worker.drain()
    }

    /// How far the feed has been passed on.
    private func cursor() async throws -> String? {
        try await store.read { try $0.meta("cursor") }
    }

    /// Works everything off and sends it, moving the clock as far as Telegram's limits ask.
    func settle() async throws {
        try await work()
        while let next = try await sender.sendDue() {
            clock.move(to: next)
            try await worker.drain()
        }
        try await worker.drain()
    }

    /// Several updates in one poll.
    func receive(_ updates: [JSON]) async throws {
        try await store.accept(updates, at: clock.now)
    }

    func linked(_ chat: Int64, _ service: Service = MemoryDesk.zirka) async throws {
        _ = try await feed.pass(wait: 0)
        await desk.setLink(chat, service)
        try await settle()
    }

    // Updates

    func update(_ kind: String, _ body: JSON) -> JSON {
        nextUpdate += 1
        return .object(["update_id": .integer(nextUpdate), kind: body])
    }

    func person(_ id: Int64) -> JSON {
        ["id": .integer(id), "is_bot": false, "first_name": "Oksana", "language_code": "en"]
    }

    /// A message in a private chat, with what `extra` adds.
    func message(_ chat: Int64, _ text: String? = nil, replyTo: Int64? = nil, _ extra: [String: JSON] = [:]) -> JSON {
        nextMessage += 1
        var body: [String: JSON] = [
            "message_id": .integer(nextMessage), "date": .integer(clock.now.milliseconds / 1000),
            "from": person(chat), "chat": ["id": .integer(chat), "type": "private", "first_name": "Oksana"],
        ]
        if let text { body["text"] = .string(text) }
        if let replyTo { body["reply_to_message"] = Self.reference(replyTo, body["chat"] ?? .null) }
        return .object(body.merging(extra) { $1 })
    }

    static func reference(_ id: Int64, _ chat: JSON) -> JSON {
        [
            "message_id": .integer(id), "date": 1_780_000_000, "chat": chat, "text": "…",
            "from": ["id": 123, "is_bot": true, "first_name": "Support"],
        ]
    }

    /// Somebody writes, and everything that follows from it is done.
    @discardableResult
    func say(_ chat: Int64, _ text: String, replyTo: Int64? = nil) async throws -> Int64 {
        let body = message(chat, text, replyTo: replyTo)
        try await receive([update("message", body)])
        try await settle()
        return body["message_id"]?.integer ?? 0
    }

    /// Somebody writes in the staff's group, in the topic `thread` or, without one, as in a group that has no topics.
    @discardableResult
    func sayInGroup(
        _ text: String?, from: Int64, replyTo: Int64? = nil, thread: Int64? = nil, _ extra: [String: JSON] = [:]
    ) async throws -> Int64 {
        let body = groupMessage(text, from: from, replyTo: replyTo, thread: thread, extra)
        try await receive([update("message", body)])
        try await settle()
        return body["message_id"]?.integer ?? 0
    }

    func groupMessage(
        _ text: String?, from: Int64, replyTo: Int64? = nil, thread: Int64? = nil, _ extra: [String: JSON] = [:]
    ) -> JSON {
        var chat: [String: JSON] = ["id": .integer(Self.group), "type": "supergroup", "title": "Staff"]
        if thread != nil { chat["is_forum"] = true }
        var more: [String: JSON] = ["chat": .object(chat), "from": person(from)]
        if let replyTo { more["reply_to_message"] = Self.reference(replyTo, .object(chat)) }
        if let thread {
            more["message_thread_id"] = .integer(thread)
            more["is_topic_message"] = true
        } else if let replyTo {
            // As Telegram has it in a supergroup without topics: a reply is in the thread of what it answers.
            let root = threads[replyTo] ?? replyTo
            more["message_thread_id"] = .integer(root)
            threads[nextMessage + 1] = root
        }
        return message(from, text, more.merging(extra) { $1 })
    }

    func press(_ chat: Int64, _ button: SupportButton, from: Int64? = nil, on message: Int64 = 1001) async throws {
        try await receive([update("callback_query", query(chat, button, from: from, on: message))])
        try await settle()
    }

    func query(_ chat: Int64, _ button: SupportButton, from: Int64? = nil, on message: Int64 = 1001) -> JSON {
        let kind: JSON = chat < 0 ? "supergroup" : "private"
        var place: [String: JSON] = ["id": .integer(chat), "type": kind]
        place[chat < 0 ? "title" : "first_name"] = "Chat"
        return [
            "id": .string("query-\(nextUpdate)"), "from": person(from ?? chat), "chat_instance": "1",
            "data": .string(button.data),
            "message": [
                "message_id": .integer(message), "date": 1_780_000_000, "chat": .object(place), "text": "…",
            ],
        ]
    }

    static func photo(_ id: String, size: Int64 = 1000) -> JSON {
        [
            [
                "file_id": .string("\(id)-small"), "file_unique_id": .string("\(id)s"), "width": 90, "height": 90,
                "file_size": 10,
            ],
            [
                "file_id": .string(id), "file_unique_id": .string("\(id)u"), "width": 800, "height": 600,
                "file_size": .integer(size),
            ],
        ]
    }

    /// The Telegram message of the last text that the chat received and that contains `part`.
    func telegramMessage(_ message: Message, in chat: Int64) async throws -> Int64 {
        try #require(try await store.telegramMessage(of: message.id, in: chat))
    }
}
