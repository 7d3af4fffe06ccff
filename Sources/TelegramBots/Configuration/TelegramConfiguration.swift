public import Foundation
public import HelpdeskModels
import TOMLKit

/// The table `[telegram]` of the desk's configuration: how Telegram is reached, and the support bot.
public struct TelegramConfiguration: Sendable, Hashable {
    /// `[telegram.support]`.
    public struct Support: Sendable, Hashable {
        public var token: TokenSource
        /// The specialists' group; nil for none.
        public var staff: StaffGroup?
        /// Where Telegram delivers updates; nil for polling.
        public var webhook: String?
    }

    public var server: BotServer
    /// For the bots alone: `http://`, `socks5h://` and what else libcurl knows; nil for the environment's.
    public var proxy: String?
    /// A PEM file of certificate authorities beside the system's, for a Bot API server of one's own.
    public var caFile: URL?
    /// Nil if the desk runs no support bot.
    public var support: Support?

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
        guard let value = root["telegram"] else { return nil }
        guard let found = value.table else {
            throw BotConfigurationError("\(file): telegram must be a table, [telegram].")
        }
        let table = BotTable(found, file: file, name: "telegram")
        try table.allow(["api", "files", "local", "proxy", "ca_file", "support"])
        let schemes = ["https", "http"]
        server = .telegram
        if let api = try table.address("api", schemes: schemes) {
            server = BotServer(
                api: api, files: try table.address("files", schemes: schemes), isLocal: try table.flag("local"))
        } else if try table.text("files") != nil || table.flag("local") {
            throw table.wrong("files", "and local need api, the address of a Bot API server of your own")
        }
        proxy = try table.address("proxy", schemes: ["http", "https", "socks4", "socks4a", "socks5", "socks5h"])
        caFile = try table.text("ca_file").map { URL(filePath: $0, relativeTo: directory) }
        support = try table.table("support").map { try Self.support($0, directory) }
    }

    private static func support(_ table: BotTable, _ directory: URL) throws -> Support {
        try table.allow(["token_file", "token_env", "token_command", "staff_group", "language", "webhook"])
        var language = Language.ukrainian
        if let text = try table.text("language") {
            guard let found = Language(rawValue: text) else {
                throw table.wrong("language", "must be \"uk\", \"ru\" or \"en\"")
            }
            language = found
        }
        let group = try table.number("staff_group")
        if let group, group >= 0 { throw table.wrong("staff_group", "must be the id of a group, which is negative") }
        return Support(
            token: try token(table, directory), staff: group.map { StaffGroup(chat: $0, language: language) },
            webhook: try table.address("webhook", schemes: ["https"]))
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
