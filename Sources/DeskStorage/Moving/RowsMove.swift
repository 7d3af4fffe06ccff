import HelpdeskDesk
import SQLDatabase

/// Copies the rows of a desk from one database into another, in which no desk is yet.
///
/// Each table is one transaction, so that an attempt that was interrupted goes on with the table at which it was.
struct RowsMove {
    let source: any DeskDatabase
    let target: any DeskDatabase
    /// Is told each table with the number of its rows when it is there.
    var report: (_ table: String, _ rows: Int64) throws -> Void = { _, _ in }

    /// Whether rows can be moved at all. Throws ``ServerFailure``.
    func check() throws {
        let (instance, last) = try source.inspect { records -> (String, Int64) in
            guard let source = records as? any SQLRecords else { return ("", 0) }
            return try begin(from: source)
        }
        try target.inspect { records in
            guard let target = records as? any SQLRecords, try target.storedDesk() != nil else { return }
            guard try target.instance() == instance else {
                throw ServerFailure(
                    "There is a desk in the target already. Name a database that is empty, or empty this one.")
            }
            let reached = try lastChange(in: target)
            guard reached <= last else { throw Self.targetIsInUse }
            guard reached == 0 || reached == last else { throw Self.sourceHasChanged }
        }
    }

    /// Throws ``ServerFailure``.
    func run() throws {
        try check()
        for table in MovedTable.desk { try copy(table) }
        try finish()
    }

    private func begin(from source: some SQLRecords) throws -> (instance: String, last: Int64) {
        guard try source.storedDesk() != nil else {
            throw ServerFailure("There is no desk to be moved: the source is empty. Check the configuration of --from.")
        }
        return (try source.instance(), try lastChange(in: source))
    }

    /// The last number among the rows; where they end, engines can differ.
    private func lastChange(in records: some SQLRecords) throws -> Int64 {
        try records.row("SELECT MAX(seq) FROM change") { $0.optionalInteger(at: 0) }.flatMap(\.self) ?? 0
    }

    private static let sourceHasChanged = ServerFailure(
        "The source has changed since the first attempt. Stop its servers, empty the target, and begin anew; the source is as "
            + "it was.")

    /// To empty the target would lose what was written there.
    private static let targetIsInUse = ServerFailure(
        "The desk was moved before, and the target has changed since. Keep the target: it has what the source has not.")

    private static let oneHasChanged = ServerFailure(
        "The source has changed since the first attempt, or the target has. If the target was served, keep it: it has what "
            + "the source has not. Otherwise stop the servers of the source, empty the target, and begin anew.")

    private func copy(_ table: MovedTable) throws {
        let (count, number) = try source.inspect { records -> (Int64, Int64?) in
            guard let source = records as? any SQLRecords else { return (0, nil) }
            return (try table.count(in: source), try table.lastNumber(in: source))
        }
        let copied = try target.administerQuietly { records in
            guard let target = records as? any SQLRecords else { return Int64(0) }
            return try copy(table, upTo: number, to: target)
        }
        guard copied == count else { throw Self.oneHasChanged }
        try report(table.name, count)
    }

    /// How many rows the target has then.
    private func copy(_ table: MovedTable, upTo number: Int64?, to target: some SQLRecords) throws -> Int64 {
        try target.deferReferences()
        if table.isDerived { try target.execute("DELETE FROM \(table.name)") }
        let present = try table.count(in: target)
        guard present == 0 else { return present }
        // A connection belongs to the thread on which its transaction runs, so the source is read by another one.
        try table.eachPage { key, limit in
            try source.inspect { records in
                guard let source = records as? any SQLRecords else { return [] }
                return try table.rows(after: key, limit: limit, in: source)
            }
        } _: {
            try table.insert($0, into: target)
        }
        try table.beginNumbers(after: number, in: target)
        return try table.count(in: target)
    }

    /// The feed goes on behind the last number of the source, so that the cursors of clients stay good.
    private func finish() throws {
        let position = try source.inspect { try $0.latestChange() }
        try target.administerQuietly { records in
            guard let target = records as? any SQLRecords else { return }
            try target.beginFeed(after: position)
            // The index of words is not moved but made anew, by the server.
            try target.beginSearchFill()
        }
    }
}
