import Foundation
import GRDB
import HelpdeskModels

/// The inbox: updates as they arrived, each once, until they are worked off.
extension BotStore {
    /// How long an update that is done is remembered, in seconds: Telegram repeats none after 24 hours, and after an
    /// idle week it may give the same number to another one.
    private static let memory = 2.0 * 86_400

    /// How long the parts of an album are waited for after the latest, in seconds.
    private static let albumPause = 1.5

    /// Telegram keeps updates for 24 hours: after a longer silence some may be lost.
    private static let maxGap = Duration.seconds(86_400)

    /// The facts that the poller needs.
    struct PollState: Sendable, Hashable {
        /// Confirms what was stored; nil when everything is confirmed, because then the next number may be any.
        var offset: Int64?
        /// When Telegram answered last.
        var lastAnswer: Timestamp?
    }

    func pollState() async throws -> PollState {
        try await read { db in
            PollState(
                offset: try Self.meta("offset", db).flatMap(Int64.init),
                lastAnswer: try Self.meta("last_answer", db).flatMap(Int64.init).map(Timestamp.init(milliseconds:)))
        }
    }

    /// Stores what one poll brought, together with the offset that confirms it: one transaction. Returns how many
    /// updates are new.
    ///
    /// An update without a number cannot be confirmed or repeated and is passed over.
    @discardableResult
    func accept(_ updates: [JSON], at now: Timestamp) async throws -> Int {
        FaultPoint.inboxReceived.pass()
        let count = try await queue.write { db in
            var count = 0
            for update in updates where try Self.insert(update, at: now, db) { count += 1 }
            let answered = try Self.meta("last_answer", db).flatMap(Int64.init).map(Timestamp.init(milliseconds:))
            if let answered, now - answered > Self.maxGap {
                try Self.note(.gap(from: answered, to: now), at: now, db)
            }
            let last = updates.compactMap { $0["update_id"]?.integer }.max()
            try Self.setMeta("offset", to: last.map { "\($0 + 1)" }, db)
            try Self.setMeta("last_answer", to: "\(now.milliseconds)", db)
            try Self.forgetDoneUpdates(at: now, db)
            return count
        }
        FaultPoint.inboxStored.pass()
        if count > 0 { arrivals.wake() }
        notices.wake()
        return count
    }

    /// Stores one update that a webhook brought; a repetition changes nothing.
    func accept(webhook update: JSON, at now: Timestamp) async throws {
        try await queue.write { db in
            _ = try Self.insert(update, at: now, db)
            try Self.forgetDoneUpdates(at: now, db)
        }
        arrivals.wake()
    }

