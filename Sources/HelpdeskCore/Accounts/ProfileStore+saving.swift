import Foundation
import TOMLText

extension ProfileStore {
    /// Where `login` is to put the profile's token: as asked for, else where the profile has it already. To be called
    /// before anything is used up, as an invitation's code is.
    ///
    /// Throws `configurationInvalid` for a profile whose token a command prints, and `secretServiceMissing` or
    /// `secretServiceFailed` if there is no keyring to be asked.
    public func tokenPlace(
        of name: String? = nil, url: String, secretService wanted: Bool? = nil
    ) throws(HelpdeskError) -> TokenPlace {
        let name = try profileName(name)
        let stored = try profiles(in: try table())[name]
        guard stored?.tokenCommand == nil else {
            throw HelpdeskError(
                .configurationInvalid, subject: configFile,
                detail: "profiles.\(name).token_command prints the token: put the new one there, or remove that line")
        }
        guard wanted ?? stored?.isInSecretService ?? false else { return .file }
        try secretService.check(.init(profile: name, url: try DeskAddress(url).url))
        return .secretService
    }

    /// Writes the profile and its token (`login`); returns the profile as it will be read.
    ///
    /// The token is in one place afterwards. What else is in the configuration stays; comments stay too, unless the
    /// profile was there before. Throws `configurationInvalid`, `insecureAddress`, `malformedAddress`,
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
            // The profile is used from any directory.
            let path = URL(fileURLWithPath: NSString(string: caFile).expandingTildeInPath).standardizedFileURL.path
            guard access(path, R_OK) == 0 else { throw HelpdeskError(.certificateFileUnreadable, subject: path) }
            caPath = path
        }
        let root = try table()
        let stored = try profiles(in: root)[name]
        // Read first: what is wrong with it is told before anything is written.
        let desk = try settings(stored)
        let isNew = stored == nil
        let profile = TOMLTable()
        // What the profile says of the desk is the user's and stays.
        for key in DeskSettings.keys {
            if let value = stored?[key] { profile.set(key, to: value) }
        }
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
            // A token that no profile names is a secret that nobody would ever remove. If that fails, too, the first
            // failure is the one to tell.
            switch place {
            case .file where isNew: try? removeToken(of: name)
            case .secretService where isNew: try? secretService.clear(key)
            case .file, .secretService: break
            }
            throw error
        }
        // Not before the new one is found: what was there must not be lost to a full disk.
        if place == .secretService { try removeToken(of: name) }
        if let old = stored?.keyInSecretService(of: name), place == .file || old != key {
            // A keyring that does not answer must not undo a sign-in that has succeeded.
            try? secretService.clear(old)
        }
        return Profile(
            name: name, url: address.url, kind: kind, user: user, caFile: caPath,
            tokenSource: place == .file ? .file(tokenPath(name)) : .secretService,
            desk: desk,
            dataDirectory: directories.data + "/" + name)
    }

    /// The file with one more profile at its end. Nil where TOML does not allow that: `profiles` may be written as one
    /// line, or by keys with dots.
    private func extended(by profile: TOMLTable, named name: String) throws(HelpdeskError) -> String? {
        let before = try PrivateFile.read(configFile) ?? ""
        let separator = before.isEmpty ? "" : before.hasSuffix("\n") ? "\n" : "\n\n"
        let text = "\(before)\(separator)[profiles.\(name)]\n\(profile.text)\n"
        return (try? TOMLTable(text)) == nil ? nil : text
    }

    /// Removes the file of the token, if there is one. Throws `cannotWriteFile`: nobody shall believe a secret to be gone.
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
