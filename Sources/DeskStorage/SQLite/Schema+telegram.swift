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
}
