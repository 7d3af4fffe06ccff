/// The versions after the first, in order.
extension Schema {
    /// Full-text search, orders of lists, the staff, held messages, cancelled uploads, ratings.
    ///
    /// Uses the function `fold` of `Store.addFunctions`.
    static let version2 = """
        -- Two indexes over one folded document a ticket (see SearchIndex), under the ticket's seq: whole words by their
        -- beginnings, and runs of three letters for what stands inside a word. Neither keeps the text itself.
        CREATE VIRTUAL TABLE ticket_words USING fts5 (
            text, content = '', columnsize = 0, detail = none, prefix = '1 2 3',
            tokenize = "unicode61 remove_diacritics 0 tokenchars '№'"
        );
        CREATE VIRTUAL TABLE ticket_trigrams USING fts5 (
            text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
        );

        -- Tickets that were stored before there was an index, until they are indexed.
        CREATE TABLE search_pending (seq INTEGER PRIMARY KEY) STRICT;
        INSERT INTO search_pending SELECT seq FROM ticket WHERE is_unsent = 0;

        -- subject_key: the folded subject, since version 7 its collation key. base_…: as the backend said last.
        ALTER TABLE ticket ADD COLUMN subject_key TEXT NOT NULL DEFAULT '';
        ALTER TABLE ticket ADD COLUMN base_topic TEXT NOT NULL DEFAULT '';
        ALTER TABLE ticket ADD COLUMN base_assignee TEXT;
        UPDATE ticket SET subject_key = fold(subject), base_topic = topic, base_assignee = assignee;

        -- One index for each order of a list.
        DROP INDEX ticket_by_status;
        CREATE INDEX ticket_by_status ON ticket (status, updated DESC, id DESC);
        CREATE INDEX ticket_by_topic ON ticket (topic, updated DESC, id DESC);
        CREATE INDEX ticket_by_created ON ticket (created, id);
        CREATE INDEX ticket_by_subject ON ticket (subject_key, id);
        CREATE INDEX ticket_by_resolved ON ticket (resolved, id) WHERE resolved IS NOT NULL;
        DROP INDEX ticket_unread;
        CREATE INDEX ticket_unread ON ticket (last_foreign, id) WHERE last_foreign > read_up_to;

        CREATE TABLE agent (id TEXT PRIMARY KEY NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- The outbox anew, as a CHECK cannot be changed. uploading: its files are on their way, it can still be taken
        -- back. held_until: not to be sent before. may_have_left: was sent, and no answer said that it was not taken.
        CREATE TABLE outbox_2 (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            ticket BLOB NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('ticket', 'message', 'event', 'read', 'rating')),
            payload TEXT NOT NULL,
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'uploading', 'sending', 'parked')),
            attempts INTEGER NOT NULL,
            next_try INTEGER NOT NULL,
            error TEXT,
            held_until INTEGER NOT NULL,
            may_have_left INTEGER NOT NULL
        ) STRICT;
        INSERT INTO outbox_2
        SELECT seq, id, ticket, kind, payload, created, state, attempts, next_try, error, 0, state = 'sending'
        FROM outbox;
        CREATE TABLE outgoing_file_2 (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            draft BLOB,
            intent BLOB REFERENCES outbox_2 (id) ON DELETE CASCADE,
            is_listed INTEGER NOT NULL,
            json TEXT NOT NULL,
            upload BLOB,
            is_uploaded INTEGER NOT NULL,
            CHECK ((draft IS NULL) <> (intent IS NULL))
        ) STRICT;
        INSERT INTO outgoing_file_2 SELECT * FROM outgoing_file;
        -- The files first: dropping the outbox deletes what refers to it.
        DROP TABLE outgoing_file;
        DROP TABLE outbox;
        ALTER TABLE outbox_2 RENAME TO outbox;
        ALTER TABLE outgoing_file_2 RENAME TO outgoing_file;
        CREATE INDEX outbox_by_ticket ON outbox (ticket, seq);
        CREATE INDEX outgoing_file_by_draft ON outgoing_file (draft) WHERE draft IS NOT NULL;
        CREATE INDEX outgoing_file_by_intent ON outgoing_file (intent) WHERE intent IS NOT NULL;
        """

