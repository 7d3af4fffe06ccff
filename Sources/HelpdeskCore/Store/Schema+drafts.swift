extension Schema {
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
}
