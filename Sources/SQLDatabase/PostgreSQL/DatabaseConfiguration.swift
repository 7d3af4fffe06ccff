package import TOMLText

/// How PostgreSQL is reached, as a table of the configuration file says it: `database`, `database_password_…` and
/// `database_connections`.
package struct DatabaseConfiguration: Hashable, Sendable {
    /// Without the password, unless the address has it.
    package var settings: PostgresSettings
    package var password: SecretSource?

    package static let keys = ConfigurationTable.secretKeys("database_password").union([
        "database", "database_connections",
    ])

    package init(_ settings: PostgresSettings) {
        self.settings = settings
    }

    /// Nil if the table names no database. Throws ``ConfigurationError``.
    package init?(_ table: ConfigurationTable) throws {
        password = try table.secret("database_password")
        let connections = try table.number("database_connections", in: 1...1000)
        guard let address = try table.text("database") else {
            if password != nil || connections != nil {
                throw table.wrong("database", "is missing: the address of PostgreSQL, to which the other keys belong")
            }
            return nil
        }
        do throws(PostgresSettings.Problem) {
            settings = try PostgresSettings(address: address)
        } catch {
            throw table.wrong("database", error.text)
        }
        if let connections { settings.poolSize = Int(connections) }
    }

    /// With the password. Throws ``ConfigurationError``.
    package func read() throws -> PostgresSettings {
        guard let password else { return settings }
        var settings = settings
        settings.parameters["password"] = try password.read("the database's password").text
        return settings
    }
}
