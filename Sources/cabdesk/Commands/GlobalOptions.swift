import ArgumentParser
import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The desk to use, as named at login (default: $CABDESK_PROFILE, or \"default\").")
    var profile: String?

    @Option(help: "Language of messages: uk, ru or en (default: from the locale).")
    var language: Language?

    @Option(
        help: "Append what the program does to this file, without anything private (default: $CABDESK_LOG).",
        completion: .file())
    var log: String?

    /// Throws `cannotWriteFile` or `diskFull`.
    func debugLog() throws(HelpdeskError) -> DebugLog { try StartOptions.debugLog(log) }

    var effectiveLanguage: Language { language ?? Language(environment: ProcessInfo.processInfo.environment) }
}
