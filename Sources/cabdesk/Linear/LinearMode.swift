import CabdeskUI
import CurlTransport
import Dispatch
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Opens the linear mode: wires store, engine, lines and loop, and takes them apart again.
@MainActor
enum LinearMode {
    /// Whether it is asked for: by `--accessible`, or by `ACCESSIBLE` in the environment, unless that is empty or `0`.
    nonisolated static func isAsked(_ flag: Bool, environment: [String: String]) -> Bool {
        let variable = environment["ACCESSIBLE"] ?? ""
        return flag || !(variable.isEmpty || variable == "0")
    }

    static func run(_ options: StartOptions) async throws {
        let context = try await CommandContext.open(profile: options.profile)
        let environment = ProcessInfo.processInfo.environment
        let configuration = try ProfileStore().uiConfiguration()
        let bindings = try BindingTable.standard.changed(by: configuration.keys)
        let preferences = try context.store.preferencesNow()
        let backend = try context.backend()
        let engine = SyncEngine(store: context.store, backend: backend)
        let terminal = LineTerminal(environment: environment)
        let folders = UserFolders(environment: environment)
        var state = AppState(
            size: terminal.size,
            language: options.language ?? preferences.language ?? configuration.language ?? options.effectiveLanguage,
            timeZone: .current, now: .now, downloadDirectory: folders.downloads)
        state.capabilities = backend.capabilities
        state.show(try context.store.firstScreen(preferences.query, rows: 10), preferences: preferences)
        let mailbox = Mailbox()
        let effects = EffectRunner(
            store: context.store, engine: engine,
            saver: AttachmentSaver(store: context.store, backend: backend),
            themes: ThemeShelf(directories: [], standard: ""), configuration: configuration, environment: environment,
            mailbox: mailbox)
        let program = LinearProgram(
            state: LinearState(state, bindings: bindings), terminal: terminal, mailbox: mailbox, effects: effects,
            screen: ScreenEffects(configuration: configuration, environment: environment), write: terminal.write)

        let input = LineInput(mailbox: mailbox)
        let signals = endSignals(mailbox)
        let watching = [
            Task { await engine.run() },
            Task { for await status in engine.statuses { mailbox.post(.syncStatusChanged(status)) } },
            Task { for await _ in context.store.changes { mailbox.post(.storeChanged) } },
        ]
        await program.run()
        watching.forEach { $0.cancel() }
        signals.forEach { $0.cancel() }
        input.stop()
        terminal.write("\n")
    }

    /// What ends the program in an orderly way, and the minute, with which office hours change.
    private static func endSignals(_ mailbox: Mailbox) -> [any DispatchSourceProtocol] {
        let ends = [SIGTERM, SIGHUP, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { mailbox.post(.quitRequested) }
            source.activate()
            return source as any DispatchSourceProtocol
        }
        let minute = DispatchSource.makeTimerSource(queue: .main)
        minute.schedule(deadline: .now() + 60, repeating: .seconds(60), leeway: .seconds(1))
        minute.setEventHandler { mailbox.post(.minutePassed(.now)) }
        minute.activate()
        return ends + [minute]
    }
}
