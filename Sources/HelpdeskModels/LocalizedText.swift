/// One text in several languages; on the wire an object from language code to text.
///
/// Codes of languages that Cabdesk does not speak are passed over when reading.
public struct LocalizedText: Hashable, Sendable {
    public var texts: [Language: String]

    public init(_ texts: [Language: String]) {
        self.texts = texts
    }

    /// The text in `language`, else in the first of English, Ukrainian and Russian that there is, else empty.
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
