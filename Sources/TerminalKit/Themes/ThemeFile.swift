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

/// Turns what theme files say into styles: names into colours, and what a role leaves out into what its parent has.
struct ThemeResolver {
    let name: String
    let palette: [String: ThemeColor]
    let roles: [Role: ThemeSource.RoleEntry]

    func theme() throws(ThemeError) -> Theme {
        var styles: [Role: Style] = [:]
        for role in roles.keys { styles[role] = try style(role) }
        return Theme(name: name, styles: styles)
    }

    private func style(_ role: Role) throws(ThemeError) -> Style {
        var style = Style.plain
        if let parent = role.parent { style = try self.style(parent) }
        guard let entry = roles[role] else { return style }
        if let color = entry.foreground { style.foreground = try resolve(color, at: role) }
        if let color = entry.background { style.background = try resolve(color, at: role) }
        if let attributes = entry.attributes { style.attributes = attributes }
        return style
    }

    /// A palette's name may stand for another one; more steps than names is a cycle. The palette's `red` hides the ANSI
    /// colour, except in its own definition.
    private func resolve(_ color: ThemeColor, at role: Role) throws(ThemeError) -> Color {
        var color = color
        for _ in 0...palette.count {
            switch color {
            case .color(let color): return color
            case .name(let name):
                if let next = palette[name], next != color {
                    color = next
                } else if let ansi = ThemeColor.named[name] {
                    return ansi
                } else {
                    throw unknown(name, at: role)
                }
            }
        }
        throw ThemeError(code: .cycle, detail: "\(name): palette, roles.\(role.rawValue)")
    }

    private func unknown(_ color: String, at role: Role) -> ThemeError {
        ThemeError(code: .unknownColor, detail: "\(name): roles.\(role.rawValue): \(color)")
    }
}

/// Why a theme cannot be used.
public struct ThemeError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// No directory has a file of that name, or the name is not a file name.
        case notFound
        /// The file cannot be read.
        case unreadable
        /// The file is not TOML; the detail says where.
        case syntax
        /// A key or a value that themes do not have.
        case invalidValue
        /// A colour that is neither in the palette nor one of the notations.
        case unknownColor
        /// The theme inherits from itself, directly or by others; the detail is the chain.
        case cycle
    }

    public let code: Code
    /// The subject: the theme, then the place and the value; sanitised.
    public let detail: String

    public init(code: Code, detail: String) {
        self.code = code
        self.detail = Sanitizer.visible(detail)
    }
}
