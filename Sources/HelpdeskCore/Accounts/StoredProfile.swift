import HelpdeskModels
import TOMLText

/// A table `[profiles.NAME]` as written in `config.toml`.
struct StoredProfile {
    private var texts: [String: String] = [:]
    /// The program that prints the token, with its arguments.
    private(set) var tokenCommand: [String]?
    private(set) var isInSecretService = false
    /// In days, 0 for everything; nil if it is left out.
    private(set) var windowDays: Int?

    /// The keys of texts. Keys other than these and the three above are ignored.
    private static let keys = ["url", "ca_file", "token_file", "kind", "user"] + DeskSettings.keys

    /// Throws `configurationInvalid`.
    init(_ reader: SectionReader) throws(HelpdeskError) {
        for key in Self.keys { texts[key] = try reader.text(key) }
        isInSecretService = try reader.flag("secret_service") ?? false
        tokenCommand = try Self.command(reader)
        windowDays = try reader.number(Self.windowKey)
        guard (0...Limits.maxWindow).contains(windowDays ?? 0) else {
            throw reader.invalid(Self.windowKey, "is a number of days from 0 to \(Limits.maxWindow)")
        }
        let places = [isInSecretService, tokenCommand != nil, texts["token_file"] != nil].count { $0 }
        guard places <= 1 else {
            throw reader.invalid("token_command", "secret_service and token_file exclude each other")
        }
    }

    static let windowKey = "window_days"

    /// As the store takes it.
    var window: Int? { windowDays.map { $0 == 0 ? nil : $0 } ?? Profile.standardWindow }

    subscript(key: String) -> String? { texts[key] }

    /// The texts about the desk.
    var deskTexts: [String: String] { texts }

    /// The key of the token in the keyring; nil if the token is not there.
    func keyInSecretService(of name: String) -> SecretService.Key? {
        // An invalid address is reported when the profile is opened.
        guard isInSecretService, let url = texts["url"].flatMap({ try? DeskAddress($0).url }) else { return nil }
        return SecretService.Key(profile: name, url: url)
    }

    /// A list is a program with its arguments, a text is a command for the shell.
    private static func command(_ reader: SectionReader) throws(HelpdeskError) -> [String]? {
        let key = "token_command"
        guard let value = reader.table[key] else { return nil }
        if value.string != nil { return try reader.text(key).map { ["/bin/sh", "-c", $0] } }
        guard let words = try? reader.texts(key), words.first?.isEmpty == false else {
            throw reader.invalid(key, "is a list of a program and its arguments, or a text for the shell")
        }
        return words
    }
}
