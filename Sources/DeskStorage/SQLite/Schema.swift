import GRDB

/// The database's tables, as append-only migrations.
enum Schema {
    /// Ids are lower-case UUIDs as text, times whole milliseconds since 1970, JSON is that of the wire.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: v1)
        }
        migrator.registerMigration("v2") { db in
            try db.execute(sql: v2)
        }
        migrator.registerMigration("v3") { db in
            try db.execute(sql: v3)
        }
        migrator.registerMigration("v4") { db in
            try db.execute(sql: v4)
        }
        migrator.registerMigration("v5") { db in
            try db.execute(sql: v5)
        }
        migrator.registerMigration("v6") { db in
            try db.execute(sql: v6)
        }
        migrator.registerMigration("v7") { db in
            try db.execute(sql: v7)
        }
        migrator.registerMigration("v8") { db in
            try db.execute(sql: v8)
        }
        migrator.registerMigration("v9") { db in
            try db.execute(sql: v9)
        }
        migrator.registerMigration("v10") { db in
            try db.execute(sql: v10)
        }
        migrator.registerMigration("v11") { db in
            try db.execute(sql: v11)
        }
        migrator.registerMigration("v12") { db in
            try db.execute(sql: v12)
        }
        migrator.registerMigration("v13") { db in
            try db.execute(sql: v13)
        }
        migrator.registerMigration("v14") { db in
            try db.execute(sql: v14)
        }
        migrator.registerMigration("v15") { db in
            try db.execute(sql: v15)
        }
        migrator.registerMigration("v16") { db in
            try db.execute(sql: v16)
        }
        migrator.registerMigration("v17") { db in
            try db.execute(sql: v17)
        }
        return migrator
    }

    private static let v1 = """
        -- One row: the desk as customers see it; `instance` tells this database from any other.
        CREATE TABLE desk(
            id INTEGER PRIMARY KEY CHECK (id = 1),
            instance TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE service(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE user(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('customer', 'agent', 'admin')),
            service TEXT REFERENCES service(id),
            retired INTEGER,
            CHECK ((role = 'customer') = (service IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE token(
            id INTEGER PRIMARY KEY,
            user TEXT NOT NULL REFERENCES user(id),
            digest TEXT NOT NULL UNIQUE,
            label TEXT NOT NULL,
            created INTEGER NOT NULL,
            used INTEGER,
            revoked INTEGER
        ) STRICT;
        CREATE INDEX token_user ON token(user);
        CREATE TABLE topic(
            id TEXT PRIMARY KEY NOT NULL,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ticket(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            service TEXT NOT NULL REFERENCES service(id),
            topic TEXT NOT NULL REFERENCES topic(id),
            subject TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('new', 'open', 'waiting', 'resolved')),
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            author_role TEXT NOT NULL,
            assignee_id TEXT,
            assignee_name TEXT,
            assignee_role TEXT,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            resolved INTEGER,
            rating_score INTEGER CHECK (rating_score BETWEEN 1 AND 5),
            rating_comment TEXT,
            fields TEXT NOT NULL,
            first_message TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            CHECK ((status = 'resolved') = (resolved IS NOT NULL))
        ) STRICT;
        CREATE INDEX ticket_activity ON ticket(updated, number);
        CREATE INDEX ticket_service_activity ON ticket(service, updated, number);

        CREATE TABLE message(
            ordinal INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            ticket TEXT NOT NULL REFERENCES ticket(id),
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            author_role TEXT NOT NULL,
            origin TEXT NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            edited INTEGER,
            is_internal INTEGER NOT NULL CHECK (is_internal IN (0, 1)),
            fingerprint TEXT NOT NULL
        ) STRICT;
        CREATE INDEX message_ticket ON message(ticket, ordinal);
        CREATE TABLE attachment(
            id TEXT PRIMARY KEY NOT NULL,
            message TEXT NOT NULL REFERENCES message(id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attachment_message ON attachment(message, position);

        -- `cause`: the message or the request that made the event, so that a repetition can be answered alike.
        CREATE TABLE event(
            ordinal INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            ticket TEXT NOT NULL REFERENCES ticket(id),
            kind TEXT NOT NULL,
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            author_role TEXT NOT NULL,
            created INTEGER NOT NULL,
            detail TEXT,
            cause TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_ticket ON event(ticket, ordinal);
        CREATE INDEX event_cause ON event(cause);
        -- Every request for a change of status, also one that changed nothing: a late repetition must not act.
        CREATE TABLE event_request(
            id TEXT PRIMARY KEY NOT NULL,
            ticket TEXT NOT NULL REFERENCES ticket(id),
            kind TEXT NOT NULL,
            user TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE read_mark(
            user TEXT NOT NULL REFERENCES user(id),
            ticket TEXT NOT NULL REFERENCES ticket(id),
            read_up_to INTEGER NOT NULL,
            PRIMARY KEY (user, ticket)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE upload(
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            length INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The change feed: one row a thing, at its latest place. Numbers are given inside the write transaction, and
        -- SQLite runs one of those at a time: whoever has read up to a number has missed nothing below it.
        CREATE TABLE change(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            ref TEXT NOT NULL,
            scope TEXT NOT NULL,
            UNIQUE (kind, ref)
        ) STRICT;
        CREATE INDEX change_scope ON change(scope, seq);
        """

    /// Moves and assignments; the staff in the change feed.
    private static let v2 = """
        -- Where an event moved the ticket to.
        ALTER TABLE event ADD COLUMN topic TEXT;
        -- To whom or where; null for a change of status and for an assignment to nobody.
        ALTER TABLE event_request ADD COLUMN target TEXT;
        INSERT INTO change(kind, ref, scope) SELECT 'agent', id, 'staff' FROM user WHERE role <> 'customer' ORDER BY id;
        """
}
