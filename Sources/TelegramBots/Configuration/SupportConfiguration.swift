import Foundation
import HelpdeskModels
package import TOMLText

/// The table `[support]` of the desk's configuration: the support bot and how it reaches Telegram.
public struct SupportConfiguration: Sendable, Hashable {
    public var connection: BotConnection
    /// The specialists' group; nil for none.
    public var staff: StaffGroup?
    /// Where Telegram delivers updates; nil for polling.
    public var webhook: String?

    private static let keys = BotConnection.keys.union(["group", "language", "webhook"])

    /// Reads the table from the root of a desk's configuration; nil if it has none. Throws ``ConfigurationError``.
    package init?(_ root: ConfigurationTable) throws {
        guard root.has("support") else { return nil }
        let table = try root.table("support", keys: Self.keys)
        connection = try BotConnection(table)
        staff = try Self.staff(table)
        webhook = try table.address("webhook", schemes: ["https"])
        if let webhook, URL(string: webhook)?.path.hasPrefix("/") != true {
            throw table.wrong("webhook", "must have a path, under which the desk answers")
        }
    }

    private static func staff(_ table: ConfigurationTable) throws -> StaffGroup? {
        let language = try table.language("language") ?? .ukrainian
        return try table.group("group").map { StaffGroup(chat: $0, language: language) }
    }
}
