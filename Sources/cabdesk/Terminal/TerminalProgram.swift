import CabdeskUI
import CurlTransport
import CursesTerminal
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Opens the terminal program: wires store, engine, terminal and loop, and takes them apart again.
@MainActor
enum TerminalProgram {
    /// The rows that are read before the first paint: more than most windows show.
    private static let firstRows = 80

    static func run(_ options: GlobalOptions) async throws {
        let context = try await CommandContext.open(options)
        let environment = ProcessInfo.processInfo.environment
        // Read before the terminal is taken over: what fails until here is a sentence on a normal screen.
        let configuration = try ProfileStore().uiConfiguration()
        let bindings = try BindingTable.standard.changed(by: configuration.keys)
        let preferences = try context.store.preferencesNow()
        let first = try context.store.firstScreen(preferences.query, rows: firstRows)
        let backend = try context.backend()
        let engine = SyncEngine(store: context.store, backend: backend)
        let terminal = try CursesTerminal(mouse: configuration.mouse)
        defer { terminal.close() }

        let folders = UserFolders(environment: environment)
        var state = AppState(
            size: terminal.size,
            language: options.language ?? preferences.language ?? configuration.language ?? options.effectiveLanguage,
            timeZone: .current, now: .now, downloadDirectory: folders.downloads, bindings: bindings)
        state.capabilities = backend.capabilities
        state.show(first, preferences: preferences)
        let mailbox = Mailbox()
        let themes = ThemeShelf(
            directories: folders.themes,
            standard: environment["CABDESK_THEME"] ?? configuration.theme ?? "dark")
        let effects = EffectRunner(
            store: context.store, engine: engine,
            saver: AttachmentSaver(store: context.store, backend: backend), themes: themes,
            configuration: configuration, environment: environment, mailbox: mailbox)
        let program = Program(
            state: state, theme: themes.first(preferences.theme).reduced(to: terminal.colorDepth), terminal: terminal,
            mailbox: mailbox, effects: effects,
            screen: ScreenEffects(configuration: configuration, environment: environment))

        FatalSignals.restoreTerminal()
        let events = TerminalEvents(terminal: terminal, mailbox: mailbox)
        let watching = [
            Task { await engine.run() },
            Task { for await status in engine.statuses { mailbox.post(.syncStatusChanged(status)) } },
            Task { for await _ in context.store.changes { mailbox.post(.storeChanged) } },
        ]
        await program.run()
        watching.forEach { $0.cancel() }
        events.stop()
    }
}
