public import HelpdeskModels

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
