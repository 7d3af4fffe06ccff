import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels

/// The options of a start without a command: values, because nothing may have been parsed.
struct StartOptions: Sendable {
    /// Nil: the usual one.
    var profile: String?
    /// Nil: the one chosen in the program, else the locale's.
    var language: Language?

    /// The file of the debug log; nil for `CABDESK_LOG`.
    var log: String?

    var restrictions = Restrictions.none
    var profiles = ProfileStore()

    /// The profiles that the user can choose from. In restricted mode the administrator has chosen.
    func profilesToChoose() throws(HelpdeskError) -> [String] {
        restrictions.isRestricted ? [] : try profiles.namesToChoose()
    }

    /// Throws `cannotWriteFile` or `diskFull`.
    func debugLog() throws(HelpdeskError) -> DebugLog { try Self.debugLog(log) }

    /// The log in this file, else in that of `CABDESK_LOG`, else none. Throws `cannotWriteFile` or `diskFull`.
    static func debugLog(_ path: String?) throws(HelpdeskError) -> DebugLog {
        let path = path ?? ProcessInfo.processInfo.environment["CABDESK_LOG"]
        return try DebugLog.open(path.flatMap { $0.isEmpty ? nil : $0 })
    }

    var effectiveLanguage: Language { language ?? Language(environment: ProcessInfo.processInfo.environment) }

    /// Opens the screen, or the linear mode where it is asked for. On a terminal where nobody ever signed in, that is done
    /// first.
    @MainActor
    func run(accessible: Bool = false) async throws {
        do {
            try await open(accessible)
        } catch let error as HelpdeskError
            where error.code == .notSignedIn && !restrictions.isRestricted && FirstStart.canAsk
        {
            guard try await FirstStart(options: self).signIn() else { throw error }
            try await open(accessible)
        }
    }

    @MainActor
    private func open(_ accessible: Bool) async throws {
        if LinearMode.isAsked(accessible, environment: ProcessInfo.processInfo.environment) {
            try await LinearMode.run(self)
        } else {
            try await TerminalProgram.run(self)
        }
    }
}
