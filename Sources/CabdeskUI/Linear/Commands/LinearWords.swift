import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The meaning of a typed line.
enum LinearParsed: Equatable, Sendable {
    case command(LinearCommand)
    /// The beginning of several commands: their names.
    case ambiguous([String])
    case unknown
}

/// Finds commands by their names, in all languages and whatever the layout of the keyboard was.
struct LinearWords {
    private struct Entry {
        let verb: LinearCommand.Verb
        let name: String
        let folded: String
        let isInLanguage: Bool
    }

    private let entries: [Entry]

    /// - Parameter language: that of the reader, whose names win.
    init(offers: [LinearOffer], language: Language) {
        let languages = [language] + Language.allCases.filter { $0 != language }
        entries = languages.flatMap { spoken in
            let strings = Strings(language: spoken)
            return offers.flatMap { offer in
                strings.names(of: offer).map {
                    Entry(
                        verb: offer.verb, name: $0, folded: Self.comparable($0), isInLanguage: spoken == language)
                }
            }
        }
    }

    func find(_ typed: String) -> LinearParsed {
        let words = typed.split(whereSeparator: \.isWhitespace)
        // The longest name that the line begins with; what follows is the argument. No name has more words than the longest,
        // however many a line that was pasted has.
        let most = entries.map { $0.folded.split(separator: " ").count }.max() ?? 0
        for count in (1...max(1, min(words.count, most))).reversed() where count <= words.count {
            let start = Self.comparable(words.prefix(count).joined(separator: " "))
            if let entry = entries.first(where: { $0.folded == start }) {
                let argument = words.dropFirst(count).joined(separator: " ")
                return .command(LinearCommand(verb: entry.verb, argument: argument))
            }
        }
        guard let word = words.first, word.count > 1 else { return .unknown }
        // The beginning of a name: of the whole line, else of its first word.
        for (start, rest) in [(words[...], [][...]), (words.prefix(1), words.dropFirst())] {
            let beginning = Self.comparable(start.joined(separator: " "))
            for group in [entries.filter(\.isInLanguage), entries] {
                let matching = group.filter { $0.folded.hasPrefix(beginning) }
                let verbs = Set(matching.map(\.verb))
                if let verb = verbs.first, verbs.count == 1 {
                    return .command(LinearCommand(verb: verb, argument: rest.joined(separator: " ")))
                }
                if verbs.count > 1 { return .ambiguous(matching.map(\.name)) }
            }
        }
        return .unknown
    }

    /// Case, ё and the layout of the keyboard do not matter: every letter becomes the Latin one of its key.
    static func comparable(_ text: some StringProtocol) -> String {
        String(Folding.fold(String(text)).map { Key.character($0).onLatinLayout.typedCharacter ?? $0 })
    }
}
