import GRDB
import HelpdeskModels

/// A pass of the change feed from its beginning: what waits meanwhile, and is made up for at the end.
struct Filling {
    let database: Database

    /// So many tickets are sorted by their subjects in memory, at some 120 bytes each.
    private static let sorted = 200_000

    /// The pages of the log after which SQLite moves it into the database: usually, and during a pass. Pages that are
    /// written many times are then moved once, and the disk is waited for less often.
    private static let checkpoints = (usual: 1000, filling: 4000)

    /// Subjects come in no order: a page of changes touches a page of their index with nearly each ticket, and all of these
    /// pages are written with each commit. That takes twice as long as all other indexes of the tickets together, and
    /// sorting the subjects at the end a tenth of it. Meanwhile a list by subject is sorted when it is read.
    func begin(_ pass: Int) throws {
        try SearchIndex(database: database).setFilling(true)
        guard try isEmpty() else { return }
        try MetaKey.firstPass.write(String(pass), database)
        try database.execute(sql: "DROP INDEX IF EXISTS ticket_by_subject")
    }

    func end(_ pass: Int) throws {
        let index = SearchIndex(database: database)
        try index.addPending()
        try index.setFilling(false)
        // Nothing is older than a pass that began in an empty store.
        if try MetaKey.firstPass.read(database) != String(pass) { try removeVanished(before: pass) }
    }

    /// Before the end of each transaction in which a page was stored.
    /// - Parameters:
    ///   - isRunning: whether more pages of the pass follow.
    ///   - isOver: whether everything was received that is there.
    func didStorePage(isRunning: Bool, isOver: Bool) throws {
        try database.cachedStatement(
            sql: "PRAGMA wal_autocheckpoint = \(isRunning ? Self.checkpoints.filling : Self.checkpoints.usual)"
        ).execute()
        if try isOver || isLarge() { try indexSubjects() }
    }

    /// Whether nothing was received yet of which there may be too much.
    private func isEmpty() throws -> Bool {
        try Self.passing.allSatisfy { try Int.fetchOne(database, sql: "SELECT 1 FROM \($0) LIMIT 1") == nil }
    }

    private func isLarge() throws -> Bool {
        let last = try Int.fetchOne(database.cachedStatement(sql: "SELECT max(seq) FROM ticket"))
        return last ?? 0 >= Self.sorted
    }

    /// Makes the index if it is missing; a program of an earlier version that goes on after this one ends a pass without it.
    private func indexSubjects() throws {
        let found = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT 1 FROM sqlite_schema WHERE name = 'ticket_by_subject'"))
        guard found == nil else { return }
        try database.execute(sql: "CREATE INDEX ticket_by_subject ON ticket (subject_key, id)")
    }

    /// The tables whose rows say in which pass they were received.
    private static let passing = ["ticket", "message"] + others
    private static let others = ["event", "telegram_link", "incident", "phone_file", "shift_note", "canned_reply"]

    /// Removes what is of an older pass: the backend no longer has it.
    private func removeVanished(before pass: Int) throws {
        var feed = SearchFeed(database, try TicketIdentity(database))
        try feed.beginRemoving(before: pass)
        var inUse = "SELECT ticket FROM outbox"
        if try Store.window(database) != nil {
            // It may be there and lie outside of the window: the backend is asked for it.
            inUse += " UNION SELECT ticket FROM draft WHERE ticket IS NOT NULL"
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO partial_ticket
                    SELECT id FROM ticket WHERE pass < ? AND is_unsent = 0 AND id IN (\(inUse))
                    """, arguments: [pass])
        }
        try database.execute(
            sql: "DELETE FROM ticket WHERE pass < ? AND is_unsent = 0 AND id NOT IN (\(inUse))", arguments: [pass])
        if database.changesCount > 0 { try MetaKey.hasLeftovers.write("1", database) }
        try database.execute(sql: "DELETE FROM message WHERE pass < ?", arguments: [pass])
        for table in Self.others {
            try database.execute(sql: "DELETE FROM \(table) WHERE pass < ?", arguments: [pass])
        }
        // A ticket is not unread by a message that is no longer there.
        let me = try MetaKey.me.decode(Me.self, database)
        try database.execute(
            sql: """
                UPDATE ticket SET last_foreign = coalesce(
                    (SELECT max(created) FROM message WHERE ticket = ticket.id AND author_id IS NOT ?), 0)
                WHERE last_foreign > read_up_to
                """, arguments: [me?.user.id.rawValue])
        try feed.end()
    }
}
