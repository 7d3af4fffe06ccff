import Foundation

/// The home folder of the user: `HOME` if it is an absolute path, else what the list of users says (passwd(5)), as a
/// service or a cron job may have none; `/` if nobody knows.
public enum HomeFolder {
    /// - Parameter listed: the folder by the list of users.
    public static func path(
        _ environment: [String: String], listed: () -> String? = folderInUserList
    ) -> String {
        [environment["HOME"], listed()].compactMap { $0 }.first { $0.hasPrefix("/") } ?? "/"
    }

    /// The path with a leading `~` or `~NAME` as the folder that it stands for.
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
