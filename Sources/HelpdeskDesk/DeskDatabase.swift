package import HelpdeskModels

/// The database of a desk: rows, read and written in transactions. The rules for them are ``Helpdesk``'s.
///
/// A body is synchronous and runs in one transaction, possibly on a thread of the engine. The errors of the engine leave
/// it as ``StoreError`` or, from the methods for administrators, as ``ServerFailure`` with a sentence.
package protocol DeskDatabase: Sendable {
    /// Wakes those who wait for a change.
    var notifier: ChangeNotifier { get }

    /// Reads in a snapshot, on the thread of the caller.
    func read<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value
    /// Reads like ``read(_:)``, with one statement: that is a snapshot by itself and needs no transaction around it.
    func readOnce<Value>(_ body: (any DeskRecords) throws -> Value) async throws -> Value
    /// Writes in one transaction, whoever asks for it. An engine may run the body again if another transaction came in
    /// between. The callers are ``write(_:)`` and ``writeQuietly(_:)``.
    func commit<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value
    /// Writes like ``commit(_:)``, and tells the notifier what has changed. When it returns, the feed has the changes.
    func commitAndTell<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value
    /// Writes what is about this moment alone, and is lost without harm if the machine stops: its commit waits for no disk.
    /// Each statement sees what others have committed before it. No change of the feed may be among it. The callers are
    /// ``writeFleeting(_:)`` and what nobody asks for.
    func commitFleeting<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value

    /// Reads for an administrator. Waits for the database.
    func inspect<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value
    /// Writes for an administrator what is no change of the feed. Waits for the database, and keeps others from writing
    /// from its beginning on.
    func administerQuietly<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value
    /// Writes for an administrator like ``administerQuietly(_:)``, and tells the notifier what has changed.
    func administer<Value>(_ body: (any DeskRecords) throws -> Value) throws -> Value

    /// Wakes the long polls of a user at every server of the desk, although nothing has changed that they see.
    func wake(_ user: User.ID) async

    /// Tells the notifier what other processes have changed, for example `cabdeskd admin`, until the task is cancelled.
    func followChanges() async

    /// Throws unless a transaction can write now.
    func proveWritable() async throws

    /// How the database is used. Does not wait for it.
    func metrics() async -> [Metric]

    /// Leaves nothing of deleted rows in the files of the engine; thoroughly, also of rows that were deleted or replaced
    /// long ago. Waits for the database, which takes the longer the larger it is.
    func forgetDeleted(thoroughly: Bool) throws
}

extension DeskDatabase {
    /// For an engine that has one server.
    package func wake(_ user: User.ID) async {
        notifier.wake(.user(user))
    }

    /// Writes what is no change of the feed: nobody waits for it.
    ///
    /// Throws ``StoreError/signedOut``, and writes nothing, if the request in whose task it is called comes from an account
    /// that was shut out meanwhile.
    func writeQuietly<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        // Here, because the engine may run the transaction elsewhere.
        let account = RequestAccount.current
        return try await commit { records in
            try records.prove(account)
            return try body(records)
        }
    }

    /// Writes like ``writeQuietly(_:)`` what may be lost, as ``commitFleeting(_:)`` says.
    func writeFleeting<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        let account = RequestAccount.current
        return try await commitFleeting { records in
            try records.prove(account)
            return try body(records)
        }
    }

    /// Writes in one transaction, as ``writeQuietly(_:)`` does, and wakes those who wait for a change that they see.
    func write<Value: Sendable>(_ body: @Sendable (any DeskRecords) throws -> Value) async throws -> Value {
        let account = RequestAccount.current
        return try await commitAndTell { records in
            try records.prove(account)
            return try body(records)
        }
    }
}

/// The rows of a desk within one transaction. The operations decide nothing: what may be read or written, and what it
/// leads to, is decided by their callers.
///
/// `insert…` adds rows, `store…` adds or replaces what can change of one, `delete…` removes. A list has an order only where
/// its operation names one. An `ordinal` is the place of a row in the order in which its kind was written.
package protocol DeskRecords: ReferenceRecords, AccountRecords, TicketRecords, FileRecords, LinkRecords, ChangeRecords,
    StatisticsRecords, ShiftNoteRecords, CannedReplyRecords, ErasureRecords, PresenceRecords, AttemptRecords,
    KeyRecords,
    SearchRecords
{}
