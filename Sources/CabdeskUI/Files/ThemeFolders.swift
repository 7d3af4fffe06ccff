public import TerminalKit

/// The themes in some folders.
public struct ThemeFolders: Sendable {
    private let directories: [String]
    /// The theme that the user asks for before any is chosen in the program; nil for none.
    private let configured: String?

    /// The theme that is used unless another one is chosen.
    var standard: String { configured ?? "dark" }

    public init(directories: [String], configured: String?) {
        self.directories = directories
        self.configured = configured
    }

    /// The names of all themes, in alphabetical order.
    var names: [String] { ThemeFile.names(directories: directories) }

    /// The theme of that name, or the standard one.
    func load(_ name: String?) throws(ThemeError) -> Theme {
        try ThemeFile.load(name: name ?? standard, directories: directories)
    }

    /// The theme to start with: the chosen one, else the standard one, else the built-in one; and why it is not the one
    /// that the user asked for.
    public func first(_ name: String?) -> (theme: Theme, error: ThemeError?) {
        var first: ThemeError?
        for candidate in name == nil ? [nil] : [name, nil] {
            do throws(ThemeError) {
                return (try load(candidate), first)
            } catch {
                // An installation without a folder of themes has none; no start needs to mention it.
                if candidate != nil || configured != nil { first = first ?? error }
            }
        }
        return (.fallback, first)
    }
}
