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

    /// Runs until the user quits. Nil: the usual profile, the language that was chosen in the program.
    static func run(profile: String?, language: Language?) async throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw TerminalError(code: .notATerminal, detail: "")
        }
        let context = try await CommandContext.open(profile: profile)
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
            language: language ?? preferences.language ?? configuration.language
                ?? Language(environment: environment),
            timeZone: .current, now: .now, downloadDirectory: folders.downloads)
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
            state: state, theme: themes.first(preferences.theme).reduced(to: terminal.colorDepth), bindings: bindings,
            terminal: terminal, mailbox: mailbox, effects: effects,
            screen: ScreenEffects(configuration: configuration, environment: environment))

        FatalSignals.restoreTerminal()
        let events = TerminalEvents(terminal: terminal, mailbox: mailbox)
        // First what the store has; nobody waits for the network.
        program.draw()
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
