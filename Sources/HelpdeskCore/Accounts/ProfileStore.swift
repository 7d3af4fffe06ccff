public import Foundation
import HelpdeskModels
import SystemKit
import TOMLText

/// The profiles in `config.toml`, their tokens, and the environment variables that override both:
/// `CABDESK_URL`, `CABDESK_TOKEN`, `CABDESK_CA_FILE`, `CABDESK_PROFILE`, and for other kinds of backends
/// `CABDESK_KIND` and `CABDESK_USER`.
///
/// A profile is a table `[profiles.NAME]` with `url`, and if needed `ca_file`. The token comes from the environment, else
/// from the source in the profile: the output of `token_command`, the keyring with `secret_service = true`, or
/// `token_file`; by default `tokens/NAME` in the state directory, a file of mode 0600. For another kind of backend there
/// are `kind`, `user`, and the facts that the backend does not provide: see `DeskSettings.init(profile:)`.
public struct ProfileStore: Sendable {
    public let directories: Directories
    public let configFile: String
    let environment: [String: String]

    /// - Parameter configFile: the configuration; nil for the user's own.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment, configFile: String? = nil
    ) {
        self.environment = environment
        directories = Directories(environment: environment)
        self.configFile = configFile ?? directories.config + "/config.toml"
    }

    /// The names of the profiles in the file, in order. Throws `configurationInvalid` or `fileUnreadable`.
    public func names() throws(HelpdeskError) -> [String] {
        try profiles(in: try table()).keys.collated { $0 }
    }

    /// The profiles that the user can choose from: none if `CABDESK_URL` or `CABDESK_TOKEN` override the choice.
    public func namesToChoose() throws(HelpdeskError) -> [String] {
        guard variable("CABDESK_URL") == nil, variable("CABDESK_TOKEN") == nil else { return [] }
        return try names()
    }

    /// The profile of this name; without a name, that of `CABDESK_PROFILE`, or `default`.
    ///
    /// Throws `notSignedIn` if there is no such profile and no `CABDESK_URL`, and `configurationInvalid`,
    /// `insecureAddress` or `malformedAddress`.
    public func profile(named name: String? = nil) throws(HelpdeskError) -> Profile {
        let name = try profileName(name)
        let stored = try profiles(in: try table())[name]
        guard let text = variable("CABDESK_URL") ?? stored?["url"] else {
            throw HelpdeskError(.notSignedIn, subject: name)
        }
        let url = try DeskAddress(text).url
        // A stored token is sent only to the address that it was stored for.
        let isStored = (try? stored?["url"].map { try DeskAddress($0).url }) == url
        return Profile(
            name: name, url: url, kind: try kind(stored),
            user: variable("CABDESK_USER") ?? stored?["user"],
            caFile: (variable("CABDESK_CA_FILE") ?? stored?["ca_file"]).map(expanded),
            tokenSource: variable("CABDESK_TOKEN") == nil && isStored ? tokenSource(name, stored) : .environment,
            desk: try settings(stored), window: stored.map(\.window) ?? Profile.standardWindow,
            dataDirectory: directories.data + "/" + name)
    }

    /// The token of the profile. It takes up to a minute if a command or the keyring asks the user in a window.
    ///
    /// Throws `tokenMissing`, `fileUnreadable`, `secretFileOpen`, `tokenCommandFailed`, `secretServiceMissing` or
    /// `secretServiceFailed`.
    public func token(for profile: Profile) throws(HelpdeskError) -> Secret {
        let text: String?
        switch profile.tokenSource {
        case .environment: text = variable("CABDESK_TOKEN")
        case .command(let words):
            return try TokenCommand(arguments: words, profile: profile.name, environment: environment).token()
        case .secretService:
            return try secretService.token(.init(profile: profile.name, url: profile.url))
        case .file(let path): text = try PrivateFile.read(path, isSecret: true)
        }
        let token = text?.trimmed ?? ""
        guard !token.isEmpty else { throw HelpdeskError(.tokenMissing, subject: profile.name) }
        return Secret(token)
    }

    var secretService: SecretService { SecretService(environment: environment) }

    private func tokenSource(_ name: String, _ stored: StoredProfile?) -> Profile.TokenSource {
        if let command = stored?.tokenCommand { return .command(command) }
        if stored?.isInSecretService == true { return .secretService }
        return .file(stored?["token_file"].map(expanded) ?? tokenPath(name))
    }

    func profileName(_ name: String?) throws(HelpdeskError) -> String {
        let name = name ?? variable("CABDESK_PROFILE") ?? "default"
        // The name becomes that of a directory and of a table in the file.
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard allowed, (1...64).contains(name.utf8.count) else {
            throw HelpdeskError(.configurationInvalid, subject: name, detail: "a profile's name is a-z A-Z 0-9 - _")
        }
        return name
    }

    func tokenPath(_ name: String) -> String { directories.state + "/tokens/" + name }

    /// The variable; an empty one counts as missing.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func table() throws(HelpdeskError) -> TOMLTable {
        guard let text = try PrivateFile.read(configFile) else { return TOMLTable() }
        return try table(text)
    }

    func table(_ text: String) throws(HelpdeskError) -> TOMLTable {
        do throws(TOMLError) {
            return try TOMLTable(text)
        } catch {
            throw HelpdeskError(.configurationInvalid, subject: configFile, detail: "\(error)")
        }
    }

    func profiles(in table: TOMLTable) throws(HelpdeskError) -> [String: StoredProfile] {
        guard let entry = table["profiles"] else { return [:] }
        guard let profiles = entry.table else { throw invalid("profiles is no table") }
        var found: [String: StoredProfile] = [:]
        for name in profiles.keys {
            guard let profile = profiles[name]?.table else { throw invalid("profiles.\(name) is no table") }
            found[name] = try StoredProfile(
                SectionReader(name: "profiles.\(name)", table: profile, file: configFile))
        }
        return found
    }

    private func kind(_ stored: StoredProfile?) throws(HelpdeskError) -> BackendKind {
        guard let text = variable("CABDESK_KIND") ?? stored?["kind"] else { return .cabdesk }
        guard let kind = BackendKind(rawValue: text) else { throw invalid("kind is cabdesk or rt") }
        return kind
    }

    func settings(_ stored: StoredProfile?) throws(HelpdeskError) -> DeskSettings {
        guard let stored else { return DeskSettings() }
        do throws(HelpdeskError) {
            return try DeskSettings(profile: stored.deskTexts)
        } catch {
            throw invalid(error.detail ?? "")
        }
    }

    private func invalid(_ detail: String) -> HelpdeskError {
        HelpdeskError(.configurationInvalid, subject: configFile, detail: detail)
    }

    private func expanded(_ path: String) -> String {
        HomeFolder.expand(path, environment)
    }
}
