import GRDB

extension Store {
    /// Reads in one transaction, off the caller's thread.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        do {
            return try await queue.read(body)
        } catch {
            throw HelpdeskError(storing: error, in: directory)
        }
    }

    /// Writes in one transaction, off the caller's thread, and tells the subscribers of `changes`.
    func write<Value: Sendable>(
        notify: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        let value: Value
        do {
            value = try await queue.write(body)
        } catch {
            throw HelpdeskError(storing: error, in: directory)
        }
        if notify { changed.send(()) }
        return value
    }

    /// As `write`, and what was written survives a loss of power too: for what a person wrote.
    func writeDurably<Value: Sendable>(
        notify: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        let value: Value
        do {
            value = try await queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                defer { try? database.execute(sql: "PRAGMA synchronous = NORMAL") }
                var value: Value?
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { throw HelpdeskError(.unexpected) }
                return value
            }
        } catch {
            throw HelpdeskError(storing: error, in: directory)
        }
        if notify { changed.send(()) }
        return value
    }
}