    private static func forgetDoneUpdates(at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM inbox WHERE state = 'done' AND received < ?",
            arguments: [now.adding(seconds: -memory).milliseconds])
    }

    /// Puts something of the bot's own among the updates of a chat, inside a transaction, so that it is worked off in its
    /// turn.
    static func insert(own members: [String: JSON], at now: Timestamp, _ db: Database) throws {
        let number = try ownNumber(db)
        _ = try insert(.object(members.merging(["update_id": .integer(number)]) { $1 }), at: now, db)
    }

    /// A number that no update of Telegram's has, because those are positive.
    private static func ownNumber(_ db: Database) throws -> Int64 {
        let number = (try meta("own_updates", db).flatMap(Int64.init) ?? 0) + 1
        try setMeta("own_updates", to: "\(number)", db)
        return -number
    }

    /// After a week without updates Telegram chooses the next number at random (Bot API, Update): an update
    /// that had it long ago and is still here, because it waits or was set aside, gives it up.
    private static func releaseOld(_ id: Int64, at now: Timestamp, _ db: Database) throws {
        let old = try Int64.fetchOne(
            db, sql: "SELECT id FROM inbox WHERE update_id = ? AND received < ?",
            arguments: [id, now.adding(seconds: -memory).milliseconds])
        guard let old else { return }
        try db.execute(sql: "UPDATE inbox SET update_id = ? WHERE id = ?", arguments: [try ownNumber(db), old])
    }

    /// False if the update is known already. The parts of an album wait for each other.
    private static func insert(_ update: JSON, at now: Timestamp, _ db: Database) throws -> Bool {
        guard let id = update["update_id"]?.integer else { return false }
        let (chat, album) = (chat(of: update), update["message"]?["media_group_id"]?.string)
        let due = album == nil ? now : now.adding(seconds: albumPause)
        try releaseOld(id, at: now, db)
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO inbox(update_id, chat, album, body, state, due, received)
                VALUES (?, ?, ?, ?, 'new', ?, ?)
                """,
            arguments: [id, chat, album, try BotJSON.text(update), due.milliseconds, now.milliseconds])
        guard db.changesCount == 1 else { return false }
        if let album {
            try db.execute(
                sql: "UPDATE inbox SET due = ? WHERE state = 'new' AND chat = ? AND album = ? AND batch IS NULL",
                arguments: [due.milliseconds, chat, album])
        }
        return true
    }

    /// The other parts of the album that the update begins, as far as they have arrived: from now on these are worked off
    /// together, also after a crash, and whatever comes later is by itself. Nil if the update is done already.
    func albumParts(of item: InboxItem) async throws -> [InboxItem]? {
        try await queue.write { db in
            let state = try String.fetchOne(db, sql: "SELECT state FROM inbox WHERE id = ?", arguments: [item.id])
            guard state == "new" else { return nil }
            guard let album = item.album else { return [] }
            if item.batch == nil {
                try db.execute(
                    sql: """
                        UPDATE inbox SET batch = ? WHERE state = 'new' AND chat = ? AND album = ? AND batch IS NULL
                        """, arguments: [item.id, item.chat, album])
            }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.inboxColumns) FROM inbox WHERE state = 'new' AND batch = ? AND id <> ? ORDER BY id
                    """, arguments: [item.batch ?? item.id, item.id]
            ).map(Self.inboxItem)
        }
    }

    private static let inboxColumns = "id, body, attempts, received, album, chat, batch"

    private static func inboxItem(_ row: Row) -> InboxItem {
        InboxItem(
            id: row[0], body: row[1], attempts: row[2], received: Timestamp(milliseconds: row[3]), album: row[4],
            chat: row[5], batch: row[6])
    }

    /// The updates that may be worked off now: of each chat the oldest one, if it is due.
    func dueUpdates(at now: Timestamp, limit: Int) async throws -> [InboxItem] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.inboxColumns) FROM inbox
                    WHERE id IN (SELECT MIN(id) FROM inbox WHERE state = 'new' GROUP BY chat) AND due <= ?
                    ORDER BY id LIMIT ?
                    """, arguments: [now.milliseconds, limit]
            ).map(Self.inboxItem)
        }
    }

    /// When the next update is due that is not yet; nil if none waits. An update that is due may be under way, and
    /// says nothing about when to look again.
    func nextUpdateDue(after now: Timestamp) async throws -> Timestamp? {
        try await read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT MIN(due) FROM inbox
                    WHERE id IN (SELECT MIN(id) FROM inbox WHERE state = 'new' GROUP BY chat) AND due > ?
                    """, arguments: [now.milliseconds]
            )
            .map(Timestamp.init(milliseconds:))
        }
    }

    /// Marks an update as done, inside the transaction that stores what it led to.
    static func finish(_ update: Int64, _ db: Database) throws {
        try db.execute(sql: "UPDATE inbox SET state = 'done' WHERE id = ?", arguments: [update])
    }

    /// Puts an update off, because what it needs is not there now. There is no last attempt: nothing is lost.
    func postpone(_ update: Int64, until due: Timestamp) async throws {
        try await queue.write { db in
            try db.execute(
                sql: "UPDATE inbox SET attempts = attempts + 1, due = ? WHERE id = ?",
                arguments: [due.milliseconds, update])
        }
    }

    /// Sets an update aside that cannot be worked off, with the parts of its album, so that it never stands in the way of
    /// others.
    func setAside(_ updates: [Int64], because reason: String, at now: Timestamp) async throws {
        try await write { db in
            for update in updates {
                try db.execute(
                    sql: "UPDATE inbox SET state = 'poison', reason = ? WHERE id = ?", arguments: [reason, update])
            }
            if let first = updates.first { try Self.note(.poison(update: first), at: now, db) }
        }
    }

    /// Where an update came from; nil for one without a chat, and for one that is not kept any more.
    func chat(ofUpdate update: Int64) async throws -> Int64? {
        try await read { try Self.chat(ofUpdate: update, $0) }
    }

    static func chat(ofUpdate update: Int64, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT chat FROM inbox WHERE id = ?", arguments: [update])
    }

    /// How many updates were set aside.
    func poisonCount() async throws -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM inbox WHERE state = 'poison'") ?? 0 }
    }

    private static func chat(of update: JSON) -> Int64? {
        if let chat = update["link_changed"]?.integer { return chat }
        for kind in BotUpdate.kinds {
            guard let inner = update[kind] else { continue }
            return (inner["chat"] ?? inner["message"]?["chat"])?["id"]?.integer
        }
        return nil
    }
}

/// An update that waits to be worked off.
struct InboxItem: Hashable, Sendable, Identifiable {
    var id: Int64
    var body: String
    var attempts: Int
    var received: Timestamp
    /// The album that its message is a part of.
    var album: String?
    var chat: Int64?
    /// The update that this part of an album is worked off with, once that has begun.
    var batch: Int64?
}
