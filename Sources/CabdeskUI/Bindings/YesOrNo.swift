import HelpdeskCore
public import HelpdeskModels
import TerminalKit

/// Yes and no, as the words of a language and as the letters with which they begin: the one table behind the questions
/// of the screens and of the linear mode.
///
/// A letter may mean both: `н` begins «ні» and «нет», and lies on the key of `y`. The words of the reader's language
/// decide, then the place of the key, then the words of the other languages.
public enum YesOrNo {
    /// The letters that answer in this language, its own first: `т` and `y`.
    public static func letters(_ isYes: Bool, in language: Language) -> [Character] {
        let (yes, no) = words(language)
        return (isYes ? yes : no).filter { $0.count == 1 }.compactMap(\.first)
    }

    /// The answer that a key gives; nil for neither.
    static func answer(_ letter: Character, language: Language) -> Bool? {
        let letter = letter.lowercased().first ?? letter
        for isYes in [true, false] where letters(isYes, in: language).contains(letter) { return isYes }
        switch Key.character(letter).onLatinLayout {
        case .character("y"): return true
        case .character("n"): return false
        default: break
        }
        for isYes in [true, false] where Language.allCases.contains(where: { letters(isYes, in: $0).contains(letter) })
        {
            return isYes
        }
        return nil
    }

    /// The answer that a typed line gives: a letter, or the word in any of the languages; nil for neither.
    public static func answer(line: String, language: Language) -> Bool? {
        let typed = Folding.fold(line)
        if typed.count == 1, let letter = typed.first { return answer(letter, language: language) }
        for (yes, no) in Language.allCases.map(words) {
            if yes.contains(typed) { return true }
            if no.contains(typed) { return false }
        }
        return nil
    }

    private static func words(_ language: Language) -> (yes: [String], no: [String]) {
        switch language {
        case .english: (["y", "yes"], ["n", "no"])
        case .ukrainian: (["т", "так", "y"], ["н", "ні", "n"])
        case .russian: (["д", "да", "y"], ["н", "нет", "n"])
        }
    }
}
