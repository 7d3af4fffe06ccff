import SQLDatabase

/// The tables of a bot: those that both have, and the alert bot's own.
///
/// In a SQLite file they are built by migrations, in PostgreSQL by versions of a schema that the bot has to itself. Both come
/// to the same tables, and are added to, never changed.
enum BotSchema: Sendable {
    case support
    case alert

    var migrations: [SQLiteFile.Migration] {
        let both = [(name: "v1", sql: Self.v1), (name: "v2", sql: Self.v2)]
        return self == .alert ? both + AlertSchema.migrations : both
    }

    var versions: [PostgresVersion] {
        guard self == .alert else { return [PostgresVersion(number: 1, sql: Self.firstVersion, isBreaking: true)] }
        return [
            PostgresVersion(number: 1, sql: Self.firstVersion + AlertSchema.firstVersion, isBreaking: true),
            PostgresVersion(number: 2, sql: AlertSchema.secondVersion),
        ]
    }
}

/// In SQLite. Times are whole milliseconds since 1970, calls and states JSON.
extension BotSchema {
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
