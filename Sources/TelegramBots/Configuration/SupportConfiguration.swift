public import Foundation
import HelpdeskModels
import TOMLKit
import TOMLText

/// The table `[support]` of the desk's configuration: the support bot and how it reaches Telegram.
public struct SupportConfiguration: Sendable, Hashable {
    public var connection: BotConnection
    /// The specialists' group; nil for none.
    public var staff: StaffGroup?
    /// Where Telegram delivers updates; nil for polling.
    public var webhook: String?

    private static let keys = BotConnection.keys.union(["group", "language", "webhook"])

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
        do throws(TOMLTextError) {
            root = try TOMLText.table(text)
        } catch {
            throw BotConfigurationError("\(file), \(error)")
        }
        guard let value = root["support"] else { return nil }
        guard let found = value.table else {
            throw BotConfigurationError("\(file): support must be a table, [support].")
        }
        let table = BotTable(found, file: file, name: "support")
        try table.allow(Self.keys)
        connection = try BotConnection(table, directory: directory)
        staff = try Self.staff(table)
        webhook = try table.address("webhook", schemes: ["https"])
        if let webhook, URL(string: webhook)?.path.hasPrefix("/") != true {
            throw table.wrong("webhook", "must have a path, under which the desk answers")
        }
    }

    private static func staff(_ table: BotTable) throws -> StaffGroup? {
        let language = try table.language("language") ?? .ukrainian
        return try table.group("group").map { StaffGroup(chat: $0, language: language) }
    }
}
