CREATE TABLE attachment(
            id TEXT PRIMARY KEY NOT NULL,
            message TEXT NOT NULL REFERENCES message(id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL
        , detected_type TEXT) STRICT, WITHOUT ROWID;
INSERT INTO "attachment" VALUES('0197a000-0000-7000-8000-000000000005','0197a000-0000-7000-8000-000000000002',0,'call.wav','audio/wav',1234,'abababababababababababababababababababababababababababababababab','audio/wav');
INSERT INTO "attachment" VALUES('0197a000-0000-7000-8000-000000000006','0197a000-0000-7000-8000-000000000004',0,'log.txt','text/plain',66,'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',NULL);
CREATE TABLE attempt(
            key TEXT PRIMARY KEY NOT NULL,
            earned INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "attempt" VALUES('efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef',1767225600000);
CREATE TABLE audit(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL
        ) STRICT;
INSERT INTO "audit" VALUES(1,1767225600000,'greta','ticket.assigned','7');
CREATE TABLE canned_reply(
            id TEXT PRIMARY KEY NOT NULL,
            owner TEXT REFERENCES user(id),
            removed INTEGER,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "canned_reply" VALUES('0197a000-0000-7000-8000-000000000031',NULL,NULL,'{"id":"0197a000-0000-7000-8000-000000000031","isGone":false,"name":"Restart","text":{"en":"Please restart the program."},"updated":"2026-01-01T00:00:00.000Z"}');
CREATE TABLE change(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            ref TEXT NOT NULL,
            scope TEXT NOT NULL,
            UNIQUE (kind, ref)
        ) STRICT;
INSERT INTO "change" VALUES(1,'desk','desk','all');
INSERT INTO "change" VALUES(2,'topic','other','all');
INSERT INTO "change" VALUES(3,'service','harbour','s:harbour');
INSERT INTO "change" VALUES(4,'service','valley','s:valley');
INSERT INTO "change" VALUES(5,'message','0197a000-0000-7000-8000-000000000002','s:harbour');
INSERT INTO "change" VALUES(6,'event','0197a000-0000-7000-8000-000000000007','s:harbour');
INSERT INTO "change" VALUES(7,'message','0197a000-0000-7000-8000-000000000003','staff');
INSERT INTO "change" VALUES(8,'message','0197a000-0000-7000-8000-000000000004','s:harbour');
INSERT INTO "change" VALUES(9,'event','0197a000-0000-7000-8000-000000000008','s:harbour');
INSERT INTO "change" VALUES(10,'ticket','0197a000-0000-7000-8000-000000000001','s:harbour');
INSERT INTO "change" VALUES(11,'event','0197a000-0000-7000-8000-000000000009','s:harbour');
INSERT INTO "change" VALUES(12,'readMark','ann/0197a000-0000-7000-8000-000000000001','u:ann');
INSERT INTO "change" VALUES(13,'agent','greta','staff');
INSERT INTO "change" VALUES(14,'telegramLink','0197a000-0000-7000-8000-000000000011','s:harbour');
INSERT INTO "change" VALUES(15,'telegramLink','0197a000-0000-7000-8000-000000000012','s:harbour');
INSERT INTO "change" VALUES(16,'incident','0197a000-0000-7000-8000-000000000013','all');
INSERT INTO "change" VALUES(17,'phoneFile','0197a000-0000-7000-8000-000000000015','u:ann');
INSERT INTO "change" VALUES(18,'shiftNote','0197a000-0000-7000-8000-000000000021','c:harbour');
INSERT INTO "change" VALUES(19,'cannedReply','0197a000-0000-7000-8000-000000000031','staff');
CREATE TABLE cleaning(
            erasure TEXT NOT NULL,
            upload TEXT NOT NULL,
            PRIMARY KEY (erasure, upload)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "cleaning" VALUES('erased-00000000','');
CREATE TABLE content(
    sha256 TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "content" VALUES('abababababababababababababababababababababababababababababababab');
CREATE TABLE desk(
            id INTEGER PRIMARY KEY CHECK (id = 1),
            instance TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
INSERT INTO "desk" VALUES(1,'11111111-2222-4333-8444-555555555555','{"api":"cabdesk/1","limits":{"attachmentCount":20,"attachmentSize":2147483648,"fieldCount":20,"fieldLength":500,"fileNameLength":255,"pageSize":500,"subjectLength":200,"textLength":20000},"name":"Test desk","officeHours":{"closes":"20:00","opens":"08:00","utcOffsetMinutes":180}}');
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
        , topic TEXT, priority TEXT, merged_into TEXT) STRICT;
INSERT INTO "event" VALUES(1,'0197a000-0000-7000-8000-000000000007','0197a000-0000-7000-8000-000000000001','created','ann','Ann','customer',1767225600000,NULL,'0197a000-0000-7000-8000-000000000001',NULL,NULL,NULL);
INSERT INTO "event" VALUES(2,'0197a000-0000-7000-8000-000000000008','0197a000-0000-7000-8000-000000000001','answered','greta','Greta','agent',1767225602000,NULL,'0197a000-0000-7000-8000-000000000004',NULL,NULL,NULL);
INSERT INTO "event" VALUES(3,'0197a000-0000-7000-8000-000000000009','0197a000-0000-7000-8000-000000000001','resolved','ann','Ann','customer',1767225604000,NULL,'0197a000-0000-7000-8000-000000000009',NULL,NULL,NULL);
CREATE TABLE event_request(
            id TEXT PRIMARY KEY NOT NULL,
            ticket TEXT NOT NULL REFERENCES ticket(id),
            kind TEXT NOT NULL,
            user TEXT NOT NULL
        , target TEXT) STRICT, WITHOUT ROWID;
INSERT INTO "event_request" VALUES('0197a000-0000-7000-8000-000000000009','0197a000-0000-7000-8000-000000000001','resolved','ann',NULL);
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('v1');
INSERT INTO "grdb_migrations" VALUES('v2');
INSERT INTO "grdb_migrations" VALUES('v3');
INSERT INTO "grdb_migrations" VALUES('v4');
INSERT INTO "grdb_migrations" VALUES('v5');
INSERT INTO "grdb_migrations" VALUES('v6');
INSERT INTO "grdb_migrations" VALUES('v7');
INSERT INTO "grdb_migrations" VALUES('v8');
INSERT INTO "grdb_migrations" VALUES('v9');
INSERT INTO "grdb_migrations" VALUES('v10');
INSERT INTO "grdb_migrations" VALUES('v11');
INSERT INTO "grdb_migrations" VALUES('v12');
INSERT INTO "grdb_migrations" VALUES('v13');
INSERT INTO "grdb_migrations" VALUES('v14');
INSERT INTO "grdb_migrations" VALUES('v15');
INSERT INTO "grdb_migrations" VALUES('v16');
CREATE TABLE incident(
            ordinal INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL
        ) STRICT;
INSERT INTO "incident" VALUES(1,'0197a000-0000-7000-8000-000000000013','{"id":"0197a000-0000-7000-8000-000000000013","kind":"telephony","opened":"2026-01-01T00:00:00.000Z","reportCount":3,"state":"triggered"}');
CREATE TABLE invitation(
            digest TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            used INTEGER,
            request TEXT,
            token INTEGER REFERENCES token(id)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "invitation" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','ann',1767225600000,2667225600000,NULL,NULL,NULL);
CREATE TABLE key_fingerprint(
            name TEXT PRIMARY KEY NOT NULL,
            fingerprint TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "key_fingerprint" VALUES('webhook','abababababababab');
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
INSERT INTO "message" VALUES(1,'0197a000-0000-7000-8000-000000000002','0197a000-0000-7000-8000-000000000001','ann','Ann','customer','cli','The line is silent.',1767225600000,NULL,0,'f2');
INSERT INTO "message" VALUES(2,'0197a000-0000-7000-8000-000000000003','0197a000-0000-7000-8000-000000000001','greta','Greta','agent','tui','An internal note',1767225601000,NULL,1,'f3');
INSERT INTO "message" VALUES(3,'0197a000-0000-7000-8000-000000000004','0197a000-0000-7000-8000-000000000001','greta','Greta','agent','tui','Try again.',1767225602000,1767225602500,0,'f4');
CREATE TABLE object_part(
    upload TEXT NOT NULL REFERENCES object_upload(id),
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (upload, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "object_part" VALUES('0197a000-0000-7000-8000-0000000000f1',1,5242880,'"tag"');
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
INSERT INTO "object_upload" VALUES('0197a000-0000-7000-8000-0000000000f1',NULL,1,6000000,'multipart-1',2,'tail-1',0,NULL,1780000000000);
CREATE TABLE open_draft(
    id TEXT NOT NULL,
    user TEXT NOT NULL REFERENCES user(id),
    title TEXT NOT NULL,
    updated INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (user, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "open_draft" VALUES('0197a000-0000-7000-8000-000000000014','ann','A draft',1767225600000,1767225720000);
CREATE TABLE "phone_file"(
    id TEXT PRIMARY KEY NOT NULL,
    user TEXT NOT NULL REFERENCES user(id),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    removed INTEGER,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "phone_file" VALUES('0197a000-0000-7000-8000-000000000015','ann','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',9,1767225600000,NULL,'{"created":"2026-01-01T00:00:00.000Z","draft":"0197a000-0000-7000-8000-000000000014","id":"0197a000-0000-7000-8000-000000000015","isGone":false,"mediaType":"image/jpeg","name":"photo.jpg","sha256":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","size":9}');
CREATE TABLE presence(
            ticket TEXT NOT NULL,
            user TEXT NOT NULL,
            program TEXT NOT NULL,
            activity TEXT NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (ticket, user, program)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "presence" VALUES('0197a000-0000-7000-8000-000000000001','greta','0197a000-0000-7000-8000-000000000041','viewing',1767225645000);
CREATE TABLE read_mark(
            user TEXT NOT NULL REFERENCES user(id),
            ticket TEXT NOT NULL REFERENCES ticket(id),
            read_up_to INTEGER NOT NULL,
            PRIMARY KEY (user, ticket)
        ) STRICT, WITHOUT ROWID;
INSERT INTO "read_mark" VALUES('ann','0197a000-0000-7000-8000-000000000001',1767225602000);
CREATE TABLE service(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "service" VALUES('harbour','Harbour Taxi');
INSERT INTO "service" VALUES('valley','Valley Cabs');
CREATE TABLE shift_note(
            id TEXT PRIMARY KEY NOT NULL,
            service TEXT NOT NULL REFERENCES service(id),
            written INTEGER NOT NULL,
            removed INTEGER,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "shift_note" VALUES('0197a000-0000-7000-8000-000000000021','harbour',1767225600000,NULL,'{"author":{"id":"ann","name":"Ann","role":"customer"},"id":"0197a000-0000-7000-8000-000000000021","isGone":false,"text":"Car 12 is in the workshop","written":"2026-01-01T00:00:00.000Z"}');
CREATE TABLE storage(
            service TEXT PRIMARY KEY NOT NULL REFERENCES service(id),
            bytes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "storage" VALUES('harbour',1300);
CREATE TABLE telegram_agent(
            telegram INTEGER PRIMARY KEY,
            user TEXT NOT NULL UNIQUE REFERENCES user(id)
        ) STRICT;
INSERT INTO "telegram_agent" VALUES(42,'greta');
CREATE TABLE telegram_claim(
            ordinal INTEGER PRIMARY KEY,
            chat INTEGER NOT NULL,
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
        ) STRICT;
INSERT INTO "telegram_claim" VALUES(1,700002,'Harbour Taxi',1767225600002,1);
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
            wants_answers INTEGER NOT NULL CHECK (wants_answers IN (0, 1)), token INTEGER REFERENCES token(id),
            CHECK (state NOT IN ('linked', 'blocked') OR linked IS NOT NULL)
        ) STRICT;
INSERT INTO "telegram_link" VALUES(1,'0197a000-0000-7000-8000-000000000011',700001,'harbour','linked','Olha','olha','ann',NULL,1767225600000,1767225600001,1,NULL);
INSERT INTO "telegram_link" VALUES(2,'0197a000-0000-7000-8000-000000000012',700002,'harbour','pending','Max',NULL,NULL,'Harbour Taxi',1767225600002,NULL,1,NULL);
CREATE TABLE telegram_offer(
            digest TEXT PRIMARY KEY NOT NULL,
            service TEXT NOT NULL REFERENCES service(id),
            user TEXT NOT NULL REFERENCES user(id),
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            link TEXT REFERENCES telegram_link(id)
        , token INTEGER REFERENCES token(id)) STRICT, WITHOUT ROWID;
INSERT INTO "telegram_offer" VALUES('efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef','harbour','ann',1767225600000,1767226500000,'0197a000-0000-7000-8000-000000000011',NULL);
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
            fingerprint TEXT NOT NULL, priority TEXT CHECK (priority IN ('low', 'high', 'urgent')), waiting_since INTEGER, merged_into TEXT REFERENCES ticket(id),
            CHECK ((status = 'resolved') = (resolved IS NOT NULL))
        ) STRICT;
INSERT INTO "ticket" VALUES(7,'0197a000-0000-7000-8000-000000000001','harbour','other','No sound','resolved','ann','Ann','customer','greta','Greta','agent',1767225600000,1767225604000,1767225604000,4,'Thanks','[]','0197a000-0000-7000-8000-000000000002','f1',NULL,NULL,NULL);
CREATE TABLE token(
            id INTEGER PRIMARY KEY,
            user TEXT NOT NULL REFERENCES user(id),
            digest TEXT NOT NULL UNIQUE,
            label TEXT NOT NULL,
            created INTEGER NOT NULL,
            used INTEGER,
            revoked INTEGER
        , expires INTEGER) STRICT;
INSERT INTO "token" VALUES(1,'ann','abababababababababababababababababababababababababababababababab','laptop',1767225600000,1767225600005,NULL,NULL);
INSERT INTO "token" VALUES(2,'ann','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','old',1767225600000,NULL,1767225600009,NULL);
CREATE TABLE topic(
            id TEXT PRIMARY KEY NOT NULL,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "topic" VALUES('other','{"fields":[],"id":"other","isRetired":false,"order":1000,"recommendation":{},"title":{"en":"Other"}}');
CREATE TABLE upload(
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id),
            length INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "upload" VALUES('0197a000-0000-7000-8000-000000000010','ann',500,1767225600000);
CREATE TABLE user(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('customer', 'agent', 'admin')),
            service TEXT REFERENCES service(id),
            retired INTEGER,
            CHECK ((role = 'customer') = (service IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
INSERT INTO "user" VALUES('ann','Ann','customer','harbour',NULL);
INSERT INTO "user" VALUES('greta','Greta','agent',NULL,NULL);
INSERT INTO "user" VALUES('vera','Vera','customer','valley',NULL);
CREATE INDEX token_user ON token(user);
CREATE INDEX ticket_activity ON ticket(updated, number);
CREATE INDEX ticket_service_activity ON ticket(service, updated, number);
CREATE INDEX message_ticket ON message(ticket, ordinal);
CREATE INDEX attachment_message ON attachment(message, position);
CREATE INDEX event_ticket ON event(ticket, ordinal);
CREATE INDEX event_cause ON event(cause);
CREATE INDEX change_scope ON change(scope, seq);
CREATE INDEX telegram_offer_user ON telegram_offer(user, expires);
CREATE UNIQUE INDEX telegram_link_chat ON telegram_link(chat) WHERE state IN ('pending', 'linked', 'blocked');
CREATE INDEX telegram_link_user ON telegram_link(user);
CREATE INDEX telegram_claim_chat ON telegram_claim(chat, ordinal);
CREATE TRIGGER attachment_storage AFTER INSERT ON attachment BEGIN
            INSERT INTO storage(service, bytes)
                SELECT t.service, NEW.size FROM message m JOIN ticket t ON t.id = m.ticket WHERE m.id = NEW.message
                ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
        END;
CREATE INDEX open_draft_user ON open_draft(user, expires);
CREATE INDEX phone_file_user ON phone_file(user, size) WHERE removed IS NULL;
CREATE INDEX phone_file_sha256 ON phone_file(sha256) WHERE removed IS NULL;
CREATE INDEX phone_file_created ON phone_file(created) WHERE removed IS NULL;
CREATE INDEX phone_file_removed ON phone_file(removed) WHERE removed IS NOT NULL;
CREATE INDEX attachment_sha256 ON attachment(sha256);
CREATE INDEX telegram_offer_token ON telegram_offer(token) WHERE token IS NOT NULL;
CREATE INDEX telegram_link_token ON telegram_link(token) WHERE token IS NOT NULL;
CREATE INDEX ticket_open ON ticket(updated, number) WHERE status <> 'resolved';
CREATE INDEX ticket_service_open ON ticket(service, updated, number) WHERE status <> 'resolved';
CREATE INDEX upload_user ON upload(user, length);
CREATE INDEX upload_created ON upload(created);
CREATE INDEX user_service ON user(service);
CREATE INDEX user_staff ON user(id) WHERE role <> 'customer';
CREATE INDEX invitation_user ON invitation(user);
CREATE INDEX telegram_link_living ON telegram_link(service, ordinal)
    WHERE state IN ('pending', 'linked', 'blocked');
CREATE INDEX telegram_link_pending ON telegram_link(service) WHERE state = 'pending';
CREATE INDEX telegram_link_waiting ON telegram_link(created) WHERE state = 'pending';
CREATE INDEX telegram_claim_created ON telegram_claim(created);
CREATE INDEX telegram_offer_expires ON telegram_offer(expires);
CREATE INDEX open_draft_expires ON open_draft(expires);
CREATE INDEX ticket_merged ON ticket(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ticket_created ON ticket(created);
CREATE INDEX ticket_resolved ON ticket(resolved) WHERE resolved IS NOT NULL;
CREATE INDEX event_urgent ON event(created)
            WHERE kind = 'prioritised' AND priority = 'urgent' AND author_role = 'customer';
CREATE INDEX event_reopened ON event(created) WHERE kind = 'reopened';
CREATE INDEX read_mark_ticket ON read_mark(ticket);
CREATE INDEX canned_reply_owner ON canned_reply(owner) WHERE removed IS NULL;
CREATE INDEX canned_reply_removed ON canned_reply(removed) WHERE removed IS NOT NULL;
CREATE INDEX shift_note_service ON shift_note(service) WHERE removed IS NULL;
CREATE INDEX shift_note_written ON shift_note(written) WHERE removed IS NULL;
CREATE INDEX shift_note_removed ON shift_note(removed) WHERE removed IS NOT NULL;
CREATE INDEX event_request_ticket ON event_request(ticket);
CREATE INDEX audit_time ON audit(time);
CREATE INDEX object_upload_touched ON object_upload(touched);
CREATE INDEX presence_user ON presence(user);
CREATE INDEX attempt_earned ON attempt(earned);
CREATE INDEX change_beside ON change(seq) WHERE kind IN ('agent', 'telegramLink', 'incident', 'phoneFile',
            'shiftNote', 'cannedReply', 'erased');
CREATE INDEX change_scope_beside ON change(scope, seq) WHERE kind IN ('agent', 'telegramLink', 'incident',
            'phoneFile', 'shiftNote', 'cannedReply', 'erased');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',19);
INSERT INTO "sqlite_sequence" VALUES('ticket',7);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
CREATE TABLE search_entry(
    position INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL,
    service TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('everybody', 'customers', 'staff')),
    words TEXT NOT NULL
) STRICT;
CREATE INDEX search_entry_ticket ON search_entry(ticket);
CREATE VIRTUAL TABLE search_index USING fts5(
    keys, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
CREATE TABLE search_fill(
    id INTEGER PRIMARY KEY CHECK (id = 1),
    below INTEGER NOT NULL
) STRICT;
INSERT INTO "search_fill" VALUES(1,8);
