import Foundation

/// Themes as TOML files, `NAME.toml` in one of several directories.
///
/// ```toml
/// inherits = "dark"                  # optional; palette and roles of that theme, changed by what follows
/// [palette]
/// ink = "#d8dee9"
/// [roles]
/// text = { fg = "ink", bg = "#1d2129" }
/// "text.strong" = { attributes = ["bold"] }
/// "status.new" = "bright-cyan"       # the same as { fg = "bright-cyan" }
/// ```
/// A colour is `#rrggbb`, a place of xterm's palette from 0 to 255, a name of the theme's palette, an ANSI colour's
/// name, or `default`. What a role leaves out it has from its parent, and that from `text`.
public enum ThemeFile {
    /// The theme of that name, with all it inherits; of several files of a name the one in the first directory counts.
    public static func load(name: String, directories: [String]) throws(ThemeError) -> Theme {
        var chain: [ThemeSource] = []
        var names: [String] = []
        var next: String? = name
        while let current = next {
            let isCycle = names.contains(current)
            names.append(current)
            if isCycle { throw ThemeError(code: .cycle, detail: names.joined(separator: " → ")) }
            let source = try ThemeSource(name: current, text: text(name: current, directories: directories))
            chain.append(source)
            next = source.inherits
        }
        var palette: [String: ThemeColor] = [:]
        var roles: [Role: ThemeSource.RoleEntry] = [:]
        for source in chain.reversed() {
            palette.merge(source.palette) { _, new in new }
            roles.merge(source.roles) { _, new in new }
        }
        return try ThemeResolver(name: name, palette: palette, roles: roles).theme()
    }

    /// The names of all themes in the directories, in alphabetical order. A directory that cannot be read has none.
    public static func names(directories: [String]) -> [String] {
        let files = directories.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        let names = files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
        return Set(names.filter(isName)).sorted()
    }

    private static let maximumBytes = 256 * 1024

    /// Letters, digits, `-` and `_`: a name never leads out of the directories.
    private static func isName(_ name: String) -> Bool {
        let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
        return (1...64).contains(name.utf8.count) && name.allSatisfy(allowed.contains)
    }

    private static func text(name: String, directories: [String]) throws(ThemeError) -> String {
        let paths = isName(name) ? directories.map { "\($0)/\(name).toml" } : []
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw ThemeError(code: .notFound, detail: name)
        }
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: maximumBytes + 1), data.count <= maximumBytes,
            let text = String(validating: data, as: UTF8.self)
        else { throw ThemeError(code: .unreadable, detail: path) }
        return text
    }
}
