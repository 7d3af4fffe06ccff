extension Schema {
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
}
