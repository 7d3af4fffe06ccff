package import HelpdeskDesk
public import HelpdeskModels
package import HelpdeskTransport

/// The support bot as a service: runs until it is cancelled, and goes on where it was after any end.
public final class SupportBotService: Sendable {
    private let bot: SupportBot
    private let settings: BotSettings
    private let clock: @Sendable () -> Timestamp

    private static let name = "support"

    /// Opens the bot's database. Throws what the database says.
    package init(
        _ settings: BotSettings, staff: StaffGroup?, desk: any SupportDesk, transport: any Transport,
        clock: @escaping @Sendable () -> Timestamp = { .now }, log: BotLog
    ) throws {
        let store = try BotStore(directory: settings.directory, name: "\(Self.name)-\(settings.token.botID)")
        let client = BotClient(
            token: settings.token, server: settings.server, transport: transport, folder: store.folder)
        bot = SupportBot(store: store, client: client, desk: desk, staff: staff, log: log)
        self.settings = settings
        self.clock = clock
    }

    /// Where a server hands the updates of a webhook over; nil if the bot polls.
    public var webhook: WebhookGate? {
        settings.webhook.map { WebhookGate(store: bot.store, secret: $0.secret, log: bot.log, clock: clock) }
    }

    /// Runs until the task is cancelled.
    public func run() async throws {
        guard let lease = await lease() else { return }
        defer { withExtendedLifetime(lease) {} }
        let loop = BotLoop(
            store: bot.store, client: bot.client, handler: bot, clock: clock, log: bot.log,
            isPolling: settings.webhook == nil)
        let bot = bot
        let feed = DeskFeed(bot: bot, clock: clock)
        try await loop.run {
            await withDiscardingTaskGroup { group in
                group.addTask { await feed.run() }
                group.addTask { await self.introduce() }
            }
        }
    }

    /// Only one process may fetch a bot's updates: the second waits for the end of the first.
    private func lease() async -> PollerLease? {
        var isTold = false
        while !Task.isCancelled {
            let name = "\(Self.name)-\(settings.token.botID)"
            if let lease = PollerLease(directory: settings.directory, name: name) { return lease }
            if !isTold { bot.log.warning("\(settings.token) runs in another process; this one waits for its end.") }
            isTold = true
            try? await Task.sleep(for: .seconds(5))
        }
        return nil
    }

    /// Tells Telegram how updates are to come and what the menu holds, and learns the bot's name and its group.
    private func introduce() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                let me = try await bot.client.me()
                if let webhook = settings.webhook {
                    try await bot.client.setWebhook(webhook.url, secret: webhook.secret)
                } else if try await !bot.client.webhook().url.isEmpty {
                    bot.log.warning("\(settings.token) had a webhook, which is taken away, because the bot polls.")
                    try await bot.client.deleteWebhook()
                }
                try await bot.store.write { try BotStore.setMeta("username", to: me.username, $0) }
                if let staff = bot.staff {
                    let group = try await bot.client.chat(bot.store.currentID(of: staff.chat))
                    try await bot.noteForum(group.isForum == true)
                }
                try await bot.client.setCommands(Self.commands(.english), language: nil)
                for language in Language.allCases {
                    try await bot.client.setCommands(Self.commands(language), language: language)
                }
                return
            } catch {
                failures += 1
                if failures == 1 { bot.log.warning("\(settings.token) cannot introduce itself: \(error)") }
                // Cancelled is ended: the loop looks.
                try? await Task.sleep(for: .seconds(BotBackOff.seconds(after: failures)))
            }
        }
    }

    static func commands(_ language: Language) -> [(name: String, text: String)] {
        [
            ("tickets", BotPhrase.commandTickets), ("new", .commandNew), ("status", .commandStatus),
            ("help", .commandHelp), ("language", .commandLanguage), ("unlink", .commandUnlink),
        ].map { ($0.0, BotTexts.text($0.1, language)) }
    }
}

/// The things that a bot needs to reach Telegram and to keep what it must not lose.
public struct BotSettings: Sendable {
    /// Updates by webhook instead of polling.
    public struct Webhook: Sendable {
        /// Where Telegram delivers, `https`.
        public var url: String
        /// 1 to 256 characters of `A-Z a-z 0-9 _ -`, which Telegram sends along.
        public var secret: String

        public init(url: String, secret: String) {
            self.url = url
            self.secret = secret
        }
    }

    public var token: BotToken
    public var server: BotServer
    /// Where the bot's database is.
    public var directory: String
    public var webhook: Webhook?

    public init(token: BotToken, server: BotServer = .telegram, directory: String, webhook: Webhook? = nil) {
        self.token = token
        self.server = server
        self.directory = directory
        self.webhook = webhook
    }
}

/// The Telegram group of the specialists.
public struct StaffGroup: Sendable, Hashable {
    /// The group's id, which is negative.
    public var chat: Int64
    /// The language of the bot there.
    public var language: Language

    public init(chat: Int64, language: Language = .ukrainian) {
        self.chat = chat
        self.language = language
    }
}
