/// Where the program keeps its files, by the XDG Base Directory Specification 0.8.
public struct Directories: Hashable, Sendable {
    /// `config.toml` and themes.
    public var config: String
    /// The stores.
    public var data: String
    /// Tokens and the log.
    public var state: String

    /// From `XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME` and the home folder; relative paths in them are
    /// ignored, as the specification asks.
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
