import CabdeskUI
import Foundation
import HelpdeskModels

/// What the program is started with when it is not given a command: values, as nothing may have been parsed.
struct StartOptions: Sendable {
    /// Nil: the usual one.
    var profile: String?
    /// Nil: the one chosen in the program, else the locale's.
    var language: Language?

    var effectiveLanguage: Language { language ?? Language(environment: ProcessInfo.processInfo.environment) }

    /// Opens the screen, or the linear mode where it is asked for.
    @MainActor
    func run(accessible: Bool = false) async throws {
        if LinearMode.isAsked(accessible, environment: ProcessInfo.processInfo.environment) {
            try await LinearMode.run(self)
        } else {
            try await TerminalProgram.run(self)
        }
    }
}
