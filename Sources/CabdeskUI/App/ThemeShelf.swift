import Synchronization
public import TerminalKit

/// The themes in some folders, and which one is in use.
public final class ThemeShelf: Sendable {
    private let directories: [String]
    private let current: Mutex<String>

    public init(directories: [String], current: String) {
        self.directories = directories
        self.current = Mutex(current)
    }

    /// The theme in use, or the built-in one if there is no such file or it has a mistake.
    public func load() -> Theme {
        let name = current.withLock { $0 }
        return (try? ThemeFile.load(name: name, directories: directories)) ?? .fallback
    }

    /// The theme after the one in use, by name; nil if there is no other that can be read.
    func next() -> Theme? {
        let names = ThemeFile.names(directories: directories)
        return current.withLock { current in
            let index = names.firstIndex(of: current) ?? -1
            for step in 1...max(1, names.count) where !names.isEmpty {
                let name = names[(index + step) % names.count]
                if let theme = try? ThemeFile.load(name: name, directories: directories) {
                    current = name
                    return theme
                }
            }
            return nil
        }
    }
}