    // ticket_identity: which ticket here is which one there, where the backend could not keep the id that was chosen
    // here. last_try, newest_known: see `PutContext`.
    static let version3 = """
        CREATE TABLE ticket_identity (
            backend BLOB PRIMARY KEY NOT NULL, local BLOB NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE outbox ADD COLUMN last_try INTEGER;
        ALTER TABLE outbox ADD COLUMN newest_known BLOB;
        """

    /// Keeps long lists fast: counts that nobody has to count, and orders that are read from their index alone.
    static let version4 = """
        -- How many tickets each status has.
        CREATE TABLE ticket_count (status TEXT PRIMARY KEY NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO ticket_count VALUES ('new', 0), ('open', 0), ('waiting', 0), ('resolved', 0);
        UPDATE ticket_count SET count = (SELECT count(*) FROM ticket WHERE ticket.status = ticket_count.status);
        CREATE TRIGGER ticket_count_insert AFTER INSERT ON ticket BEGIN
            UPDATE ticket_count SET count = count + 1 WHERE status = new.status;
        END;
        CREATE TRIGGER ticket_count_delete AFTER DELETE ON ticket BEGIN
            UPDATE ticket_count SET count = count - 1 WHERE status = old.status;
        END;
        CREATE TRIGGER ticket_count_update AFTER UPDATE OF status ON ticket WHEN old.status <> new.status BEGIN
            UPDATE ticket_count SET count = count - 1 WHERE status = old.status;
            UPDATE ticket_count SET count = count + 1 WHERE status = new.status;
        END;

        DROP INDEX ticket_by_number;
        CREATE INDEX ticket_by_number ON ticket (number, id);
        DROP INDEX ticket_by_resolved;
        CREATE INDEX ticket_by_resolved ON ticket (resolved, updated DESC, id DESC);
        """

