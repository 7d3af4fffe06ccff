import CabdeskUI
import CursesTerminal
import Glibc
import HelpdeskCore
import TerminalKit

/// Opens the terminal program, with one profile after the other as the user chooses them.
@MainActor
enum TerminalProgram {
    static func run(_ options: StartOptions) async throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw TerminalError(code: .notATerminal, detail: "")
        }
        // Opened before the terminal is taken over: what fails until here is a sentence on a normal screen.
        var session = try await TerminalSession.open(options)
        let terminal = try CursesTerminal(
            mouse: session.configuration.mouse, escapeDelay: session.configuration.escapeDelay)
        defer { terminal.close() }
        FatalSignals.restoreTerminal()
        let ends = EndSignals()
        var notice: Notice?
        while let next = await session.run(on: terminal, until: ends, saying: notice) {
            notice = nil
            var options = session.options
            options.profile = next
            do {
                guard let opened = try await ends.unlessEnded({ [options] in try await TerminalSession.open(options) })
                else { return }
                session = opened
            } catch let error as HelpdeskError {
                notice = .failed(.error(error))
                session = try await session.reopened()
            }
        }
    }
}
