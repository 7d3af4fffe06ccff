extension Schema {
    /// Files from the phone that wait for an answer. `pass` as in the other tables.
    static let version6 = """
        CREATE TABLE phone_file (
            id BLOB PRIMARY KEY NOT NULL, created INTEGER NOT NULL, json TEXT NOT NULL, pass INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
