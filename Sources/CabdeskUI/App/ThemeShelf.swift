public import TerminalKit

/// The themes in some folders.
public struct ThemeShelf: Sendable {
    private let directories: [String]
    /// The theme that is used unless another one is chosen.
    let standard: String

    public init(directories: [String], standard: String) {
        self.directories = directories
        self.standard = standard
    }

    /// The names of all themes, in alphabetical order.
    var names: [String] { ThemeFile.names(directories: directories) }

    /// The theme of that name, or the standard one; nil if there is no such file or it has a mistake.
    func load(_ name: String?) -> Theme? {
        try? ThemeFile.load(name: name ?? standard, directories: directories)
    }

    /// The theme to start with: the chosen one, else the standard one, else the built-in one.
    public func first(_ name: String?) -> Theme {
        load(name) ?? load(nil) ?? .fallback
    }
}
