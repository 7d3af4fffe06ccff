import Foundation

/// The folders of the program's files, by the XDG Base Directory Specification 0.8.
public struct Directories: Hashable, Sendable {
    /// `config.toml` and themes.
    public var config: String
    /// The stores.
    public var data: String
    /// Tokens and the log.
    public var state: String

    /// From `XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME` and the home folder. Ignores relative paths, as the
    /// specification requires.
    public init(environment: [String: String]) {
        func path(_ variable: String, _ fallback: String) -> String {
            if let base = environment[variable], base.hasPrefix("/") { return base + "/cabdesk" }
            let home = HomeFolder.path(environment)
            return (home == "/" ? "" : home) + "/" + fallback + "/cabdesk"
        }
        config = path("XDG_CONFIG_HOME", ".config")
        data = path("XDG_DATA_HOME", ".local/share")
        state = path("XDG_STATE_HOME", ".local/state")
    }
}

/// The home folder of the user: `HOME` if it is an absolute path, else the one in the list of users (passwd(5)), because a
/// service or a cron job may have no `HOME`; else `/`.
public enum HomeFolder {
    /// - Parameter listed: the folder in the list of users.
    public static func path(
        _ environment: [String: String], listed: () -> String? = folderInUserList
    ) -> String {
        [environment["HOME"], listed()].compactMap { $0 }.first { $0.hasPrefix("/") } ?? "/"
    }

    /// Replaces a leading `~` or `~NAME` by the home folder.
    public static func expand(_ path: String, _ environment: [String: String]) -> String {
        guard path == "~" || path.hasPrefix("~/") else { return NSString(string: path).expandingTildeInPath }
        let home = self.path(environment)
        return home == "/" && path.count > 1 ? String(path.dropFirst()) : home + path.dropFirst()
    }

    public static func folderInUserList() -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var texts = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(getuid(), &entry, &texts, texts.count, &found) == 0, found != nil, let folder = entry.pw_dir
        else { return nil }
        return String(cString: folder)
    }
}
