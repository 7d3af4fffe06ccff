/// Themes as TOML files.
public enum ThemeFile {
    public static func load(name: String, directories: [String]) throws(ThemeError) -> Theme { .fallback }
    public static func names(directories: [String]) -> [String] { [] }
}
