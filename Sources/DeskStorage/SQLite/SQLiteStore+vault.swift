import GRDB
package import HelpdeskDesk
package import HelpdeskModels

/// What the vault holds though nothing names it: a message was refused or the power failed after its file was put
/// there, or a file from the phone was removed.
///
/// Files enter the vault only inside a transaction that names them, and leave it only inside one that finds nobody who
/// does. SQLite runs one of these at a time, of all processes, so no message loses a file to the collector.
extension SQLiteStore {
    /// How many files are looked at while everybody else waits to write.
    private static let batch = 200

    /// Removes everything from the vault that nothing names; how many files that were.
    @discardableResult
    package func collectOrphans(in files: any FileStore) throws -> Int {
        let stored = try files.contents()
        let orphans = try inspect { db in try stored.filter { try !Self.isNamed($0, db) } }
        return try collect(orphans, in: files)
    }

    /// Removes those of the files that nothing names (any more); how many they were.
    @discardableResult
    package func collect(_ digests: [SHA256Digest], in files: any FileStore) throws -> Int {
        var count = 0
        var rest = digests[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            count += try DatabaseFailure.explain(path: pool.path) { try remove(batch, in: files) }
        }
        return count
    }

    private func remove(_ batch: ArraySlice<SHA256Digest>, in files: any FileStore) throws -> Int {
        var count = 0
        try pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                for digest in batch where try !Self.isNamed(digest, db) {
                    try files.remove(digest)
                    count += 1
                }
                return .commit
            }
        }
        return count
    }

    private static func isNamed(_ digest: SHA256Digest, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS(SELECT 1 FROM attachment WHERE sha256 = ?1)
                    OR EXISTS(SELECT 1 FROM phone_file WHERE sha256 = ?1 AND removed IS NULL)
                """)
        return try Bool.fetchOne(statement, arguments: [digest.description]) ?? true
    }
}
