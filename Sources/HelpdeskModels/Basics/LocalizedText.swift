/// A language that Cabdesk supports; the raw value is its ISO 639-1 code.
public enum Language: String, Codable, CaseIterable, Sendable {
    case ukrainian = "uk"
    case russian = "ru"
    case english = "en"
}

extension Language {
    /// The language set in the environment: `LANGUAGE`, then `LC_ALL`, `LC_MESSAGES`, `LANG` (gettext manual, 2.3);
    /// English for any other.
    public init(environment: [String: String]) {
        let preferences = environment["LANGUAGE"]?.split(separator: ":").map(String.init) ?? []
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self =
            (preferences + [locale ?? ""]).lazy.compactMap { Language(rawValue: String($0.prefix(2)).lowercased()) }
            .first ?? .english
    }
}

extension Language {
    /// The text of the reader's language, where a text stands at its only place and needs no name.
    package func choose(_ english: String, uk ukrainian: String, ru russian: String) -> String {
        switch self {
        case .english: english
        case .ukrainian: ukrainian
        case .russian: russian
        }
    }
}

/// One text in several languages; on the wire an object from language code to text.
///
/// Decoding ignores languages that Cabdesk does not support.
public struct LocalizedText: Hashable, Sendable {
    public var texts: [Language: String]

    public init(_ texts: [Language: String]) {
        self.texts = texts
    }

    /// The text in `language`, else in English, Ukrainian or Russian, whichever exists first, else empty.
    public subscript(language: Language) -> String {
        for candidate in [language, .english, .ukrainian, .russian] {
            if let text = texts[candidate], !text.isEmpty { return text }
        }
        return ""
    }
}

extension LocalizedText: Codable {
    public init(from decoder: any Decoder) throws {
        let all = try decoder.singleValueContainer().decode([String: String].self)
        texts = Dictionary(
            uniqueKeysWithValues: all.compactMap { code, text in Language(rawValue: code).map { ($0, text) } })
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: texts.map { ($0.rawValue, $1) }))
    }
}
