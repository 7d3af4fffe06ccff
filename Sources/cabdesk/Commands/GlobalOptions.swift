import ArgumentParser
import CabdeskUI
import Foundation
import HelpdeskModels

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The desk to use, as named at login (default: $CABDESK_PROFILE, or \"default\").")
    var profile: String?

    @Option(help: "Language of messages: uk, ru or en (default: from the locale).")
    var language: Language?

    var effectiveLanguage: Language { language ?? Language(environment: ProcessInfo.processInfo.environment) }
}
