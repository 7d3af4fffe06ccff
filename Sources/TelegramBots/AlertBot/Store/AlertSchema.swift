/// The alert bot's own tables. They are in the database that holds the bot's inbox and outbox, so that a step of escalation
/// and the pages it sends are one transaction, and need nothing of the desk's database.
///
/// Times are whole milliseconds since 1970; people are chats, whose id is the Telegram user's.
enum AlertSchema {
    /// In SQLite, in the order in which they are run.
    static let migrations = [(name: "alert-1", sql: version1)]

    private static let version1 = """
        -- due: when the next step of escalation is; news: when whoever took it hears what came in since `told`.
        -- revision counts changes, published is the revision that the desk has.
        CREATE TABLE alert_incident(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('p', 't', 'u')),
            state TEXT NOT NULL CHECK (state IN ('triggered', 'acknowledged', 'resolved', 'reopened')),
            opened INTEGER NOT NULL,
            acknowledged INTEGER,
            acknowledged_by INTEGER,
            acknowledged_name TEXT,
            resolved INTEGER,
            resolved_by INTEGER,
            resolved_name TEXT,
            merged_into INTEGER REFERENCES alert_incident(number),
            round INTEGER NOT NULL,
            step INTEGER NOT NULL,
            due INTEGER,
            forgotten_by TEXT,
            forgotten_at INTEGER,
            told INTEGER NOT NULL,
            news INTEGER,
            revision INTEGER NOT NULL DEFAULT 1,
            published INTEGER NOT NULL DEFAULT 0,
            CHECK ((state = 'resolved') = (resolved IS NOT NULL)),
            CHECK ((state = 'acknowledged') <= (acknowledged IS NOT NULL))
        ) STRICT;
        CREATE INDEX alert_incident_open ON alert_incident(kind, number) WHERE state <> 'resolved';
        CREATE INDEX alert_incident_unpublished ON alert_incident(number) WHERE published < revision;

        CREATE TABLE alert_report(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            incident INTEGER NOT NULL REFERENCES alert_incident(number),
            chat INTEGER NOT NULL,
            reporter TEXT NOT NULL,
            service TEXT,
            service_name TEXT,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            CHECK (service IS NULL OR service_name IS NOT NULL)
        ) STRICT;
        CREATE INDEX alert_report_incident ON alert_report(incident, number);
        CREATE INDEX alert_report_chat ON alert_report(chat, number);
        CREATE TABLE alert_remark(
            ordinal INTEGER PRIMARY KEY,
            report INTEGER NOT NULL REFERENCES alert_report(number),
            text TEXT NOT NULL,
            file_kind TEXT CHECK (file_kind IN ('photo', 'voice', 'video', 'document')),
            file TEXT,
            created INTEGER NOT NULL,
            CHECK ((file IS NULL) = (file_kind IS NULL))
        ) STRICT;
        CREATE INDEX alert_remark_report ON alert_remark(report, ordinal);

        -- A step that is here has been taken, and its pages are in the outbox.
        CREATE TABLE alert_step(
            incident INTEGER NOT NULL REFERENCES alert_incident(number),
            round INTEGER NOT NULL,
            step INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (incident, round, step)
        ) STRICT, WITHOUT ROWID;
        -- entry: the page's place in the outbox.
        CREATE TABLE alert_page(
            incident INTEGER NOT NULL,
            round INTEGER NOT NULL,
            step INTEGER NOT NULL,
            chat INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (incident, round, step, chat),
            FOREIGN KEY (incident, round, step) REFERENCES alert_step(incident, round, step)
        ) STRICT, WITHOUT ROWID;

        -- dialogue: JSON. decide_by: when what was written goes out without a choice. language: as chosen.
        CREATE TABLE alert_person(
            chat INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            telegram_language TEXT,
            language TEXT,
            dialogue TEXT NOT NULL,
            decide_by INTEGER
        ) STRICT;
        CREATE INDEX alert_person_undecided ON alert_person(decide_by) WHERE decide_by IS NOT NULL;
        -- What the desk said last about which chat belongs to which service.
        CREATE TABLE alert_link(
            chat INTEGER PRIMARY KEY,
            service TEXT NOT NULL,
            service_name TEXT NOT NULL
        ) STRICT;

        -- A question that is no incident, until the desk has made a ticket of it.
        CREATE TABLE alert_question(
            id TEXT PRIMARY KEY NOT NULL,
            message TEXT NOT NULL,
            chat INTEGER NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            ticket INTEGER,
            refused TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_question_waiting ON alert_question(created) WHERE ticket IS NULL AND refused IS NULL;

        -- Something that everyone who reported is told, and how it went for each. done: the result was looked at.
        CREATE TABLE alert_broadcast(
            ordinal INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL REFERENCES alert_incident(number),
            kind TEXT NOT NULL,
            actor INTEGER NOT NULL,
            created INTEGER NOT NULL,
            done INTEGER
        ) STRICT;
        CREATE INDEX alert_broadcast_running ON alert_broadcast(ordinal) WHERE done IS NULL;
        CREATE TABLE alert_recipient(
            broadcast INTEGER NOT NULL REFERENCES alert_broadcast(ordinal),
            chat INTEGER NOT NULL,
            name TEXT NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (broadcast, chat)
        ) STRICT, WITHOUT ROWID;
        """
}
