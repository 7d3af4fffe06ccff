import GRDB

extension Store {
    /// Reads in one transaction, off the caller's thread. Sees every commit before it, and waits for none.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        try await attempt { try await $0.reader.read(body) }
    }

    /// As `read`, on the caller's thread and the connection that writes, which is open at the start.
    func readNow<Value>(_ body: (Database) throws -> Value) throws(HelpdeskError) -> Value {
        while true {
            let connections = connections
            do {
                return try connections.writer.read(body)
            } catch {
                try recover(from: error, on: connections)
            }
        }
    }

    /// Writes in one transaction, off the caller's thread, and notifies the subscribers of `changes`.
    /// - Parameter change: nil if nobody has to read anything because of it.
    func write<Value: Sendable>(
        announcing change: StoreChange? = .everything, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        let value = try await attempt { try await $0.writer.write(body) }
        files.announceCommit()
        if let change { changed.send(change) }
        return value
    }

    /// As `write`, and erases what it removes: a rescue, which reads everything on the pages of a damaged store, must not
    /// find a message that has left or was taken back.
    func writeErasing<Value: Sendable>(
        announcing change: StoreChange? = .everything, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        try await write(with: "PRAGMA secure_delete = ON", announcing: change, body)
    }

    /// As `writeErasing`, and the commit survives a loss of power too: for the words of a person.
    func writeDurably<Value: Sendable>(
        announcing change: StoreChange? = .everything, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        try await write(with: "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL", announcing: change, body)
    }

    private func write<Value: Sendable>(
        with settings: String, announcing change: StoreChange?,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(HelpdeskError) -> Value {
        let value = try await attempt { connections in
            try await connections.writer.writeWithoutTransaction { database in
                try database.execute(sql: settings)
                // Left on, it only makes the next writes slower and safer.
                defer { try? database.execute(sql: "PRAGMA secure_delete = OFF; PRAGMA synchronous = NORMAL") }
                var value: Value?
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { throw HelpdeskError(.unexpected) }
                return value
            }
        }
        files.announceCommit()
        if let change { changed.send(change) }
        return value
    }

    /// Does the work, again on the new connections if the store had to be repaired for it.
    func attempt<Value: Sendable>(
        _ work: (StoreConnections) async throws -> Value
    ) async throws(HelpdeskError) -> Value {
        while true {
            let connections = connections
            do {
                return try await work(connections)
            } catch {
                try recover(from: error, on: connections)
            }
        }
    }

    /// Returns if the work is to be repeated.
    private func recover(from error: any Error, on failed: StoreConnections) throws(HelpdeskError) {
        let failure = HelpdeskError(storing: error, in: directory)
        if failed !== connections, !(error is HelpdeskError) { return }
        guard failure.code == .storeDamaged || failed.writer.isContradicted(by: error) else { throw failure }
        try repair(failed)
    }
}

extension HelpdeskError {
    /// The meaning of a failed access to the database.
    init(storing error: any Error, in directory: String) {
        switch error {
        case var error as HelpdeskError:
            if [.storeNewer, .storeDamaged].contains(error.code) { error.subject = directory }
            self = error
        case let error as DatabaseError:
            let code: Code =
                switch error.resultCode {
                case .SQLITE_FULL: .diskFull
                // A file beside the database that cannot grow (its shared memory) is reported as one of these two.
                case .SQLITE_CANTOPEN, .SQLITE_IOERR:
                    FreeSpace.isEnough(for: 65_536, at: directory) ? .storeUnwritable : .diskFull
                case .SQLITE_READONLY, .SQLITE_PERM: .storeUnwritable
                case .SQLITE_BUSY, .SQLITE_LOCKED: .storeBusy
                case .SQLITE_CORRUPT, .SQLITE_NOTADB: .storeDamaged
                case .SQLITE_ERROR where error.message == "malformed JSON": .storeDamaged
                default: .unexpected
                }
            // Without the statement's arguments, which are what people wrote.
            self.init(code, subject: directory, detail: "\(error.extendedResultCode): \(error.message ?? "")")
        case is CancellationError:
            self.init(.cancelled)
        case is DecodingError, is RowDecodingError:
            self.init(.storeDamaged, subject: directory)
        default:
            self.init(.unexpected, subject: directory, detail: "\(type(of: error))")
        }
    }
}
