/// The schemas from the third on.
extension Schema {
    /// Telegram chats and incidents.
    static let v3 = """
        -- One-time links: only a digest of the code is kept. `link` is what it led to; null while it can be used.
        CREATE TABLE telegram_offer(
            digest TEXT PRIMARY KEY NOT NULL,
            service TEXT NOT NULL REFERENCES service(id),
            user TEXT NOT NULL REFERENCES user(id),
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            link TEXT REFERENCES telegram_link(id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX telegram_offer_user ON telegram_offer(user, expires);
        -- A chat has at most one link that has not ended.
        CREATE TABLE telegram_link(
            ordinal INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            chat INTEGER NOT NULL,
            service TEXT NOT NULL REFERENCES service(id),
            state TEXT NOT NULL CHECK (state IN ('pending', 'linked', 'blocked', 'rejected', 'unlinked')),
            chat_name TEXT NOT NULL,
            username TEXT,
            user TEXT REFERENCES user(id),
            claimed_name TEXT,
            created INTEGER NOT NULL,
            linked INTEGER,
            wants_answers INTEGER NOT NULL CHECK (wants_answers IN (0, 1)),
            CHECK (state NOT IN ('linked', 'blocked') OR linked IS NOT NULL)
        ) STRICT;
        CREATE UNIQUE INDEX telegram_link_chat ON telegram_link(chat) WHERE state IN ('pending', 'linked', 'blocked');
        CREATE INDEX telegram_link_service ON telegram_link(service, ordinal);
        CREATE INDEX telegram_link_user ON telegram_link(user);
        -- Every name that was typed, also those that no service has: both look the same to who typed them.
        CREATE TABLE telegram_claim(
            ordinal INTEGER PRIMARY KEY,
            chat INTEGER NOT NULL,
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
        ) STRICT;
        CREATE INDEX telegram_claim_chat ON telegram_claim(chat, ordinal);
        -- The staff by their numbers in Telegram.
        CREATE TABLE telegram_agent(
            telegram INTEGER PRIMARY KEY,
            user TEXT NOT NULL UNIQUE REFERENCES user(id)
        ) STRICT;
        CREATE TABLE incident(
            ordinal INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL
        ) STRICT;
        """

    /// Tokens that end, invitations, the audit log, and what each service's files take up.
    static let v4 = """
        ALTER TABLE token ADD COLUMN expires INTEGER;
        -- `request` and `token`: of the sign-in that used it.
        CREATE TABLE invitation(
            digest TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            used INTEGER,
            request TEXT,
            token INTEGER REFERENCES token(id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE audit(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL
        ) STRICT;
        CREATE TABLE storage(
            service TEXT PRIMARY KEY NOT NULL REFERENCES service(id),
            bytes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO storage(service, bytes)
            SELECT t.service, SUM(a.size) FROM attachment a
            JOIN message m ON m.id = a.message JOIN ticket t ON t.id = m.ticket GROUP BY t.service;
        CREATE TRIGGER attachment_storage AFTER INSERT ON attachment BEGIN
            INSERT INTO storage(service, bytes)
                SELECT t.service, NEW.size FROM message m JOIN ticket t ON t.id = m.ticket WHERE m.id = NEW.message
                ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
        END;
        """

