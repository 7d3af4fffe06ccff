public import Foundation
import HelpdeskModels
import TOMLKit

/// The table `[support]` of the desk's configuration: the support bot and how it reaches Telegram.
public struct SupportConfiguration: Sendable, Hashable {
    public var token: TokenSource
    public var server: BotServer
    /// For the bot alone: `http://`, `socks5h://` and what else libcurl knows; nil for the environment's.
    public var proxy: String?
    /// A PEM file of certificate authorities beside the system's, for a Bot API server of one's own.
    public var caFile: URL?
    /// The specialists' group; nil for none.
    public var staff: StaffGroup?
    /// Where Telegram delivers updates; nil for polling.
    public var webhook: String?

    private static let keys: Set<String> = [
        "token_file", "token_env", "token_command", "api", "files", "local", "proxy", "ca_file", "group", "language",
        "webhook",
    ]

    /// Reads the table from a desk's configuration; nil if it has none. Paths are relative to the file's directory.
    ///
    /// Throws ``BotConfigurationError`` with a sentence that names the key.
    public init?(contentsOf file: URL) throws {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw BotConfigurationError(
                "The configuration \(file.path) cannot be read. Check its path and permissions.")
        }
        try self.init(toml: text, file: file.path, directory: file.absoluteURL.deletingLastPathComponent())
    }

    /// `file` is what messages call the text.
    init?(toml text: String, file: String, directory: URL) throws {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw BotConfigurationError("\(file), \(error.source.begin): \(error.description)")
        }
        guard let value = root["support"] else { return nil }
        guard let found = value.table else {
            throw BotConfigurationError("\(file): support must be a table, [support].")
        }
        let table = BotTable(found, file: file, name: "support")
        try table.allow(Self.keys)
        token = try Self.token(table, directory)
        server = try Self.server(table)
        proxy = try table.address("proxy", schemes: ["http", "https", "socks4", "socks4a", "socks5", "socks5h"])
        caFile = try table.text("ca_file").map { URL(filePath: $0, relativeTo: directory) }
        staff = try Self.staff(table)
        webhook = try table.address("webhook", schemes: ["https"])
        if let webhook, URL(string: webhook)?.path.hasPrefix("/") != true {
            throw table.wrong("webhook", "must have a path, under which the desk answers")
        }
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

    private static func staff(_ table: BotTable) throws -> StaffGroup? {
        var language = Language.ukrainian
        if let text = try table.text("language") {
            guard let found = Language(rawValue: text) else {
                throw table.wrong("language", "must be \"uk\", \"ru\" or \"en\"")
            }
            language = found
        }
        let group = try table.number("group")
        if let group, group >= 0 { throw table.wrong("group", "must be the id of a group, which is negative") }
        return group.map { StaffGroup(chat: $0, language: language) }
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
