extension Schema {
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
}
