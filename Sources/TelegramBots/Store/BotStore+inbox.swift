import Foundation
import HelpdeskModels
import SQLDatabase

/// The inbox: updates as they arrived, each once, until they are worked off.
extension BotStore {
    /// The facts that the poller needs.
    struct PollState: Sendable, Hashable {
        /// Confirms what was stored; nil when everything is confirmed, because then the next number may be any.
        var offset: Int64?
        /// When Telegram answered last.
        var lastAnswer: Timestamp?
    }

    func pollState() async throws -> PollState {
        try await read { db in
            PollState(offset: try db.meta("offset").flatMap(Int64.init), lastAnswer: try db.lastAnswer())
        }
    }

    /// Stores what one poll brought, together with the offset that confirms it: one transaction. Returns how many
    /// updates are new.
    ///
    /// An update without a number cannot be confirmed or repeated and is passed over.
    @discardableResult
    func accept(_ updates: [JSON], at now: Timestamp) async throws -> Int {
        FaultPoint.inboxReceived.pass()
        let count = try await database.write { db in
            var count = 0
            for update in updates where try db.insert(update, at: now) { count += 1 }
            if let answered = try db.lastAnswer(), now - answered > Self.maxGap {
                try db.note(.gap(from: answered, to: now), at: now)
            }
            let last = updates.compactMap { $0["update_id"]?.integer }.max()
            try db.setMeta("offset", to: last.map { "\($0 + 1)" })
            try db.setMeta("last_answer", to: "\(now.milliseconds)")
            try db.forgetDoneUpdates(at: now)
            return count
        }
        FaultPoint.inboxStored.pass()
        if count > 0 { arrivals.wake() }
        notices.wake()
        return count
    }

    /// Telegram keeps updates for 24 hours: after a longer silence some may be lost.
    private static let maxGap = Duration.seconds(86_400)

    /// Stores one update that a webhook brought, in any process; a repetition changes nothing.
    func accept(webhook update: JSON, at now: Timestamp) async throws {
        try await database.hand { db in
            _ = try db.insert(update, at: now)
            try db.forgetDoneUpdates(at: now)
        }
        arrivals.wake()
    }

    /// The other parts of the album that the update begins, as far as they have arrived: from now on these are worked off
    /// together, also after a crash, and whatever comes later is by itself. Nil if the update is done already.
    func albumParts(of item: InboxItem) async throws -> [InboxItem]? {
        try await database.write { db in
            let state = try db.row("SELECT state FROM inbox WHERE id = ?", item.id) { $0.text(at: 0) }
            guard state == "new" else { return nil }
            guard let album = item.album else { return [] }
            if item.batch == nil {
                try db.execute(
                    "UPDATE inbox SET batch = ? WHERE state = 'new' AND chat = ? AND album = ? AND batch IS NULL",
                    item.id, item.chat, album)
            }
            return try db.rows(
                """
                SELECT \(InboxItem.columns) FROM inbox WHERE state = 'new' AND batch = ? AND id <> ? ORDER BY id
                """, item.batch ?? item.id, item.id
            ) { InboxItem(row: $0) }
        }
    }

    /// The updates that may be worked off now: of each chat the oldest one, if it is due.
    func dueUpdates(at now: Timestamp, limit: Int) async throws -> [InboxItem] {
        try await read { db in
            try db.rows(
                """
                SELECT \(InboxItem.columns) FROM inbox
                WHERE id IN (SELECT MIN(id) FROM inbox WHERE state = 'new' GROUP BY chat) AND due <= ?
                ORDER BY id LIMIT ?
                """, now, limit
            ) { InboxItem(row: $0) }
        }
    }

    /// When the next update is due that is not yet; nil if none waits. An update that is due may be under way, and
    /// says nothing about when to look again.
    func nextUpdateDue(after now: Timestamp) async throws -> Timestamp? {
        try await read { db in
            try db.row(
                """
                SELECT MIN(due) FROM inbox
                WHERE id IN (SELECT MIN(id) FROM inbox WHERE state = 'new' GROUP BY chat) AND due > ?
                """, now
            ) { $0.optionalTime(at: 0) }.flatMap(\.self)
        }
    }

    /// Puts an update off, because what it needs is not there now. There is no last attempt: nothing is lost.
    func postpone(_ update: Int64, until due: Timestamp) async throws {
        try await database.write { db in
            _ = try db.execute("UPDATE inbox SET attempts = attempts + 1, due = ? WHERE id = ?", due, update)
        }
    }

