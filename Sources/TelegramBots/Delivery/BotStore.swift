import Foundation
import GRDB

/// A bot's own database: what arrived, what is to be sent, which message belongs to which ticket, and what the bot
/// remembers of each chat. One SQLite file; every commit is on the disk when it is acknowledged.
public final class BotStore: Sendable {
    let queue: DatabaseQueue
    /// A folder beside the database for files on their way.
    public let folder: String
    /// Woken when something was received, queued, or is to be told, so that nobody has to look again and again.
    let arrivals = Wakeups()
    let departures = Wakeups()
    let notices = Wakeups()

    /// Opens or creates `NAME.sqlite` in `directory` (0700 if it has to be made).
    ///
    /// - Parameter tables: further migrations, for what a bot keeps beside.
    init(directory: String, name: String, tables: [(name: String, sql: String)] = []) throws {
        folder = directory + "/" + name + "-files"
        for path in [directory, folder] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "telegram.\(name)"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        }
        let path = directory + "/" + name + ".sqlite"
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { try $0.execute(sql: Self.v1) }
        migrator.registerMigration("v2") { try $0.execute(sql: Self.v2) }
        for table in tables {
            migrator.registerMigration(table.name) { try $0.execute(sql: table.sql) }
        }
        try migrator.migrate(queue)
    }

    /// One transaction; whoever waits for what may have been queued or received is woken after it, and after `point`:
    /// what they had begun by then would be in doubt.
    func write<Value: Sendable>(
        passing point: FaultPoint? = nil, _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let value = try await queue.write(body)
        point?.pass()
        departures.wake()
        notices.wake()
        return value
    }

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        try await queue.read(body)
    }

    static func meta(_ key: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
    }

    /// Nil forgets the value.
    static func setMeta(_ key: String, to value: String?, _ db: Database) throws {
        if let value {
            try db.execute(sql: "INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", arguments: [key, value])
        } else {
            try db.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [key])
        }
    }

    /// Times are whole milliseconds since 1970, calls and states JSON.
    private static let v1 = """
        CREATE TABLE meta(
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- `body`: the update as it arrived; `album`: what its message is a part of. Ids of updates are not monotonic after an idle week.
        CREATE TABLE inbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            update_id INTEGER NOT NULL UNIQUE,
            chat INTEGER,
            album TEXT,
            body TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('new', 'done', 'poison')),
            attempts INTEGER NOT NULL DEFAULT 0,
            due INTEGER NOT NULL,
            received INTEGER NOT NULL,
            reason TEXT
        ) STRICT;
        CREATE INDEX inbox_state ON inbox(state, id);
        -- `key` makes what is queued twice one.
        CREATE TABLE outbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT UNIQUE,
            chat INTEGER NOT NULL,
            body TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
            attempts INTEGER NOT NULL DEFAULT 0,
            due INTEGER NOT NULL,
            queued INTEGER NOT NULL,
            ended INTEGER,
            reason TEXT,
            messages TEXT NOT NULL DEFAULT '[]'
        ) STRICT;
        CREATE INDEX outbox_waiting ON outbox(chat, id) WHERE state IN ('queued', 'sending');
        -- What the bot has to tell somebody.
        CREATE TABLE notice(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE message_map(
            chat INTEGER NOT NULL,
            telegram_message INTEGER NOT NULL,
            ticket TEXT NOT NULL,
            message TEXT,
            PRIMARY KEY (chat, telegram_message)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX message_map_message ON message_map(message);
        CREATE TABLE chat(
            id INTEGER PRIMARY KEY,
            is_blocked INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
            paused_until INTEGER NOT NULL DEFAULT 0,
            moved_to INTEGER,
            state TEXT
        ) STRICT;
        CREATE TABLE thread(
            chat INTEGER NOT NULL,
            ticket TEXT NOT NULL,
            thread INTEGER NOT NULL,
            PRIMARY KEY (chat, ticket)
        ) STRICT, WITHOUT ROWID;
        """

    /// `batch`: the update that a part of an album is worked off with, also after a crash. `topic_failures`: how often
    /// Telegram did not know the topic, whatever else went wrong. `is_note`: whether the message is an internal note;
    /// NULL for what is older than this column.
    private static let v2 = """
        ALTER TABLE inbox ADD COLUMN batch INTEGER;
        ALTER TABLE outbox ADD COLUMN topic_failures INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message_map ADD COLUMN is_note INTEGER CHECK (is_note IN (0, 1));
        """
}
