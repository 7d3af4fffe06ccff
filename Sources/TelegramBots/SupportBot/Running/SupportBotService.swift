package import HelpdeskDesk
public import HelpdeskModels
package import HelpdeskTransport
import SQLDatabase

/// The support bot as a service: runs until it is cancelled, and goes on where it was after any end.
public final class SupportBotService: Sendable {
    private let bot: SupportBot
    private let settings: BotSettings
    /// Where Telegram delivers updates, and the secret that it sends along; nil for polling.
    private let webhook: (url: String, secret: String)?
    private let clock: @Sendable () -> Timestamp

    /// Opens the bot's database. Throws ``ServerFailure`` and ``ConfigurationError``.
    package init(
        _ settings: BotSettings, staff: StaffGroup?, desk: any SupportDesk, transport: any Transport,
        clock: @escaping @Sendable () -> Timestamp = { .now }, log: BotLog
    ) throws {
        let store: BotStore
        do {
            store = try BotStore(settings.place, name: Self.name(of: settings.token), .support)
            webhook = try settings.webhook.map { (url: $0, secret: try WebhookSecret.read(store, in: settings.place)) }
        } catch {
            guard let failure = SQLFailure(error) else { throw error }
            throw ServerFailure(
                "The support bot's database cannot be opened: \(failure.name). Check that this user may write there, and in "
                    + "PostgreSQL make schemas.")
        }
        let client = BotClient(
            token: settings.token, server: settings.server, transport: transport, folder: store.folder)
        bot = SupportBot(store: store, client: client, desk: desk, staff: staff, log: log)
        self.settings = settings
        self.clock = clock
    }

    /// The name of a support bot's database: another bot begins another one.
    package static func name(of token: BotToken) -> String { "support-\(token.botID)" }

    /// Where a server hands the updates of a webhook over; nil if the bot polls. Any process takes them in.
    public var gate: WebhookGate? {
        webhook.map { WebhookGate(store: bot.store, secret: $0.secret, log: bot.log, clock: clock) }
    }

    /// How the bot is doing. Throws what the database says.
    package func use() async throws -> BotUse { try await bot.store.use() }

    /// Runs until the task is cancelled. While another process runs the bot it waits, and goes on where that one ends.
    public func run() async throws {
        let loop = BotLoop(
            store: bot.store, client: bot.client, handler: bot, desk: bot.desk, clock: clock, log: bot.log,
            isPolling: webhook == nil)
        let feed = DeskFeed(bot: bot, clock: clock)
        try await bot.store.runAlone(bot.log) { [bot, settings] in
            bot.log.info("\(settings.token): the support bot runs")
            try await loop.run {
                await withDiscardingTaskGroup { group in
                    group.addTask { await feed.run() }
                    group.addTask { await self.introduce() }
                }
            }
        }
    }

    /// Tells Telegram how updates are to come and what the menu holds, and learns the bot's name and its group.
    private func introduce() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                let me = try await bot.client.me()
                if let webhook {
                    try await bot.client.setWebhook(webhook.url, secret: webhook.secret)
                } else if try await !bot.client.webhook().url.isEmpty {
                    bot.log.warning("\(settings.token) had a webhook, which is taken away, because the bot polls.")
                    try await bot.client.deleteWebhook()
                }
                try await bot.store.write { try $0.setMeta("username", to: me.username) }
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
    public var token: BotToken
    public var server: BotServer
    package var place: BotPlace
    /// Where Telegram delivers updates, `https`; nil for polling.
    public var webhook: String?

    package init(token: BotToken, server: BotServer = .telegram, place: BotPlace, webhook: String? = nil) {
        self.token = token
        self.server = server
        self.place = place
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
