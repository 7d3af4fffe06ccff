/// A language that Cabdesk speaks; the raw value is its ISO 639-1 code.
public enum Language: String, Codable, CaseIterable, Sendable {
    case ukrainian = "uk"
    case russian = "ru"
    case english = "en"
}
