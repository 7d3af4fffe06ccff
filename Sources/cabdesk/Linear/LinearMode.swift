import CabdeskUI
import Dispatch
import Foundation
import HelpdeskCore
import HelpdeskModels

/// Opens the linear mode: lines in, lines out.
@MainActor
enum LinearMode {
    /// Whether it is asked for: by `--accessible`, or by `ACCESSIBLE` in the environment, unless that is empty or `0`.
    nonisolated static func isAsked(_ flag: Bool, environment: [String: String]) -> Bool {
        let variable = environment["ACCESSIBLE"] ?? ""
        return flag || !(variable.isEmpty || variable == "0")
    }

    /// Runs with one profile after the other as the user chooses them.
    static func run(_ options: StartOptions) async throws {
        let mailbox = Mailbox()
        let terminal = LineTerminal(environment: ProcessInfo.processInfo.environment)
        var session = try await LinearSession.open(options)
        let input = LineInput(mailbox: mailbox)
        let signals = endSignals(mailbox)
        while let next = await session.run(on: terminal, mailbox: mailbox) {
            var options = session.options
            options.profile = next
            do {
                session = try await LinearSession.open(options)
            } catch let error as HelpdeskError {
                terminal.write(ErrorSentence.of(error, in: session.options.effectiveLanguage) + "\n")
                session = try await session.reopened()
            }
        }
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
