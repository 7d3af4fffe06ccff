extension Schema {
    /// What keeps long lists fast: counts that nobody has to count, and orders that are read from their index alone.
    static let version4 = """
        -- How many tickets each status has.
        CREATE TABLE ticket_count (status TEXT PRIMARY KEY NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO ticket_count VALUES ('new', 0), ('open', 0), ('waiting', 0), ('resolved', 0);
        UPDATE ticket_count SET count = (SELECT count(*) FROM ticket WHERE ticket.status = ticket_count.status);
        CREATE TRIGGER ticket_count_insert AFTER INSERT ON ticket BEGIN
            UPDATE ticket_count SET count = count + 1 WHERE status = new.status;
        END;
        CREATE TRIGGER ticket_count_delete AFTER DELETE ON ticket BEGIN
            UPDATE ticket_count SET count = count - 1 WHERE status = old.status;
        END;
        CREATE TRIGGER ticket_count_update AFTER UPDATE OF status ON ticket WHEN old.status <> new.status BEGIN
            UPDATE ticket_count SET count = count - 1 WHERE status = old.status;
            UPDATE ticket_count SET count = count + 1 WHERE status = new.status;
        END;

        DROP INDEX ticket_by_number;
        CREATE INDEX ticket_by_number ON ticket (number, id);
        DROP INDEX ticket_by_resolved;
        CREATE INDEX ticket_by_resolved ON ticket (resolved, updated DESC, id DESC);
        """
}
