import Foundation
import SQLDatabase
import TOMLText
import Testing

@testable import DeskStorage

@Suite struct StorageConfigurationTests {
    private func read(_ text: String) throws -> StorageConfiguration {
        try StorageConfiguration(
            ConfigurationTable(text, name: "cabdeskd.toml", directory: URL(filePath: "/srv/desk/")))
    }

    @Test func `without a database, everything is in the data directory`() throws {
        let configuration = try read("data = \"data\"")
        #expect(configuration.directory.path == "/srv/desk/data")
        #expect(configuration.database == nil)
    }

    @Test(arguments: [
        ("postgres://anna@db.example.net:5433/desk", ["host": "db.example.net", "port": "5433", "user": "anna"]),
        ("postgres://db.example.net/desk", ["sslmode": "verify-full"]),
        ("postgres://db.example.net/desk?sslmode=require", ["sslmode": "require"]),
        ("postgresql:///desk?host=/run/postgresql", ["host": "/run/postgresql"]),
    ])
    func `an address of PostgreSQL is read as libpq reads it, and verifies the server over a network`(
        address: String, expected: [String: String]
    ) throws {
        let found = try #require(read("data = \"data\"\ndatabase = \"\(address)\"").database)
        #expect(found.parameters["dbname"] == "desk")
        for (name, value) in expected { #expect(found.parameters[name] == value) }
        if address.contains("/run/") { #expect(found.parameters["sslmode"] == nil) }
    }

    @Test func `the password comes from where the configuration says, and is in no description of it`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "password-\(UUID().uuidString)")
        try Data("s3cret\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        defer { try? FileManager.default.removeItem(at: file) }
        let configuration = try read(
            """
            data = "data"
            database = "postgres://desk@db.example.net/desk"
            database_password_file = "\(file.path)"
            database_connections = 40
            """)
        #expect(!"\(configuration)".contains("s3cret"))
        let settings = try #require(try configuration.databaseSettings())
        #expect(settings.parameters["password"] == "s3cret")
        #expect(settings.poolSize == 40)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(throws: ConfigurationError.self) { try configuration.databaseSettings() }
    }

    @Test(arguments: [
        ("data = 5", "line 1: data must be a text"),
        ("database = \"postgres:///desk\"", "data is missing"),
        ("data = \"data\"\ndatabase = \"mysql://db/desk\"", "line 2: database is not an address like postgres://"),
        ("data = \"data\"\ndatabase = \"postgres://db/?port=%\"", "line 2: database is not an address of PostgreSQL"),
        ("data = \"data\"\ndatabase = \"postgres://db\"", "line 2: database names no database"),
        ("data = \"data\"\ndatabase_connections = 4", "database is missing"),
        ("data = \"data\"\ndatabase_password_env = \"P\"", "database is missing"),
        (
            "data = \"data\"\ndatabase = \"postgres:///desk\"\ndatabase_connections = 0",
            "line 3: database_connections must be a number from 1"
        ),
        (
            "data = \"data\"\ndatabase = \"postgres:///desk\"\ndatabase_password_env = \"P\"\n"
                + "database_password_file = \"p\"", "database_password_file stands beside"
        ),
    ])
    func `a mistake is named by its key and its line`(text: String, words: String) throws {
        let failure = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }
}
