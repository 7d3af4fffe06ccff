import Foundation
import TOMLKit

extension ProfileStore {
    /// Writes the profile and its token (`login`); returns the profile as it will be read.
    ///
    /// What else is in the file stays. Comments stay too, unless the profile was there before.
    /// Throws `configurationInvalid`, `insecureAddress`, `malformedAddress`, `certificateFileUnreadable`,
    /// `cannotWriteFile` or `diskFull`.
    @discardableResult
    public func save(
        name: String? = nil, url: String, kind: BackendKind = .cabdesk, user: String? = nil, caFile: String?,
        token: String
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
        let isNew = stored == nil
        let profile = TOMLTable()
        // What the profile says of the desk is the user's and stays.
        for key in DeskSettings.keys {
            if let value = stored?[key] { profile[key] = value }
        }
        profile["url"] = address.url
        if let caPath { profile["ca_file"] = caPath }
        if kind != .cabdesk { profile["kind"] = kind.rawValue }
        if let user { profile["user"] = user }
        let text: String
        if isNew, root["profiles"]?.table?.inline != true {
            let before = try PrivateFile.read(configFile) ?? ""
            let separator = before.isEmpty ? "" : before.hasSuffix("\n") ? "\n" : "\n\n"
            let section: String = profile.convert(to: .toml)
            text = "\(before)\(separator)[profiles.\(name)]\n\(section)\n"
        } else {
            let profiles = root["profiles"]?.table ?? TOMLTable()
            profiles[name] = profile
            root["profiles"] = profiles
            text = root.convert(to: .toml) + "\n"
        }
        try PrivateFile.write(token + "\n", to: tokenPath(name))
        do throws(HelpdeskError) {
            try PrivateFile.write(text, to: configFile)
        } catch {
            // A token that no profile names is a secret that nobody would ever remove.
            if isNew { unlink(tokenPath(name)) }
            throw error
        }
        return Profile(
            name: name, url: address.url, kind: kind, user: user, caFile: caPath,
            tokenSource: .file(tokenPath(name)), desk: try DeskSettings(profile: stored ?? [:]),
            dataDirectory: directories.data + "/" + name)
    }

    /// Removes the profile and its token (`logout`); the stores stay, with drafts and outbox.
    ///
    /// Throws `notSignedIn` if there is no such profile.
    public func remove(named name: String? = nil) throws(HelpdeskError) {
        let name = try profileName(name)
        let root = try table()
        guard try profiles(in: root)[name] != nil else { throw HelpdeskError(.notSignedIn, subject: name) }
        root["profiles"]?.table?.remove(at: name)
        try? FileManager.default.removeItem(atPath: tokenPath(name))
        try PrivateFile.write(root.convert(to: .toml) + "\n", to: configFile)
    }
}
