import Foundation
package import SQLDatabase

/// The database of one bot in one of the engines. The bodies of transactions may be run several times, and have no effect
/// outside the database.
protocol BotDatabase: Sendable {
    func read<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value
    /// For the process that runs the bot. Throws ``BotTakenOver`` if another one runs it by now; then nothing is written.
    func write<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value
    /// For any process that has something for the bot, also beside the one that runs it, which is woken.
    func hand<Value: Sendable>(_ body: @Sendable (any BotRows) throws -> Value) async throws -> Value

    /// For a thread that may wait, in any process.
    func readWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value
    func writeWaiting<Value>(_ body: (any BotRows) throws -> Value) throws -> Value

    /// Runs `work` in this process and, meanwhile, in no other: waits until none runs it, and begins again if another one has
    /// taken it over. Returns when `work` has returned or the task is cancelled.
    ///
    /// `wake` is called when another process has something for the bot.
    func runAlone(
        _ log: BotLog, wake: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async throws -> Void
    ) async throws
    /// Runs `work` at once, while no process runs the bot; false, without having run it, if one does. Throws ``BotTakenOver``
    /// if another one has taken it over before `work` was done.
    func runIfFree(_ log: BotLog, _ work: @escaping @Sendable () async throws -> Void) async throws -> Bool
    /// The process that runs the bot, for an administrator; nil if none does, and where nobody knows.
    func holder() throws -> String?

    /// Leaves nothing of what was deleted, as far as the engine can; `thoroughly`, also where that takes long.
    func forgetDeleted(thoroughly: Bool) throws
    /// One or several statements without values, outside a transaction.
    func run(_ sql: String) throws
    func close() throws
}

/// Another process runs the bot by now: this one may not act for it any more.
struct BotTakenOver: Error {}

/// The place of the rows that a bot must not lose.
package struct BotPlace: Hashable, Sendable {
    /// A folder for the bot's SQLite file and, with either engine, for files on their way.
    package var directory: String
    /// PostgreSQL in place of the file.
    package var database: PostgresSettings?

    package init(directory: String, database: PostgresSettings? = nil) {
        self.directory = directory
        self.database = database
    }

    /// Opens or creates the database of a bot: `NAME.sqlite` in the folder, which is there, or a schema of its own.
    func open(_ name: String, _ schema: BotSchema) throws -> any BotDatabase {
        if let database { return try PostgresBotDatabase(database, name: name, schema) }
        return try SQLiteBotDatabase(directory: directory, name: name, schema)
    }

    /// Opens it as it is, to look at it; nil if it is not there.
    func look(at name: String) throws -> (any BotDatabase)? {
        let found: any BotDatabase
        if let database {
            found = PostgresBotDatabase(database, existing: PostgresBotDatabase.schemaName(name))
        } else {
            let path = path(of: name)
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            found = try SQLiteBotDatabase(existing: path, isReadOnly: true)
        }
        return try found.readWaiting({ try $0.hasTable("inbox") }) ? found : nil
    }

    /// The names of the bots that have rows here.
    func bots() throws -> [String] {
        if let database {
            return try PostgresBotDatabase.schemas(of: database).map(PostgresBotDatabase.name(ofSchema:))
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.sorted().filter { $0.hasSuffix(".sqlite") }.map { String($0.dropLast(".sqlite".count)) }
    }

    /// The place of a bot's rows, for an administrator.
    func path(of name: String) -> String {
        if database != nil { return "the schema \(PostgresBotDatabase.schemaName(name)) of PostgreSQL" }
        return directory + "/" + name + ".sqlite"
    }

    /// All bots' databases that are there: each with its place for an administrator and, to be opened, itself.
    func all() throws -> [(place: String, open: () throws -> any BotDatabase)] {
        if let database {
            return try PostgresBotDatabase.schemas(of: database).map { schema in
                ("the schema \(schema) of PostgreSQL", { PostgresBotDatabase(database, existing: schema) })
            }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.sorted().filter { $0.hasSuffix(".sqlite") }.map { name in
            let path = directory + "/" + name
            return (path, { try SQLiteBotDatabase(existing: path) })
        }
    }
}
