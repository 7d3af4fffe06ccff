import Foundation
package import SQLDatabase
import Synchronization

/// A value of the environment with which no test can run.
package struct TestEnvironmentError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// The database engine that suites of the backend run on, as the environment says: `TEST_ENGINE` is `sqlite`, which is the
/// default, or `postgres`, with the address of a server in `TEST_POSTGRES`.
package enum TestEngine: Sendable {
    case sqlite
    case postgres(server: PostgresSettings)
    /// Every test that asks for a database fails with it.
    case unusable(TestEnvironmentError)

    /// The server that `TEST_POSTGRES` names, for tests that need PostgreSQL whatever the others run on; nil if it names none.
    package static let server: PostgresSettings? = try? serverResult.get()

    private static let serverResult: Result<PostgresSettings, TestEnvironmentError> = {
        guard let address = ProcessInfo.processInfo.environment["TEST_POSTGRES"] else {
            return .failure(TestEnvironmentError("TEST_POSTGRES must be the address of a PostgreSQL server."))
        }
        do throws(PostgresSettings.Problem) {
            return .success(try PostgresSettings(address: address))
        } catch {
            return .failure(TestEnvironmentError("TEST_POSTGRES \(error.text)."))
        }
    }()

    package static let current: TestEngine = {
        switch ProcessInfo.processInfo.environment["TEST_ENGINE"] ?? "sqlite" {
        case "sqlite": return .sqlite
        case "postgres":
            switch serverResult {
            case .success(let server): return .postgres(server: server)
            case .failure(let error): return .unusable(error)
            }
        case let other: return .unusable(TestEnvironmentError("TEST_ENGINE is sqlite or postgres, not \(other)."))
        }
    }()

    package static var isPostgres: Bool {
        if case .postgres = current { true } else { false }
    }
}

/// A PostgreSQL database for one test, which goes with this object.
package final class TestDatabase: Sendable {
    package let settings: PostgresSettings

    private static let templates = Mutex<[String: String]>([:])
    private static let servers = Mutex<[PostgresSettings: PostgresPool]>([:])

    /// A new database, a copy of the one that `prepare` makes for the first test that asks for a template of this name; nil
    /// unless the engine is PostgreSQL.
    package static func make(
        _ engine: TestEngine, template: String, prepare: (PostgresSettings) throws -> Void
    ) throws -> TestDatabase? {
        let settings: PostgresSettings
        switch engine {
        case .sqlite: return nil
        case .postgres(let server): settings = server
        case .unusable(let error): throw error
        }
        let server = servers.withLock { servers in
            let server = servers[settings] ?? PostgresPool(settings)
            servers[settings] = server
            return server
        }
        let name = try templates.withLock { templates in
            if let name = templates[template] { return name }
            let name = "template_\(Self.unique())"
            try server.run("CREATE DATABASE \(name)")
            try prepare(settings.database(name))
            templates[template] = name
            return name
        }
        let copy = "test_\(Self.unique())"
        // Pages are copied through the log, which needs no checkpoint; two copies of one template wait for each other.
        try server.run("CREATE DATABASE \(copy) TEMPLATE \(name) STRATEGY wal_log")
        return TestDatabase(settings.database(copy), server)
    }

    private let server: PostgresPool

    private init(_ settings: PostgresSettings, _ server: PostgresPool) {
        self.settings = settings
        self.server = server
    }

    deinit {
        // With whatever connections a test has left. A database that stays goes with the server of the tests.
        try? server.run("DROP DATABASE \(settings.parameters["dbname"] ?? "") WITH (FORCE)")
    }

    private static func unique() -> String {
        UUID().uuidString.lowercased().replacing("-", with: "")
    }
}

extension PostgresPool {
    /// Runs statements of which the result does not matter, outside a transaction.
    package func run(_ sql: String) throws {
        try performWaiting(.outside) { try $0.run(sql) }
    }
}

extension PostgresSettings {
    fileprivate func database(_ name: String) -> PostgresSettings {
        var settings = self
        settings.parameters["dbname"] = name
        // Many tests run at the same time.
        settings.poolSize = 8
        return settings
    }
}
