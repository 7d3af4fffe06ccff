package import HelpdeskDesk
package import HelpdeskModels
package import HelpdeskTransport

/// The alert bot at work: it fetches what people write, pages, and tells the desk of it as far as the desk is there.
///
/// Everything it needs to page is in its own file. The desk's database may be down, locked or gone.
public struct AlertService: Sendable {
    private let bot: AlertBot
    private let token: BotToken
    private let server: BotServer
    private let transport: any Transport
    private let directory: String
    private let desk: LazyDesk
    private let clock: @Sendable () -> Timestamp
    private let log: BotLog

    /// The name of the bot's files, in its directory.
    static let name = "alert"
    /// How often another process is asked whether it still runs the bot, in seconds.
    private static let leasePause = 2.0

    /// - Parameters:
    ///   - directory: where the bot keeps its files; made if it is not there.
    ///   - openDesk: opens the desk, at the first need of it and again after a failure.
    package init(
        settings: AlertSettings, token: BotToken, server: BotServer = .telegram, transport: any Transport,
        directory: String, openDesk: @escaping @Sendable () async throws -> any SupportDesk,
        clock: @escaping @Sendable () -> Timestamp = { .now }, log: BotLog
    ) {
        bot = AlertBot(settings: settings)
        self.token = token
        self.server = server
        self.transport = transport
        self.directory = directory
        desk = LazyDesk(openDesk)
        self.clock = clock
        self.log = log
    }

    /// Runs until the task is cancelled. While another process runs the bot it waits, and goes on where that one ends.
    public func run() async throws {
        let store = try BotStore(directory: directory, name: Self.name, tables: AlertSchema.tables)
        var lease = PollerLease(directory: directory, name: Self.name)
        if lease == nil { log.info("another process runs the alert bot; this one stands by") }
        while lease == nil, !Task.isCancelled {
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: .seconds(Self.leasePause))
            lease = PollerLease(directory: directory, name: Self.name)
        }
        guard !Task.isCancelled else { return }
        log.info("\(token): the alert bot runs")
        let client = BotClient(token: token, server: server, transport: transport, folder: store.folder)
        let loop = BotLoop(
            store: store, client: client, handler: AlertHandler(bot: bot, log: log), clock: clock, log: log)
        let rounds = AlertRounds(store: store, bot: bot, clock: clock, log: log)
        let courier = AlertCourier(store: store, bot: bot, desk: desk, clock: clock, log: log)
        try await loop.run {
            await withDiscardingTaskGroup { group in
                group.addTask { await AlertMenu.set(with: client, log: log) }
                group.addTask { await rounds.run() }
                group.addTask { await courier.run() }
            }
        }
        withExtendedLifetime(lease) {}
    }
}

/// The commands that Telegram shows in the bot's menu.
enum AlertMenu {
    private static let commands = ["status", "help", "language"]

    /// One attempt is enough: a menu is a convenience, and Telegram keeps the last one.
    static func set(with client: BotClient, log: BotLog) async {
        for language in [nil, Language.ukrainian, .russian] {
            let strings = AlertStrings(language: language ?? .english, utcOffsetMinutes: 0)
            do {
                try await client.setCommands(
                    commands.map { ($0, strings[.command($0)]) }, language: language)
            } catch {
                return log.warning("the menu of the alert bot is not set: \(error)")
            }
        }
    }
}
