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
                try Filling(database: database).begin(pass + 1)
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
                try Filling(database: database).end(writer.pass)
                try MetaKey.passIsRunning.write(nil, database)
            }
            try Filling(database: database).didStorePage(isRunning: isFilling && page.hasMore, isOver: !page.hasMore)
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
