public import Foundation

/// How one bot reaches Telegram: the part that the tables of both bots have in common.
public struct BotConnection: Sendable, Hashable {
    public var token: TokenSource
    public var server: BotServer
    /// For the bot alone: `http://`, `socks5h://` and what else libcurl knows; nil for the environment's.
    public var proxy: String?
    /// A PEM file of certificate authorities beside the system's, for a Bot API server of one's own.
    public var caFile: URL?

    static let keys: Set<String> = [
        "token_file", "token_env", "token_command", "api", "files", "local", "proxy", "ca_file",
    ]

    /// Paths are relative to `directory`. Throws ``BotConfigurationError``.
    init(_ table: BotTable, directory: URL) throws {
        token = try Self.token(table, directory)
        server = try Self.server(table)
        proxy = try table.address("proxy", schemes: ["http", "https", "socks4", "socks4a", "socks5", "socks5h"])
        caFile = try table.text("ca_file").map { URL(filePath: $0, relativeTo: directory) }
    }

    private static func server(_ table: BotTable) throws -> BotServer {
        let schemes = ["https", "http"]
        if let api = try table.address("api", schemes: schemes) {
            return BotServer(
                api: api, files: try table.address("files", schemes: schemes), isLocal: try table.flag("local"))
        }
        if try table.text("files") != nil || table.flag("local") {
            throw table.wrong("files", "and local need api, the address of a Bot API server of your own")
        }
        return .telegram
    }

    private static func token(_ table: BotTable, _ directory: URL) throws -> TokenSource {
        let sources: [TokenSource] = [
            try table.text("token_file").map { .file(URL(filePath: $0, relativeTo: directory)) },
            try table.text("token_env").map { .environment($0) },
            try table.texts("token_command").map { .command($0) },
        ].compactMap { $0 }
        guard sources.count == 1, let source = sources.first else {
            throw table.wrong("token_file", "or token_env or token_command has to be there, one of them")
        }
        return source
    }
}
