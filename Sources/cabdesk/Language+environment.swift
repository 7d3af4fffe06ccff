import Foundation
import HelpdeskModels

extension Language {
    /// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set (POSIX, chapter 8.2);
    /// English where that is none that Cabdesk speaks.
    static func ofEnvironment(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) } ?? .english
    }
}
