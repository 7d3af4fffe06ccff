/// The database's tables, as an append-only list of migrations: version N of the schema is the first N of them.
///
/// Times are whole milliseconds since 1970, ids of tickets, messages, events and files the 16 bytes of the UUID,
/// structured values JSON as on the wire. One index, `ticket_by_subject`, is missing while an empty store is filled: see
/// `Filling`.
enum Schema {
    static let migrations = [
        version1, version2, version3, version4, version5, version6, version7, version8, version9, version10,
        version11, version12, version13, version14, version15, version16,
    ]

    static var version: Int { migrations.count }

    // Messages, events and read marks have no foreign key to their ticket: in the change feed a ticket stands at its
    // latest change and may come pages after its first messages.
    private static let version1 = """
        CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE service (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- search: the folded titles in all languages
        CREATE TABLE topic (
            id TEXT PRIMARY KEY NOT NULL, json TEXT NOT NULL, search TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- status, updated, resolved: as shown, with what waits in the outbox; base_…: as the backend said last.
        -- number is null and is_unsent 1 until the backend has the ticket. search: folded number, subject, author.
        -- last_foreign: when somebody else wrote last. pass: the full pass of the change feed that brought the row.
        CREATE TABLE ticket (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            number INTEGER,
            is_unsent INTEGER NOT NULL,
            service TEXT NOT NULL,
            topic TEXT NOT NULL,
            subject TEXT NOT NULL,
            status TEXT NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            resolved INTEGER,
            base_status TEXT NOT NULL,
            base_updated INTEGER NOT NULL,
            base_resolved INTEGER,
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            author_role TEXT NOT NULL,
            assignee_id TEXT,
            assignee TEXT,
            rating TEXT,
            fields TEXT NOT NULL,
            search TEXT NOT NULL,
            last_foreign INTEGER NOT NULL,
            read_up_to INTEGER NOT NULL,
            attachment_count INTEGER NOT NULL,
            pass INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ticket_by_activity ON ticket (is_unsent DESC, updated DESC, id DESC, status);
        CREATE INDEX ticket_by_number ON ticket (number);
        CREATE INDEX ticket_by_status ON ticket (status);
        CREATE INDEX ticket_by_author ON ticket (author_id);
        CREATE INDEX ticket_by_assignee ON ticket (assignee_id) WHERE assignee_id IS NOT NULL;
        CREATE INDEX ticket_unread ON ticket (id) WHERE last_foreign > read_up_to;

        CREATE TABLE message (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            ticket BLOB NOT NULL,
            author_id TEXT NOT NULL,
            author_name TEXT NOT NULL,
            author_role TEXT NOT NULL,
            origin TEXT NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            edited INTEGER,
            is_internal INTEGER NOT NULL,
            pass INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_by_ticket ON message (ticket, created);

        CREATE TABLE attachment (
            id BLOB PRIMARY KEY NOT NULL,
            message BLOB NOT NULL REFERENCES message (id) ON DELETE CASCADE,
            ticket BLOB NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attachment_by_message ON attachment (message);
        CREATE INDEX attachment_by_ticket ON attachment (ticket);

        CREATE TABLE event (
            id BLOB PRIMARY KEY NOT NULL,
            ticket BLOB NOT NULL,
            created INTEGER NOT NULL,
            json TEXT NOT NULL,
            pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_by_ticket ON event (ticket, created);

        CREATE TABLE read_mark (
            ticket BLOB PRIMARY KEY NOT NULL, read_up_to INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE draft (
            id BLOB PRIMARY KEY NOT NULL, ticket BLOB, updated INTEGER NOT NULL, json TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX draft_by_ticket ON draft (ticket);

        -- seq is the order of sending within a ticket; id is the id that the backend sees.
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            ticket BLOB NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('ticket', 'message', 'event', 'read')),
            payload TEXT NOT NULL,
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'parked')),
            attempts INTEGER NOT NULL,
            next_try INTEGER NOT NULL,
            error TEXT
        ) STRICT;
        CREATE INDEX outbox_by_ticket ON outbox (ticket, seq);

        -- A file belongs to a draft until the draft is queued, then to the intent. is_listed: until version 10.
        CREATE TABLE outgoing_file (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            draft BLOB,
            intent BLOB REFERENCES outbox (id) ON DELETE CASCADE,
            is_listed INTEGER NOT NULL,
            json TEXT NOT NULL,
            upload BLOB,
            is_uploaded INTEGER NOT NULL,
            CHECK ((draft IS NULL) <> (intent IS NULL))
        ) STRICT;
        CREATE INDEX outgoing_file_by_draft ON outgoing_file (draft) WHERE draft IS NOT NULL;
        CREATE INDEX outgoing_file_by_intent ON outgoing_file (intent) WHERE intent IS NOT NULL;
        """
}
