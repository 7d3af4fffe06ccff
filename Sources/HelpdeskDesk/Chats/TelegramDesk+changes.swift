package import HelpdeskModels

/// The events of the desk, for a bot to pass on.
extension TelegramDesk {
    package func latestCursor() async throws(TelegramDeskError) -> String {
        try await TelegramDeskError.naming { try await store.latestCursor(for: Self.reader) }
    }

    package func changes(
        after cursor: String, limit: Int = 500, wait: Int = 0
    ) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming {
            let poll = LongPoll(notifier: store.notifier, account: Self.reader, seconds: wait)
            var cursor = cursor
            while true {
                let feed = try await store.changes(after: cursor, limit: limit, for: Self.reader)
                cursor = feed.page.cursor
                guard feed.page.isEmpty, await poll.waitForChange(after: feed.latest) else { return feed.page }
            }
        }
    }

    package func pageBehindOne(after cursor: String) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming { try await store.pageBehindOne(after: cursor, for: Self.reader) }
    }

    package func publish(_ incident: Incident) async throws(TelegramDeskError) {
        try await TelegramDeskError.naming { try await store.publish(incident) }
    }

    /// As whom a bot reads the feed.
    package static let reader = Account(
        user: User(id: botID, name: "Telegram", role: .agent, service: nil), service: nil, token: 0, door: .telegram)
}
