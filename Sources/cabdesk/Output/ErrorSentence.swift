import CabdeskUI
import HelpdeskCore
import HelpdeskModels

/// The sentence that tells a person what went wrong and what to do.
enum ErrorSentence {
    static func of(_ error: HelpdeskError, in language: Language) -> String {
        Strings(language: language)[.error(error)]
    }
}