    /// Sets an update aside that cannot be worked off, with the parts of its album, so that it never stands in the way of
    /// others.
    func setAside(_ updates: [Int64], because reason: String, at now: Timestamp) async throws {
        try await write { db in
            for update in updates {
                try db.execute("UPDATE inbox SET state = 'poison', reason = ? WHERE id = ?", reason, update)
            }
            if let first = updates.first { try db.note(.poison(update: first), at: now) }
        }
    }

    /// Where an update came from; nil for one without a chat, and for one that is not kept any more.
    func chat(ofUpdate update: Int64) async throws -> Int64? {
        try await read { try $0.chat(ofUpdate: update) }
    }
}

extension BotRows {
    /// How long an update that is done is remembered, in seconds: Telegram repeats none after 24 hours, and after an
    /// idle week it may give the same number to another one.
    private var memory: Double { 2.0 * 86_400 }

    /// How long the parts of an album are waited for after the latest, in seconds.
    private var albumPause: Double { 1.5 }

    /// When Telegram answered last.
    func lastAnswer() throws -> Timestamp? {
        try meta("last_answer").flatMap(Int64.init).map(Timestamp.init(milliseconds:))
    }

    fileprivate func forgetDoneUpdates(at now: Timestamp) throws {
        try execute("DELETE FROM inbox WHERE state = 'done' AND received < ?", now.adding(seconds: -memory))
    }

    /// Puts something of the bot's own among the updates of a chat, so that it is worked off in its turn.
    func insert(own members: [String: JSON], at now: Timestamp) throws {
        let number = try ownNumber()
        _ = try insert(.object(members.merging(["update_id": .integer(number)]) { $1 }), at: now)
    }

    /// A number that no update of Telegram's has, because those are positive.
    private func ownNumber() throws -> Int64 {
        let number = (try meta("own_updates").flatMap(Int64.init) ?? 0) + 1
        try setMeta("own_updates", to: "\(number)")
        return -number
    }

    /// After a week without updates Telegram chooses the next number at random (Bot API, Update): an update
    /// that had it long ago and is still here, because it waits or was set aside, gives it up.
    private func releaseOld(_ id: Int64, at now: Timestamp) throws {
        let old = try row(
            "SELECT id FROM inbox WHERE update_id = ? AND received < ?", id, now.adding(seconds: -memory)
        ) { $0.integer(at: 0) }
        guard let old else { return }
        try execute("UPDATE inbox SET update_id = ? WHERE id = ?", try ownNumber(), old)
    }

    /// False if the update is known already. The parts of an album wait for each other.
    fileprivate func insert(_ update: JSON, at now: Timestamp) throws -> Bool {
        guard let id = update["update_id"]?.integer else { return false }
        let (chat, album) = (update.updatedChat, update["message"]?["media_group_id"]?.string)
        let due = album == nil ? now : now.adding(seconds: albumPause)
        try releaseOld(id, at: now)
        let count = try execute(
            """
            INSERT INTO inbox(update_id, chat, album, body, state, due, received) VALUES (?, ?, ?, ?, 'new', ?, ?)
            ON CONFLICT DO NOTHING
            """, id, chat, album, try BotJSON.text(update), due, now)
        guard count == 1 else { return false }
        if let album {
            try execute(
                "UPDATE inbox SET due = ? WHERE state = 'new' AND chat = ? AND album = ? AND batch IS NULL", due, chat,
                album)
        }
        return true
    }

    /// Marks an update as done, in the transaction that stores what it led to.
    func finish(_ update: Int64) throws {
        try execute("UPDATE inbox SET state = 'done' WHERE id = ?", update)
    }

    func chat(ofUpdate update: Int64) throws -> Int64? {
        try row("SELECT chat FROM inbox WHERE id = ?", update) { $0.optionalInteger(at: 0) }.flatMap(\.self)
    }
}

extension JSON {
    /// The chat that an update is about.
    fileprivate var updatedChat: Int64? {
        if let chat = self["link_changed"]?.integer { return chat }
        for kind in BotUpdate.kinds {
            guard let inner = self[kind] else { continue }
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

    /// In the order in which ``init(row:)`` reads them.
    static let columns = "id, body, attempts, received, album, chat, batch"

    init(row: some SQLRow) {
        id = row.integer(at: 0)
        body = row.text(at: 1)
        attempts = Int(row.integer(at: 2))
        received = row.time(at: 3)
        album = row.optionalText(at: 4)
        chat = row.optionalInteger(at: 5)
        batch = row.optionalInteger(at: 6)
    }
}
