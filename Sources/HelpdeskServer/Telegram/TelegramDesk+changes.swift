import GRDB
public import HelpdeskModels

/// What happens at the desk, for a bot to pass on.
extension TelegramDesk {
    /// A place in the change feed behind everything that has happened.
    public func latestCursor() async throws(TelegramDeskError) -> String {
        try await TelegramDeskError.naming {
            try await store.read { db in
                let latest = try SQLiteStore.latestChange(db)
                var cursor = ChangeCursor(startingAt: latest)
                cursor.isReference = false
                cursor.position = latest
                return try CursorSeal(Self.reader, instance: SQLiteStore.instance(db)).text(of: cursor)
            }
        }
    }

    /// What happened after `cursor`, as the staff sees it, with internal notes; waits up to `wait` seconds for something.
    ///
    /// Ended links are among it, so that their chats can be told. Throws `cursorGone` for a cursor of another desk.
    public func changes(
        after cursor: String, limit: Int = 500, wait: Int = 0
    ) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming {
            let poll = LongPoll(
                notifier: store.notifier, account: Self.reader, seconds: wait, channel: nil)
            var cursor = cursor
            while true {
                let feed = try await store.changes(after: cursor, limit: limit, for: Self.reader)
                cursor = feed.page.cursor
                guard feed.page.changes.isEmpty, await poll.waitForChange(after: feed.latest) else { return feed.page }
            }
        }
    }

    /// An empty page behind the next change, which cannot be read: what comes after it can.
    public func pageBehindOne(after text: String) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming {
            try await store.read { db in
                let seal = CursorSeal(Self.reader, instance: try SQLiteStore.instance(db))
                let latest = try SQLiteStore.latestChange(db)
                var cursor = try seal.cursor(from: text, latest: latest)
                let next = try Int64.fetchOne(
                    db, sql: "SELECT MIN(seq) FROM change WHERE seq > ?", arguments: [cursor.position])
                cursor.position = next ?? cursor.position
                return ChangePage(changes: [], cursor: try seal.text(of: cursor), hasMore: cursor.position < latest)
            }
        }
    }

    static let reader = Account(
        user: User(id: botID, name: "Telegram", role: .agent, service: nil), service: nil, token: 0, door: .telegram)
}
