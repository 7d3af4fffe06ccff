extension Schema {
    /// What files from the phone take up; by which device a chat was linked; and an index for each question that is
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
}
