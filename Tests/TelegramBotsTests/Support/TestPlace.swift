import Foundation
import SQLDatabase
import TestSupport

@testable import TelegramBots

/// A place for the bots of one test, on the engine of the tests: a folder and, in PostgreSQL, a database. Both go with it.
final class TestPlace: Sendable {
    let folder: URL
    let place: BotPlace
    private let database: TestDatabase?

    init(_ engine: TestEngine = .current) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-bots-\(UUID().uuidString)")
        let path = folder.path
        database = try TestDatabase.make(engine, template: "bots") { settings in
            defer { try? FileManager.default.removeItem(atPath: path) }
            for (name, schema) in [("support", BotSchema.support), ("alert", .alert)] {
                let place = BotPlace(directory: path, database: settings)
                try BotStore(place, name: name, schema).database.close()
            }
        }
        place = BotPlace(directory: path, database: database?.settings)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func support() throws -> BotStore { try BotStore(place, name: "support", .support) }
    func alert() throws -> BotStore { try BotStore(place, name: AlertService.name, .alert) }

    /// All databases of the place, as an administrator's commands open them.
    var stores: BotStores {
        BotStores(directory: place.directory, databases: [place.database].compactMap(\.self))
    }

    /// The files and tables that have the bytes.
    func traces(of text: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { name in
            FileManager.default.contents(atPath: folder.appending(path: name).path)?.range(of: Data(text.utf8)) != nil
        }
        guard let settings = place.database else { return files }
        let tables = try PostgresBotDatabase.schemas(of: settings).flatMap { schema in
            try PostgresBotDatabase(settings, existing: schema).readWaiting { db in
                try db.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()") {
                    $0.text(at: 0)
                }.filter { table in
                    try db.row("SELECT 1 FROM \(table) WHERE strpos(\(table)::text, ?) > 0", text) { _ in true } != nil
                }
            }
        }
        return files + tables
    }
}

extension BotStore {
    /// Nothing can be inserted into the table where the condition holds, which speaks of the row as NEW.
    func breakInserts(into table: String, where condition: String) throws {
        let name = "broken_\(UUID().uuidString.prefix(8).lowercased())"
        guard TestEngine.isPostgres else {
            return try database.run(
                """
                CREATE TRIGGER \(name) BEFORE INSERT ON \(table) WHEN \(condition)
                BEGIN SELECT RAISE(ABORT, 'broken'); END
                """)
        }
        try database.run(
            """
            CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = 'check_violation'; END $$;
            CREATE TRIGGER \(name) BEFORE INSERT ON \(table) FOR EACH ROW WHEN (\(condition))
            EXECUTE FUNCTION \(name)()
            """)
    }

    /// Takes back what ``breakInserts(into:where:)`` did.
    func mendInserts(into table: String) throws {
        let names = try database.readWaiting { db in
            try db.rows(
                TestEngine.isPostgres
                    ? "SELECT tgname::text FROM pg_trigger WHERE tgrelid = to_regclass(?) AND NOT tgisinternal"
                    : "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table
            ) { $0.text(at: 0) }
        }
        for name in names { try database.run("DROP TRIGGER \(name)" + (TestEngine.isPostgres ? " ON \(table)" : "")) }
    }

    /// The texts of a query's first column.
    func texts(_ sql: String) async throws -> [String] {
        try await read { db in try db.rows(sql) { $0.text(at: 0) } }
    }
}
