import HelpdeskModels

/// The bot's words. Every language is a `switch` over all phrases, so that the compiler finds what is missing.
enum BotTexts {
    static func text(_ phrase: BotPhrase, _ language: Language) -> String {
        switch language {
        case .ukrainian: ukrainian(phrase)
        case .russian: russian(phrase)
        case .english: english(phrase)
        }
    }

    /// The language of an app, from its IETF tag; nil for one that the bot does not speak.
    static func language(ofTag tag: String?) -> Language? {
        tag.flatMap { Language(rawValue: String($0.lowercased().prefix { $0 != "-" && $0 != "_" })) }
    }
}