    /// Telegram chats and incidents. `pass` as in the other tables.
    static let version5 = """
        CREATE TABLE telegram_link (
            id BLOB PRIMARY KEY NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL, json TEXT NOT NULL,
            pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE incident (
            id BLOB PRIMARY KEY NOT NULL, is_open INTEGER NOT NULL, opened INTEGER NOT NULL, json TEXT NOT NULL,
            pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Files from the phone that wait for an answer. `pass` as in the other tables.
    static let version6 = """
        CREATE TABLE phone_file (
            id BLOB PRIMARY KEY NOT NULL, created INTEGER NOT NULL, json TEXT NOT NULL, pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// The kind of a draft. What the store of a version before says of a draft decides which kind it is: the box in which
    /// it was written had that title.
    static let version7 = """
        CREATE TABLE draft_2 (
            id BLOB PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('ticket', 'reply', 'note')),
            ticket BLOB,
            updated INTEGER NOT NULL,
            json TEXT NOT NULL,
            CHECK ((kind = 'ticket') = (ticket IS NULL))
        ) STRICT, WITHOUT ROWID;
        WITH classified AS (
            SELECT *, CASE WHEN ticket IS NULL THEN 'ticket' WHEN json_extract(json, '$.isInternal') THEN 'note'
                ELSE 'reply' END AS kind
            FROM draft
        )
        INSERT INTO draft_2
        SELECT id, kind, ticket, updated, json_set(json_remove(json, '$.isInternal'), '$.kind', kind) FROM classified;
        DROP TABLE draft;
        ALTER TABLE draft_2 RENAME TO draft;
        CREATE INDEX draft_by_ticket ON draft (ticket, kind);
        """

    /// Subjects are sorted as people expect it, no longer by the numbers of their letters.
    ///
    /// Uses the function `collation_key` of `Store.addFunctions`.
    static let version8 = "UPDATE ticket SET subject_key = collation_key(subject);"

    /// The words in the index are cut by `Folding.words` alone, in every script, as those of a filter are. All tickets
    /// are indexed again, after the start, as it may take a while.
    ///
    /// Uses the function `fold` of `Store.addFunctions`.
    static let version9 = """
        -- SQLite's "ascii" splits at ASCII's punctuation and spaces only, and takes any other character for a letter.
        DROP TABLE ticket_words;
        CREATE VIRTUAL TABLE ticket_words USING fts5 (
            text, content = '', columnsize = 0, detail = none, prefix = '1 2 3', tokenize = 'ascii'
        );
        DROP TABLE ticket_trigrams;
        CREATE VIRTUAL TABLE ticket_trigrams USING fts5 (
            text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
        );
        INSERT OR IGNORE INTO search_pending SELECT seq FROM ticket WHERE is_unsent = 0;
        UPDATE topic SET search = fold(search);
        """

    /// A file is taken off a draft by saying so, no longer by saving the draft without it.
    static let version10 = "ALTER TABLE outgoing_file DROP COLUMN is_listed;"

    /// Priorities, since when a customer waits, and merged tickets.
    static let version11 = """
        -- priority: its rank, 1 for normal. merged_into: the ticket there.
        ALTER TABLE ticket ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE ticket ADD COLUMN waiting_since INTEGER;
        ALTER TABLE ticket ADD COLUMN merged_into BLOB;
        ALTER TABLE ticket ADD COLUMN base_priority INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE ticket ADD COLUMN base_waiting INTEGER;
        CREATE INDEX ticket_urgent ON ticket (updated DESC, id DESC) WHERE priority = 3;
        CREATE INDEX ticket_by_waiting ON ticket (waiting_since, id) WHERE waiting_since IS NOT NULL;
        -- A program before this one left them out of what it received, so that all of it is received once more.
        DELETE FROM meta WHERE key = 'cursor'
            AND (SELECT json_extract(value, '$.api') FROM meta WHERE key = 'desk') = 'cabdesk/1';
        """

    /// Notes for the next shift, and their place in the outbox. `pass` as in the other tables.
    static let version12 = """
        CREATE TABLE shift_note (
            id BLOB PRIMARY KEY NOT NULL, written INTEGER NOT NULL, json TEXT NOT NULL, pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The outbox anew, as a CHECK cannot be changed. Which kinds there are, `Intent.Kind` says.
        CREATE TABLE outbox_3 (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            ticket BLOB NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            created INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'uploading', 'sending', 'parked')),
            attempts INTEGER NOT NULL,
            next_try INTEGER NOT NULL,
            error TEXT,
            held_until INTEGER NOT NULL,
            may_have_left INTEGER NOT NULL,
            last_try INTEGER,
            newest_known BLOB
        ) STRICT;
        INSERT INTO outbox_3 SELECT * FROM outbox;
        CREATE TABLE outgoing_file_3 (
            seq INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            draft BLOB,
            intent BLOB REFERENCES outbox_3 (id) ON DELETE CASCADE,
            json TEXT NOT NULL,
            upload BLOB,
            is_uploaded INTEGER NOT NULL,
            CHECK ((draft IS NULL) <> (intent IS NULL))
        ) STRICT;
        INSERT INTO outgoing_file_3 SELECT * FROM outgoing_file;
        -- The files first: dropping the outbox deletes what refers to it.
        DROP TABLE outgoing_file;
        DROP TABLE outbox;
        ALTER TABLE outbox_3 RENAME TO outbox;
        ALTER TABLE outgoing_file_3 RENAME TO outgoing_file;
        CREATE INDEX outbox_by_ticket ON outbox (ticket, seq);
        CREATE INDEX outgoing_file_by_draft ON outgoing_file (draft) WHERE draft IS NOT NULL;
        CREATE INDEX outgoing_file_by_intent ON outgoing_file (intent) WHERE intent IS NOT NULL;
        """

    /// Canned replies. `pass` as in the other tables.
    static let version13 = """
        CREATE TABLE canned_reply (
            id BLOB PRIMARY KEY NOT NULL, json TEXT NOT NULL, pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- A program before this one set them aside, so that all is received once more by those who have any.
        DELETE FROM meta WHERE key = 'cursor'
            AND (SELECT json_extract(value, '$.user.role') FROM meta WHERE key = 'me') <> 'customer'
            AND (SELECT json_extract(value, '$.api') FROM meta WHERE key = 'desk') = 'cabdesk/1';
        """

    /// Tickets that nobody takes care of are counted with every change, and there may be tens of thousands.
    static let version14 = """
        CREATE INDEX ticket_unassigned ON ticket (id) WHERE status <> 'resolved' AND assignee_id IS NULL;
        """

    /// Which of two copies of a ticket is the older one, where a page of changes and an answer of the backend cross.
    static let version15 = """
        -- paged, answered: the turn in which a page, and an answer, wrote it last. See `FeedPlace`.
        ALTER TABLE ticket ADD COLUMN paged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ticket ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE read_mark ADD COLUMN paged INTEGER NOT NULL DEFAULT 0;
        """

    /// Tickets that lay outside of the window, of which something came, by the backend's ids: they are to be received whole.
    static let version16 = "CREATE TABLE partial_ticket (id BLOB PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;"
}
