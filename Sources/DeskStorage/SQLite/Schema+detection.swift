extension Schema {
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
}
