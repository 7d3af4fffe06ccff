/// A language that Cabdesk speaks; the raw value is its ISO 639-1 code.
public enum Language: String, Codable, CaseIterable, Sendable {
    case ukrainian = "uk"
    case russian = "ru"
    case english = "en"
}

extension Language {
    /// The language that the environment asks for: `LANGUAGE`, then `LC_ALL`, `LC_MESSAGES`, `LANG` (gettext manual,
    /// 2.3); English for any other.
    public init(environment: [String: String]) {
        let preferences = environment["LANGUAGE"]?.split(separator: ":").map(String.init) ?? []
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self =
            (preferences + [locale ?? ""]).lazy.compactMap { Language(rawValue: String($0.prefix(2)).lowercased()) }
            .first ?? .english
    }
}
