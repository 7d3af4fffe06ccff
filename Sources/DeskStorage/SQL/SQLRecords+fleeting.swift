import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// What several servers of one desk have to know of each other: who is at work, who tries to sign in, and the keys.
extension SQLRecords {
    func presence(in ticket: Ticket.ID) throws -> [PresenceEntry] {
        try rows("SELECT \(PresenceEntry.columns) FROM presence WHERE ticket = ?", ticket) {
            try PresenceEntry(row: $0)
        }.compactMap(\.self)
    }

    func presence(of user: User.ID) throws -> [PresenceEntry] {
        try rows("SELECT \(PresenceEntry.columns) FROM presence WHERE user = ?", user) {
            try PresenceEntry(row: $0)
        }.compactMap(\.self)
    }

    func store(_ entry: PresenceEntry) throws {
        try execute(
            """
            INSERT INTO presence(\(PresenceEntry.columns)) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (ticket, user, program) DO UPDATE SET activity = excluded.activity, until = excluded.until
            """, entry.ticket, entry.user, entry.program, entry.activity.rawValue, entry.until)
    }

    func deletePresence(in ticket: Ticket.ID, of user: User.ID, program: String) throws {
        try execute("DELETE FROM presence WHERE ticket = ? AND user = ? AND program = ?", ticket, user, program)
    }

    func deletePresence(endingOutside times: ClosedRange<Timestamp>) throws {
        try execute("DELETE FROM presence WHERE until < ? OR until > ?", times.lowerBound, times.upperBound)
    }

    func attempts(under key: String, at time: Timestamp) throws -> Timestamp {
        // A row that is there is replaced by itself, so that it is locked.
        let found = try rows(
            """
            INSERT INTO attempt(key, earned) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET earned = attempt.earned RETURNING earned
            """, key, time
        ) { $0.time(at: 0) }
        return max(time, found.first ?? time)
    }

    func store(_ earned: Timestamp, under key: String) throws {
        try execute("UPDATE attempt SET earned = ? WHERE key = ?", earned, key)
    }

    func deleteAttempts(before time: Timestamp) throws {
        try execute("DELETE FROM attempt WHERE earned < ?", time)
    }

    func tokenKeyFingerprint() throws -> String? {
        try row("SELECT fingerprint FROM key_fingerprint WHERE name = 'token'") { $0.text(at: 0) }
    }

    func store(tokenKeyFingerprint: String) throws {
        try execute(
            """
            INSERT INTO key_fingerprint(name, fingerprint) VALUES ('token', ?)
            ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint
            """, tokenKeyFingerprint)
    }
}

extension PresenceEntry {
    fileprivate static let columns = "ticket, user, program, activity, until"

    /// Nil for an activity that only a newer server knows.
    fileprivate init?(row: some SQLRow) throws {
        guard let activity = Presence.Activity(rawValue: row.text(at: 3)) else { return nil }
        self.init(
            ticket: try row.id(at: 0), user: row.key(at: 1), program: row.text(at: 2), activity: activity,
            until: row.time(at: 4))
    }
}
