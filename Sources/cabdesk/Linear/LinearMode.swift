import CabdeskUI
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

    /// Runs with one profile after the other as the user chooses them. Throws `OutputError` if the output took no more.
    static func run(_ options: StartOptions) async throws {
        let mailbox = Mailbox()
        let terminal = LineTerminal(environment: ProcessInfo.processInfo.environment)
        terminal.onFailure = { mailbox.post(.quitRequested) }
        var session = try await LinearSession.open(options)
        let input = LineInput(mailbox: mailbox)
        let ends = EndSignals()
        let minutes = Task { await mailbox.postMinutes() }
        defer {
            minutes.cancel()
            input.stop()
            terminal.write("\n")
        }
        while true {
            ends.onEnd = { mailbox.post(.quitRequested) }
            guard let next = await session.run(on: terminal, until: ends, mailbox: mailbox) else {
                if let failure = terminal.failure { throw failure }
                return
            }
            var options = session.options
            options.profile = next
            do {
                guard let opened = try await ends.unlessEnded({ [options] in try await LinearSession.open(options) })
                else { return }
                session = opened
            } catch let error as HelpdeskError {
                terminal.write(error.sentence(in: session.options.effectiveLanguage) + "\n")
                session = try await session.reopened()
            }
        }
    }
}
