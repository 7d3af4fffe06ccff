import Foundation
import TOMLText

extension ProfileStore {
    /// The place where `login` is to store the profile's token: the requested one, else the current one. Call it before
    /// anything is used up, such as an invitation's code.
    ///
    /// Throws `configurationInvalid` for a profile whose token comes from a command, and `secretServiceMissing` or
    /// `secretServiceFailed` if the keyring is required and does not answer.
    public func tokenPlace(
        of name: String? = nil, url: String, secretService isRequested: Bool? = nil
    ) throws(HelpdeskError) -> TokenPlace {
        let name = try profileName(name)
        let stored = try profiles(in: try table())[name]
        guard stored?.tokenCommand == nil else {
            throw HelpdeskError(
                .configurationInvalid, subject: configFile,
                detail: "profiles.\(name).token_command prints the token: put the new one there, or remove that line")
        }
        guard isRequested ?? stored?.isInSecretService ?? false else { return .file }
        try secretService.check(.init(profile: name, url: try DeskAddress(url).url))
        return .secretService
    }

    /// Writes the profile and its token (`login`). Returns the profile as it will be read.
    ///
    /// Afterwards the token is in one place only. The rest of the configuration stays, and its comments too unless the
    /// profile existed before. Throws `configurationInvalid`, `insecureAddress`, `malformedAddress`,
    /// `certificateFileUnreadable`, `cannotWriteFile`, `diskFull`, and before anything is changed
    /// `secretServiceMissing` or `secretServiceFailed`.
    @discardableResult
    public func save(
        name: String? = nil, url: String, kind: BackendKind = .cabdesk, user: String? = nil, caFile: String?,
        token: Secret, in place: TokenPlace = .file
    ) throws(HelpdeskError) -> Profile {
        let name = try profileName(name)
        let address = try DeskAddress(url)
        var caPath: String?
        if let caFile {
            // The profile must work from any directory.
            let path = URL(fileURLWithPath: NSString(string: caFile).expandingTildeInPath).standardizedFileURL.path
            guard access(path, R_OK) == 0 else { throw HelpdeskError(.certificateFileUnreadable, subject: path) }
            caPath = path
        }
        let root = try table()
        let stored = try profiles(in: root)[name]
        // Read it first, so that an error in it is reported before anything is written.
        let desk = try settings(stored)
        let isNew = stored == nil
        let profile = TOMLTable()
        // The user's own settings of the desk stay.
        for key in DeskSettings.keys {
            if let value = stored?[key] { profile.set(key, to: value) }
        }
        if let days = stored?.windowDays { profile.set(StoredProfile.windowKey, to: days) }
        profile.set("url", to: address.url)
        if let caPath { profile.set("ca_file", to: caPath) }
        if kind != .cabdesk { profile.set("kind", to: kind.rawValue) }
        if let user { profile.set("user", to: user) }
        if place == .secretService { profile.set("secret_service", to: true) }
        let text: String
        if isNew, let extended = try extended(by: profile, named: name) {
            text = extended
        } else {
            let profiles = root["profiles"]?.table ?? TOMLTable()
            profiles.set(name, to: profile)
            root.set("profiles", to: profiles)
            text = root.text + "\n"
        }
        let key = SecretService.Key(profile: name, url: address.url)
        switch place {
        case .file: try PrivateFile.write(token.text + "\n", to: tokenPath(name))
        case .secretService: try secretService.store(token, key)
        }
        do throws(HelpdeskError) {
            try PrivateFile.write(text, to: configFile)
        } catch {
            // Nobody would ever remove a token without a profile. If this fails too, the first failure is reported.
            switch place {
            case .file where isNew: try? removeToken(of: name)
            case .secretService where isNew: try? secretService.clear(key)
            case .file, .secretService: break
            }
            throw error
        }
        // Only after the new one is written: a full disk must not cost the old one.
        if place == .secretService { try removeToken(of: name) }
        if let old = stored?.keyInSecretService(of: name), place == .file || old != key {
            // A keyring that does not answer must not undo a successful sign-in.
            try? secretService.clear(old)
        }
        return Profile(
            name: name, url: address.url, kind: kind, user: user, caFile: caPath,
            tokenSource: place == .file ? .file(tokenPath(name)) : .secretService,
            desk: desk, window: stored.map(\.window) ?? Profile.standardWindow,
            dataDirectory: directories.data + "/" + name)
    }

    /// The text of the file with one more profile at its end. Nil if TOML does not allow that, because `profiles` is an
    /// inline table or is written with dotted keys.
    private func extended(by profile: TOMLTable, named name: String) throws(HelpdeskError) -> String? {
        let before = try PrivateFile.read(configFile) ?? ""
        let separator = before.isEmpty ? "" : before.hasSuffix("\n") ? "\n" : "\n\n"
        let text = "\(before)\(separator)[profiles.\(name)]\n\(profile.text)\n"
        return (try? TOMLTable(text)) == nil ? nil : text
    }

    /// Removes the file of the token, if there is one. Throws `cannotWriteFile` if it is still there.
    private func removeToken(of name: String) throws(HelpdeskError) {
        let path = tokenPath(name)
        guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
        throw HelpdeskError(.cannotWriteFile, subject: path, detail: String(cString: strerror(errno)))
    }

    /// Removes the profile and its token (`logout`); the stores stay, with drafts and outbox.
    ///
    /// Throws `notSignedIn` if there is no such profile. If the token cannot be removed (`secretServiceMissing`,
    /// `secretServiceFailed`, `cannotWriteFile`), the profile stays, too.
    public func remove(named name: String? = nil) throws(HelpdeskError) {
        let name = try profileName(name)
        let root = try table()
        guard let stored = try profiles(in: root)[name] else { throw HelpdeskError(.notSignedIn, subject: name) }
        if let key = stored.keyInSecretService(of: name) { try secretService.clear(key) }
        try removeToken(of: name)
        root["profiles"]?.table?.remove(name)
        try PrivateFile.write(root.text + "\n", to: configFile)
    }
}
