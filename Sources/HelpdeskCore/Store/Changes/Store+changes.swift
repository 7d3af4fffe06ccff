import GRDB
public import HelpdeskModels

extension Store {
    /// The place in the change feed up to which the store has everything; nil for its beginning.
    func cursor() async throws(HelpdeskError) -> String? {
        try await read { try MetaKey.cursor.read($0) }
    }

    /// Applies a page that was asked for with the cursor `after`, and keeps the page's cursor: one transaction.
    ///
    /// Applying a page twice changes nothing. A page whose `after` is not where the store stands (another process was
    /// faster), or that was asked for in the turn `asked` and may be older than an answer that was stored since, is not
    /// applied; the answer is then false, and the caller asks again from the store's cursor. A pass from the beginning
    /// removes, at its end, what the backend no longer has.
    /// Throws `notSignedIn` before the first sign-in.
    @discardableResult
    public func apply(_ page: ChangePage, after: String?, asked: Int64? = nil) async throws(HelpdeskError) -> Bool {
        let isQuiet = page.isEmpty && after != nil
        let erasing = Erasing(page)
        let apply: @Sendable (Database) throws -> StoreChange? = { database in
            guard try MetaKey.cursor.read(database) == after else { return nil }
            if let asked, try page.crosses(answersSince: asked, database) { return nil }
            if after == nil {
                let pass = try MetaKey.pass.read(database).flatMap { Int($0) } ?? 0
                try MetaKey.pass.write(String(pass + 1), database)
                try MetaKey.passIsRunning.write("1", database)
                try SearchIndex(database: database).setFilling(true)
            }
            let isFilling = try MetaKey.passIsRunning.read(database) != nil
            let partial = try Self.window(database) == nil ? nil : PartialTickets(database: database)
            let unknown = try partial?.unknown(in: page) ?? []
            var writer = try ChangeWriter(database)
            // First, because an id may be in use again: then the page has its new owner, too.
            if let erased = page.erased { try writer.forget(erased) }
            try writer.write(page.changes, isFilling: isFilling && page.hasMore)
            if let gone = page.gone { try writer.remove(gone) }
            try partial?.note(unknown.subtracting(page.gone ?? []), in: page)
            if !page.hasMore { try partial?.forgetWhole() }
            if erasing == .tickets { try MetaKey.hasLeftovers.write("1", database) }
            if erasing == .people, !isFilling { try SearchIndex(database: database).forgetRemoved() }
            try Self.remember(merged: page.merged, database)
            let isEnd = isFilling && !page.hasMore
            if isEnd {
                let index = SearchIndex(database: database)
                try index.addPending()
                try index.setFilling(false)
                try Self.removeVanished(before: writer.pass, database)
                try MetaKey.passIsRunning.write(nil, database)
            }
            if page.cursor != after { try MetaKey.cursor.write(page.cursor, database) }
            // At the beginning and at the end of a pass all of it may change, and that it is being filled.
            return after == nil || isEnd ? .everything : writer.change
        }
        let change =
            erasing == .nothing
            ? try await write(announcing: nil, apply) : try await writeErasing(announcing: nil, apply)
        if change != nil, erasing != .nothing { await forgetErased(erasing) }
        if change != nil, !page.hasMore {
            await pruneOnceADay()
            await cleanOnceADay()
        }
        if let change, !isQuiet || change == .everything { changed.send(change) }
        return change != nil
    }

    /// Forgets the cursor, which the backend no longer knows: the next page is the first of a new pass.
    func forgetCursor() async throws(HelpdeskError) {
        try await write(announcing: nil) { try MetaKey.cursor.write(nil, $0) }
    }

    private static func remember(merged: [Int: Int], _ database: Database) throws {
        guard !merged.isEmpty else { return }
        let known = try MetaKey.merged.decode([Int: Int].self, database) ?? [:]
        let all = known.merging(merged) { $1 }
        if all != known { try MetaKey.merged.write(try StoredJSON.encode(all), database) }
    }

    private static func removeVanished(before pass: Int, _ database: Database) throws {
        var feed = SearchFeed(database, try TicketIdentity(database))
        try feed.beginRemoving(before: pass)
        var inUse = "SELECT ticket FROM outbox"
        if try window(database) != nil {
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
        for table in ["event", "telegram_link", "incident", "phone_file", "shift_note", "canned_reply"] {
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

    /// Keeps what the backend just said of a link, before the change feed says it too.
    public func remember(_ link: TelegramLink) async throws(HelpdeskError) {
        try await write(announcing: StoreChange(desk: true)) { database in
            var writer = try ChangeWriter(database)
            try writer.write([.telegramLink(link)])
        }
    }

    /// Forgets a link that has ended, before the change feed tells of it.
    public func forget(_ link: TelegramLink.ID) async throws(HelpdeskError) {
        try await write(announcing: StoreChange(desk: true)) { database in
            try database.execute(sql: "DELETE FROM telegram_link WHERE id = ?", arguments: [link.uuid])
        }
    }

    /// Forgets a file from the phone that was answered, before the change feed tells of it.
    func forget(_ file: PhoneFile) async throws(HelpdeskError) {
        try await write(announcing: StoreChange(desk: true)) { database in
            try database.execute(sql: "DELETE FROM phone_file WHERE id = ?", arguments: [file.id.uuid])
        }
    }
}
