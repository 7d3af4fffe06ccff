import CabdeskUI
import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The linear mode with one profile: wires store, engine and loop, and takes them apart again.
@MainActor
struct LinearSession {
    /// As they were given, with the profile that is open.
    let options: StartOptions
    private let configuration: UIConfiguration
    private let context: CommandContext
    private let backend: any Backend
    private let state: AppState

    /// Reads all that the first answer needs. Throws what `CommandContext.open` and reading the configuration throw.
    static func open(_ options: StartOptions) async throws -> LinearSession {
        try await open(options, CommandAccount.found(options))
    }

    /// Opens the same profile again, without asking for its token.
    func reopened() async throws -> LinearSession {
        try await Self.open(options, context.account)
    }

    private static func open(_ options: StartOptions, _ account: CommandAccount) async throws -> LinearSession {
        let context = try await CommandContext.open(account)
        let configuration = try options.profiles.uiConfiguration()
        let preferences = try context.store.preferencesNow()
        let backend = try context.backend()
        var options = options
        options.profile = context.profile.name
        var state = AppState(
            size: Size(rows: 24, columns: 80),
            language: options.language ?? preferences.language ?? configuration.language ?? options.effectiveLanguage,
            timeZone: .system, now: .now,
            downloadDirectory: UserFolders(
                environment: ProcessInfo.processInfo.environment, restrictions: options.restrictions
            ).downloads,
            ids: .random(), bindings: try BindingTable.standard.changed(by: configuration))
        state.capabilities = backend.capabilities
        state.notifications = NotificationSettings(
            configuration, preferences, within: options.restrictions)
        state.isRestricted = options.restrictions.isRestricted
        if let folder = options.restrictions.filesFolder { state.browsedFolder = folder.text }
        state.profiles = Profiles(try options.profilesToChoose(), current: context.profile.name)
        state.show(try context.store.firstScreen(preferences.query, rows: 10), preferences: preferences)
        return LinearSession(
            options: options, configuration: configuration, context: context, backend: backend, state: state)
    }

    /// Runs until the user quits, which is nil, or goes to another profile.
    func run(on terminal: LineTerminal, until ends: EndSignals, mailbox: Mailbox) async -> String? {
        let environment = ProcessInfo.processInfo.environment
        let engine = SyncEngine(
            store: context.store, backend: backend, window: context.profile.window, log: context.log)
        let effects = EffectRunner(
            store: context.store, engine: engine,
            saver: AttachmentSaver(store: context.store, backend: backend),
            themes: ThemeFolders(directories: [], configured: nil), configuration: configuration,
            environment: environment, restrictions: options.restrictions,
            mailbox: mailbox)
        let program = LinearProgram(
            state: LinearState(state), terminal: terminal, mailbox: mailbox, effects: effects,
            screen: ScreenEffects(
                configuration: configuration, environment: environment, restrictions: options.restrictions,
                interrupts: ends),
            write: terminal.write)
        let watching = [
            Task { await engine.run() },
            Task { await context.account.followSignIns(engine) },
            Task { for await status in engine.statuses { mailbox.post(.syncStatusChanged(status)) } },
            Task { for await change in context.store.changes { mailbox.post(.storeChanged(change)) } },
        ]
        let next = await program.run()
        watching.forEach { $0.cancel() }
        return next
    }
}
