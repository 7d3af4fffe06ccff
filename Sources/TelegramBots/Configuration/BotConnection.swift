public import Foundation
import HelpdeskModels
package import TOMLText

/// How one bot reaches Telegram: the part that the tables of both bots have in common.
public struct BotConnection: Sendable, Hashable {
    package var token: SecretSource
    public var server: BotServer
    /// For the bot alone: `http://`, `socks5h://` and what else libcurl knows; nil for the environment's.
    public var proxy: String?
    /// A PEM file of certificate authorities beside the system's, for a Bot API server of one's own.
    public var caFile: URL?

    static let keys = ConfigurationTable.secretKeys("token").union(["api", "files", "local", "proxy", "ca_file"])

    /// Throws ``ConfigurationError``.
    init(_ table: ConfigurationTable) throws {
        token = try Self.token(table)
        server = try Self.server(table)
        proxy = try table.address("proxy", schemes: ["http", "https", "socks4", "socks4a", "socks5", "socks5h"])
        caFile = try table.path("ca_file")
    }

    private static func server(_ table: ConfigurationTable) throws -> BotServer {
        let schemes = ["https", "http"]
        if let api = try table.address("api", schemes: schemes) {
            return BotServer(
                api: api, files: try table.address("files", schemes: schemes), isLocal: try table.flag("local") ?? false
            )
        }
        if try table.text("files") != nil || table.flag("local") ?? false {
            throw table.wrong("files", "and local need api, the address of a Bot API server of your own")
        }
        return .telegram
    }

    private static func token(_ table: ConfigurationTable) throws -> SecretSource {
        guard let source = try table.secret("token") else {
            throw table.wrong("token_file", "or token_env or token_command has to be there, one of them")
        }
        return source
    }
}

extension SecretSource {
    /// Reads the token of a bot. Throws ``ConfigurationError``.
    package func token(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> BotToken {
        let (text, place) = try read("the bot's token", environment: environment)
        guard let token = BotToken(text) else {
            throw ConfigurationError("\(place) is not a token as BotFather gives it, like 123456:ABC-DEF.")
        }
        return token
    }
}

/// Values that both bots' tables have; nil if the key is missing.
extension ConfigurationTable {
    func language(_ key: String) throws -> Language? {
        guard let text = try text(key) else { return nil }
        guard let language = Language(rawValue: text) else { throw wrong(key, "must be \"uk\", \"ru\" or \"en\"") }
        return language
    }

    /// The id of a Telegram group.
    func group(_ key: String) throws -> Int64? {
        let group = try number(key)
        if let group, group >= 0 { throw wrong(key, "must be the id of a group, which is negative") }
        return group
    }
}
