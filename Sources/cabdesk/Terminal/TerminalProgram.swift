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
        let first = try context.store.firstScreen(TicketQuery(), rows: firstRows)
        let engine = SyncEngine(store: context.store, backend: try context.backend())
        let terminal = try CursesTerminal()
        defer { terminal.close() }

        var state = AppState(
            size: terminal.size, language: options.effectiveLanguage, timeZone: .current, now: .now,
            downloadDirectory: UserFolders(environment: environment).downloads)
        state.show(first)
        let mailbox = Mailbox()
        let themes = ThemeShelf(
            directories: UserFolders(environment: environment).themes,
            current: environment["CABDESK_THEME"] ?? "dark")
        let effects = EffectRunner(
            store: context.store, engine: engine,
            saver: AttachmentSaver(store: context.store, backend: try context.backend()), themes: themes,
            mailbox: mailbox)
        let program = Program(
            state: state, theme: themes.load().reduced(to: terminal.colorDepth), terminal: terminal,
            mailbox: mailbox, effects: effects)

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
