import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The answer to a question, in any of the languages and on any layout.
enum YesOrNo {
    /// Nil if it is neither.
    ///
    /// A letter may mean both: `н` is `ні` and the key of `y`. The reader's own language decides, then the other
    /// languages' words, then the place of the key.
    static func parse(_ typed: String, language: Language) -> Bool? {
        let typed = Folding.fold(typed)
        for spoken in [language] + Language.allCases.filter({ $0 != language }) {
            let (yes, no) = words(spoken)
            // Of another language only whole words, because single letters contradict each other.
            let isShort = typed.count == 1 && spoken != language
            if !isShort, yes.contains(typed) { return true }
            if !isShort, no.contains(typed) { return false }
        }
        guard typed.count == 1, let letter = typed.first else { return nil }
        switch Key.character(letter).onLatinLayout.typedCharacter {
        case "y": return true
        case "n": return false
        default: return letter == "д" ? true : nil
        }
    }

    private static func words(_ language: Language) -> (yes: [String], no: [String]) {
        switch language {
        case .english: (["y", "yes"], ["n", "no"])
        case .ukrainian: (["т", "так", "y"], ["н", "ні", "n"])
        case .russian: (["д", "да", "y"], ["н", "нет", "n"])
        }
    }
}
