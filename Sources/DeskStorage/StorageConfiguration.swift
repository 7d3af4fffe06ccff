package import Foundation
import HelpdeskDesk
package import SQLDatabase
package import TOMLText

/// The places of a desk's rows and files: the part of the configuration file about them.
package struct StorageConfiguration: Sendable {
    /// Of the files, the keys and the bots' databases, and of SQLite's file if no database is named.
    package var directory: URL
    private let configuredDatabase: DatabaseConfiguration?
    /// Of the files; nil for the directory.
    package var objectStore: ObjectStoreSettings?
    /// The key that tokens are digested with, as hexadecimal digits; nil for the file in the directory.
    package var tokenKey: SecretSource?

    /// Without a database and an object store, everything is in the directory.
    package init(directory: URL, database: PostgresSettings? = nil, objectStore: ObjectStoreSettings? = nil) {
        self.directory = directory
        configuredDatabase = database.map { DatabaseConfiguration($0) }
        self.objectStore = objectStore
    }

    /// Throws ``ConfigurationError``.
    package init(_ root: ConfigurationTable) throws {
        directory = try root.required("data", root.path("data", hint: .isDirectory))
        objectStore = try ObjectStoreSettings(root)
        configuredDatabase = try DatabaseConfiguration(root)
        tokenKey = try root.table("keys", keys: ConfigurationTable.secretKeys("token")).secret("token")
    }

    /// PostgreSQL, without its password; nil for SQLite in the directory.
    package var database: PostgresSettings? { configuredDatabase?.settings }

    /// The folder of the Telegram bots' files.
    package var botsPath: String { directory.standardizedFileURL.appending(path: DataDirectory.bots).path }

    /// How PostgreSQL is reached, with the password; nil for SQLite. Throws ``ConfigurationError``.
    package func databaseSettings() throws -> PostgresSettings? {
        try configuredDatabase?.read()
    }

    /// Reads the secrets, and connects to nothing. Throws ``ServerFailure`` or `ConfigurationError`.
    package func check() throws {
        _ = try databaseSettings()
        try objectStore?.checkKeys()
        if tokenKey != nil { _ = try TokenDigester(self, makingKey: false) }
    }
}