    /// Files from the phone, for drafts that are open in a terminal.
    static let v5 = """
        CREATE TABLE open_draft(
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            title TEXT NOT NULL,
            updated INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX open_draft_user ON open_draft(user, expires);
        CREATE TABLE phone_file(
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Media types by content; drafts by user.
    static let v6 = """
        -- By the file's first bytes; null for files from before.
        ALTER TABLE attachment ADD COLUMN detected_type TEXT;
        -- What one user calls a draft must not be told to another, not even that the id is taken. Announcements are
        -- forgotten after two minutes anyway.
        DROP TABLE open_draft;
        CREATE TABLE open_draft(
            id TEXT NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            title TEXT NOT NULL,
            updated INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            PRIMARY KEY (user, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX open_draft_user ON open_draft(user, expires);
        """

    /// The room that files from the phone take up; by which device a chat was linked; and an index for each question that is
    /// asked often, so that none reads a table that grows.
    static let v7 = """
        -- `removed`: when it was taken, turned away or expired, or its user was shut out; its content is no longer kept.
        CREATE TABLE new_phone_file(
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            created INTEGER NOT NULL,
            removed INTEGER,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO new_phone_file(id, user, sha256, size, created, removed, body)
            SELECT id, user, sha256, size, created, CASE WHEN is_gone THEN created END, body FROM (
                SELECT id, user, json_extract(body, '$.sha256') AS sha256, json_extract(body, '$.size') AS size,
                    CAST(strftime('%s', json_extract(body, '$.created')) AS INTEGER) * 1000 AS created,
                    json_extract(body, '$.isGone') AS is_gone, body
                FROM phone_file);
        DROP TABLE phone_file;
        ALTER TABLE new_phone_file RENAME TO phone_file;
        CREATE INDEX phone_file_user ON phone_file(user, size) WHERE removed IS NULL;
        CREATE INDEX phone_file_sha256 ON phone_file(sha256) WHERE removed IS NULL;
        CREATE INDEX phone_file_created ON phone_file(created) WHERE removed IS NULL;
        CREATE INDEX phone_file_removed ON phone_file(removed) WHERE removed IS NOT NULL;
        CREATE INDEX attachment_sha256 ON attachment(sha256);

        -- The token of the device that made the code, or accepted the claim; null for what is older.
        ALTER TABLE telegram_offer ADD COLUMN token INTEGER REFERENCES token(id);
        ALTER TABLE telegram_link ADD COLUMN token INTEGER REFERENCES token(id);
        CREATE INDEX telegram_offer_token ON telegram_offer(token) WHERE token IS NOT NULL;
        CREATE INDEX telegram_link_token ON telegram_link(token) WHERE token IS NOT NULL;

        CREATE INDEX ticket_open ON ticket(updated, number) WHERE status <> 'resolved';
        CREATE INDEX ticket_service_open ON ticket(service, updated, number) WHERE status <> 'resolved';
        CREATE INDEX upload_user ON upload(user, length);
        CREATE INDEX upload_created ON upload(created);
        CREATE INDEX user_service ON user(service);
        CREATE INDEX user_staff ON user(id) WHERE role <> 'customer';
        CREATE INDEX invitation_user ON invitation(user);
        DROP INDEX telegram_link_service;
        CREATE INDEX telegram_link_living ON telegram_link(service, ordinal)
            WHERE state IN ('pending', 'linked', 'blocked');
        CREATE INDEX telegram_link_pending ON telegram_link(service) WHERE state = 'pending';
        CREATE INDEX telegram_link_waiting ON telegram_link(created) WHERE state = 'pending';
        CREATE INDEX telegram_claim_created ON telegram_claim(created);
        CREATE INDEX telegram_offer_expires ON telegram_offer(expires);
        CREATE INDEX open_draft_expires ON open_draft(expires);
        """

    /// Priority, since when a customer waits, merged tickets; and indexes for what is counted over a time.
    static let v8 = """
        -- Null for normal. waiting_since: while it is the desk's turn. merged_into: never one that was merged itself.
        ALTER TABLE ticket ADD COLUMN priority TEXT CHECK (priority IN ('low', 'high', 'urgent'));
        ALTER TABLE ticket ADD COLUMN waiting_since INTEGER;
        ALTER TABLE ticket ADD COLUMN merged_into TEXT REFERENCES ticket(id);
        ALTER TABLE event ADD COLUMN priority TEXT;
        ALTER TABLE event ADD COLUMN merged_into TEXT;
        CREATE INDEX ticket_merged ON ticket(merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX ticket_created ON ticket(created);
        CREATE INDEX ticket_resolved ON ticket(resolved) WHERE resolved IS NOT NULL;
        CREATE INDEX event_urgent ON event(created)
            WHERE kind = 'prioritised' AND priority = 'urgent' AND author_role = 'customer';
        CREATE INDEX event_reopened ON event(created) WHERE kind = 'reopened';
        CREATE INDEX read_mark_ticket ON read_mark(ticket);

        -- The first message of a customer after the last answer, or the last reopening if that was later.
        UPDATE ticket SET waiting_since = max(
            coalesce((SELECT MIN(m.created) FROM message m
                WHERE m.ticket = ticket.id AND NOT m.is_internal AND m.author_role = 'customer'
                AND m.ordinal > coalesce((SELECT MAX(s.ordinal) FROM message s
                    WHERE s.ticket = ticket.id AND NOT s.is_internal AND s.author_role <> 'customer'), 0)), 0),
            coalesce((SELECT MAX(e.created) FROM event e WHERE e.ticket = ticket.id AND e.kind = 'reopened'), 0),
            created)
            WHERE status IN ('new', 'open');
        INSERT OR REPLACE INTO change(kind, ref, scope)
            SELECT kind, ref, scope FROM change
            WHERE kind = 'ticket' AND ref IN (SELECT id FROM ticket WHERE waiting_since IS NOT NULL) ORDER BY seq;
        """

    /// Notes for the next shift.
    static let v9 = """
        -- `removed`: when it was deleted or expired; `body` has no text then.
        CREATE TABLE shift_note(
            id TEXT PRIMARY KEY NOT NULL,
            service TEXT NOT NULL REFERENCES service(id),
            written INTEGER NOT NULL,
            removed INTEGER,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX shift_note_service ON shift_note(service) WHERE removed IS NULL;
        CREATE INDEX shift_note_written ON shift_note(written) WHERE removed IS NULL;
        CREATE INDEX shift_note_removed ON shift_note(removed) WHERE removed IS NOT NULL;
        """

    /// Canned replies.
    static let v10 = """
        -- `owner`: null for the desk's. `removed`: when it was deleted; `body` has no text then.
        CREATE TABLE canned_reply(
            id TEXT PRIMARY KEY NOT NULL,
            owner TEXT REFERENCES user(id),
            removed INTEGER,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX canned_reply_owner ON canned_reply(owner) WHERE removed IS NULL;
        CREATE INDEX canned_reply_removed ON canned_reply(removed) WHERE removed IS NOT NULL;
        """

    /// What is erased by its age or with its ticket, found without reading all of it.
    static let v11 = """
        CREATE INDEX event_request_ticket ON event_request(ticket);
        CREATE INDEX audit_time ON audit(time);
        """

    /// What erasures have left to be cleaned.
    static let v12 = """
        -- One row an erasure, with an empty `upload`, and one a file of an upload. Deleted when all of it is done.
        CREATE TABLE cleaning(
            erasure TEXT NOT NULL,
            upload TEXT NOT NULL,
            PRIMARY KEY (erasure, upload)
        ) STRICT, WITHOUT ROWID;
        """

    /// Uploads to an object store, and who may name or remove a content.
    static let v13 = """
        -- `epoch`: of the request that wrote last; only that one goes on. `size`: what has arrived for good: the parts, and
        -- `tail`, an object with what is shorter than a part. `is_whole`: the parts have become one object. `content`: the
        -- SHA-256 under which it was stored among the files.
        CREATE TABLE object_upload(
            id TEXT PRIMARY KEY NOT NULL,
            metadata TEXT,
            epoch INTEGER NOT NULL,
            size INTEGER NOT NULL,
            multipart TEXT,
            next_part INTEGER NOT NULL,
            tail TEXT,
            is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1)),
            content TEXT,
            touched INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX object_upload_touched ON object_upload(touched);
        CREATE TABLE object_part(
            upload TEXT NOT NULL REFERENCES object_upload(id),
            number INTEGER NOT NULL,
            size INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (upload, number)
        ) STRICT, WITHOUT ROWID;
        -- One row a content that was named. Transactions that name or remove it write the row, and so two of them meet.
        CREATE TABLE content(
            sha256 TEXT PRIMARY KEY NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// What several servers of one desk have to know of each other.
    static let v14 = """
        -- Who is at work on a ticket at this moment, by program; about tickets and users that may be gone.
        CREATE TABLE presence(
            ticket TEXT NOT NULL,
            user TEXT NOT NULL,
            program TEXT NOT NULL,
            activity TEXT NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (ticket, user, program)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX presence_user ON presence(user);
        -- Attempts to sign in, by a keyed digest of the address or code. `earned`: when there can be as many as at first.
        CREATE TABLE attempt(
            key TEXT PRIMARY KEY NOT NULL,
            earned INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attempt_earned ON attempt(earned);
        -- The fingerprints of the keys that belong to this database.
        CREATE TABLE key_fingerprint(
            name TEXT PRIMARY KEY NOT NULL,
            fingerprint TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// The kinds of changes of which there are few, found among all others.
    static let v15 = """
        CREATE INDEX change_beside ON change(seq) WHERE kind IN ('agent', 'telegramLink', 'incident', 'phoneFile',
            'shiftNote', 'cannedReply', 'erased');
        CREATE INDEX change_scope_beside ON change(scope, seq) WHERE kind IN ('agent', 'telegramLink', 'incident',
            'phoneFile', 'shiftNote', 'cannedReply', 'erased');
        """

    /// The words by which tickets are found. All of it is derived; the tickets that are there are put in after the start.
    static let v16 = """
        -- `position`: by the time of the newest message. `audience`: who finds it; a ticket with internal notes has one row
        -- for each side. `words`: the different ones, folded.
        CREATE TABLE search_entry(
            position INTEGER PRIMARY KEY,
            ticket TEXT NOT NULL,
            service TEXT NOT NULL,
            audience TEXT NOT NULL CHECK (audience IN ('everybody', 'customers', 'staff')),
            words TEXT NOT NULL
        ) STRICT;
        CREATE INDEX search_entry_ticket ON search_entry(ticket);
        -- The keys of the words by `position`: see `SearchKeys`.
        CREATE VIRTUAL TABLE search_index USING fts5(
            keys, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
        );
        -- One row: tickets whose number is below this may still be without a row; 0 if none is.
        CREATE TABLE search_fill(
            id INTEGER PRIMARY KEY CHECK (id = 1),
            below INTEGER NOT NULL
        ) STRICT;
        INSERT INTO search_fill SELECT 1, COALESCE(MAX(number) + 1, 0) FROM ticket;
        """

    /// Contents that are being removed.
    static let v17 = """
        -- When the removal of the content was begun; it is named by nobody until that is over.
        ALTER TABLE content ADD COLUMN removing INTEGER;
        CREATE INDEX content_removing ON content(removing) WHERE removing IS NOT NULL;
        """
}
