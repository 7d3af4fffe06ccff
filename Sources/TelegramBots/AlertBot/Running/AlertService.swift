package import HelpdeskDesk
package import HelpdeskModels
package import HelpdeskTransport
import Synchronization
import SystemKit

/// The alert bot at work: it fetches what people write, pages, and tells the desk of it as far as the desk is there.
///
/// Everything it needs to page is in its own database. The desk's may be down, locked or gone.
public struct AlertService: Sendable {
    private let bot: AlertBot
    private let token: BotToken
    private let server: BotServer
    private let transport: any Transport
    private let place: BotPlace
    private let desk: LazyDesk
    private let store = OpenedStore()
    private let clock: @Sendable () -> Timestamp
    private let log: BotLog

    /// The name of the bot's database.
    package static let name = "alert"

    /// - Parameters:
    ///   - place: of what the bot must not lose, apart from the desk's database.
    ///   - openDesk: opens the desk, at the first need of it and again after a failure.
    package init(
        settings: AlertSettings, token: BotToken, server: BotServer = .telegram, transport: any Transport,
        place: BotPlace, openDesk: @escaping @Sendable () async throws -> any SupportDesk,
        clock: @escaping @Sendable () -> Timestamp = { .now }, log: BotLog
    ) {
        bot = AlertBot(settings: settings)
        self.token = token
        self.server = server
        self.transport = transport
        self.place = place
        desk = LazyDesk(openDesk)
        self.clock = clock
        self.log = log
    }

    /// How the bot is doing; nil as long as its database could not be opened. Throws what the database says.
    package func use() async throws -> BotUse? { try await store.opened?.use() }

    /// Runs until the task is cancelled. While another process runs the bot it waits, and goes on where that one ends.
    public func run() async throws {
        guard let store = try await open() else { return }
        let client = BotClient(token: token, server: server, transport: transport, folder: store.folder)
        let loop = BotLoop(
            store: store, client: client, handler: AlertHandler(bot: bot, log: log), desk: nil, clock: clock, log: log)
        let rounds = AlertRounds(store: store, bot: bot, clock: clock, log: log)
        let courier = AlertCourier(store: store, bot: bot, desk: desk, clock: clock, log: log)
        try await store.runAlone(log) { [token, log] in
            log.info("\(token): the alert bot runs")
            try await loop.run {
                await withDiscardingTaskGroup { group in
                    group.addTask { await AlertMenu.set(with: client, log: log) }
                    group.addTask { await rounds.run() }
                    group.addTask { await courier.run() }
                }
            }
        }
    }

    /// Opens the database, as soon as it is there; nil if the task is cancelled before.
    private func open() async throws -> BotStore? {
        var failures = 0
        while !Task.isCancelled {
            do {
                let opened = try await BlockingWork.run { [place] in
                    try BotStore(place, name: Self.name, .alert)
                }
                store.opened = opened
                return opened
            } catch  where place.database != nil && FailureKind(error) == .temporary {
                failures += 1
                if failures == 1 {
                    log.error("the alert bot waits for its database: \(FailureKind.name(of: error))")
                }
                // Cancelled is ended: the loop looks.
                try? await Task.sleep(for: .seconds(min(5, BotBackOff.seconds(after: failures))))
            }
        }
        return nil
    }
}

/// The store of a bot that runs, for whoever looks at it meanwhile.
private final class OpenedStore: Sendable {
    private let store = Mutex<BotStore?>(nil)

    var opened: BotStore? {
        get { store.withLock(\.self) }
        set { store.withLock { $0 = newValue } }
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
