import CabdeskUI
import CurlTransport
import CursesTerminal
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The terminal program with one profile: wires store, engine, terminal and loop, and takes them apart again.
@MainActor
struct TerminalSession {
    /// The rows that are read before the first paint, where it is not known how many the window has.
    private static let firstRows = 80

    /// As they were given, with the profile that is open.
    let options: StartOptions
    let configuration: UIConfiguration
    private let context: CommandContext
    private let backend: any Backend
    private let bindings: BindingTable
    private let preferences: Preferences
    private let first: FirstScreen
    private let profiles: [String]
    private let environment = ProcessInfo.processInfo.environment

    /// Reads all that the first screen needs. Throws what `CommandContext.open` and reading the configuration throw.
    static func open(_ options: StartOptions) async throws -> TerminalSession {
        try await open(options, CommandAccount.found(options))
    }

    /// Opens the same profile again, without asking for its token.
    func reopened() async throws -> TerminalSession {
        try await Self.open(options, context.account)
    }

    private static func open(_ options: StartOptions, _ account: CommandAccount) async throws -> TerminalSession {
        // Without changing threads if possible: waking up another one takes longer than the screen.
        let known = try CommandContext.openKnown(account)
        let context =
            if let known { known } else { try await CommandContext.open(account) }
        let configuration = try options.profiles.uiConfiguration()
        let preferences = try context.store.preferencesNow()
        var options = options
        options.profile = context.profile.name
        return TerminalSession(
            options: options, configuration: configuration, context: context, backend: try context.backend(),
            bindings: try BindingTable.standard.changed(by: configuration), preferences: preferences,
            first: try context.store.firstScreen(
                preferences.query, rows: CursesTerminal.windowSize?.rows ?? firstRows),
            profiles: try options.profilesToChoose())
    }

    /// Runs until the user quits, which is nil, or goes to another profile.
    func run(on terminal: CursesTerminal, until ends: EndSignals, saying notice: Notice?) async -> String? {
        let engine = SyncEngine(
            store: context.store, backend: backend, window: context.profile.window, log: context.log)
        let mailbox = Mailbox()
        ends.onEnd = { mailbox.post(.quitRequested) }
        let themes = ThemeFolders(
            directories: UserFolders(environment: environment, restrictions: options.restrictions).themes,
            configured: environment["CABDESK_THEME"] ?? configuration.theme)
        let effects = EffectRunner(
            store: context.store, engine: engine,
            saver: AttachmentSaver(store: context.store, backend: backend), themes: themes,
            configuration: configuration, environment: environment, restrictions: options.restrictions,
            mailbox: mailbox)
        let (theme, themeError) = themes.first(preferences.theme)
        var state = firstState(terminal.size)
        state.notice = notice ?? themeError.map { .failed(.themeUnusable($0)) }
        let program = Program(
            state: state, theme: theme.reduced(to: terminal.colorDepth), terminal: terminal,
            mailbox: mailbox, effects: effects,
            screen: ScreenEffects(
                configuration: configuration, environment: environment, restrictions: options.restrictions,
                interrupts: ends))
        let events = TerminalEvents(terminal: terminal, mailbox: mailbox)
        // The store's copy first: the screen does not wait for the network.
        program.draw()
        let watching = [
            Task { await engine.run() },
            Task { await context.account.followSignIns(engine) },
            Task { for await status in engine.statuses { mailbox.post(.syncStatusChanged(status)) } },
            Task { for await change in context.store.changes { mailbox.post(.storeChanged(change)) } },
            Task { await mailbox.postMinutes() },
        ]
        let next = await program.run()
        watching.forEach { $0.cancel() }
        events.stop()
        return next
    }

    private func firstState(_ size: Size) -> AppState {
        var state = AppState(
            size: size,
            language: options.language ?? preferences.language ?? configuration.language ?? options.effectiveLanguage,
            timeZone: .system, now: .now,
            downloadDirectory: UserFolders(environment: environment, restrictions: options.restrictions).downloads,
            ids: .random(), bindings: bindings)
        state.capabilities = backend.capabilities
        state.notifications = NotificationSettings(
            configuration, preferences, within: options.restrictions)
        state.isRestricted = options.restrictions.isRestricted
        if let folder = options.restrictions.filesFolder { state.browsedFolder = folder.text }
        state.profiles = Profiles(profiles, current: context.profile.name)
        state.show(first, preferences: preferences)
        return state
    }
}
