package import HelpdeskModels

/// The events of the desk, for a bot to pass on.
extension TelegramDesk {
    /// A place in the change feed behind everything that has happened.
    package func latestCursor() async throws(TelegramDeskError) -> String {
        try await TelegramDeskError.naming { try await store.latestCursor(for: Self.reader) }
    }

    /// The changes after `cursor`, as the staff sees them, with internal notes; waits up to `wait` seconds for some.
    ///
    /// Ended links are among them, so that their chats can be told. Throws `cursorGone` for a cursor of another desk.
    package func changes(
        after cursor: String, limit: Int = 500, wait: Int = 0
    ) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming {
            let poll = LongPoll(notifier: store.notifier, account: Self.reader, seconds: wait)
            var cursor = cursor
            while true {
                let feed = try await store.changes(after: cursor, limit: limit, for: Self.reader)
                cursor = feed.page.cursor
                guard feed.page.changes.isEmpty, await poll.waitForChange(after: feed.latest) else { return feed.page }
            }
        }
    }

    /// An empty page behind the next change, which cannot be read: what comes after it can.
    package func pageBehindOne(after text: String) async throws(TelegramDeskError) -> ChangePage {
        try await TelegramDeskError.naming { try await store.pageBehindOne(after: text, for: Self.reader) }
    }

    package static let reader = Account(
        user: User(id: botID, name: "Telegram", role: .agent, service: nil), service: nil, token: 0, door: .telegram)
}

/// The questions of the alert bot to the desk.
extension TelegramDesk {
    /// All chats that belong to a service, also of those who have shut the support bot out.
    package func linkedChats() async throws(TelegramDeskError) -> [LinkedChat] {
        try await TelegramDeskError.naming { try await store.linkedChats() }
    }

    /// Takes over how an incident stands now.
    package func publish(_ incident: Incident) async throws(TelegramDeskError) {
        try await TelegramDeskError.naming { try await store.publish(incident) }
    }
}
