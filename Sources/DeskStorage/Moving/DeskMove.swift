import Foundation
import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Copies a desk from one configuration to another: its key, its files, its rows.
///
/// The rows come last, so that no desk is there whose files are not. An attempt that was interrupted goes on.
package struct DeskMove: Sendable {
    private let from: DataDirectory
    private let to: DataDirectory

    /// Opens both, and gives the target the key. Throws ``ServerFailure``.
    package init(source: StorageConfiguration, target: StorageConfiguration) throws {
        guard source.directory.standardizedFileURL != target.directory.standardizedFileURL else {
            throw ServerFailure("Both configurations name the same data directory. Name another one in --to.")
        }
        try Self.copyKey(from: source, to: target)
        (from, to) = (try DataDirectory(source), try DataDirectory(target))
        try from.postgres?.numberChanges()
        try RowsMove(source: from.database, target: to.database).check()
    }

    /// `report` is told how many are there, of how many. Throws ``ServerFailure``, or what `report` throws.
    package func copyFiles(_ report: (_ done: Int, _ all: Int) throws -> Void) throws {
        let contents = try from.database.inspect { records in
            Set(try records.attachmentContents()).union(try records.phoneFileContents())
        }.sorted { "\($0)" < "\($1)" }
        for (index, content) in contents.enumerated() {
            if try !isThere(content, in: to.files) { try copy(content, from: from.files, to: to.files) }
            try report(index + 1, contents.count)
        }
    }

    /// `report` is told each table with the number of its rows. Throws ``ServerFailure``, or what `report` throws.
    package func copyRows(_ report: @escaping (_ table: String, _ count: Int64) throws -> Void) throws {
        try RowsMove(source: from.database, target: to.database, report: report).run()
    }

    /// Without it, nobody's token would be known.
    private static func copyKey(from source: StorageConfiguration, to target: StorageConfiguration) throws {
        let key = try TokenDigester.key(of: source, making: false)
        let own: Data
        if target.tokenKey == nil {
            do {
                try DataDirectory.makeDirectory(target.directory)
                own = try SecretFile.readOrCreate(target.tokenKeyFile) { key }
            } catch let error as SecretFile.Failure {
                throw ServerFailure(error.description)
            }
        } else {
            own = try TokenDigester.key(of: target, making: false)
        }
        guard own == key else {
            throw ServerFailure(
                "The target has another key than the source, so nobody could sign in. Give it the source's by [keys], or name "
                    + "a data directory without a key.")
        }
    }

    private func copy(_ content: SHA256Digest, from source: any FileStore, to target: any FileStore) throws {
        let file: VerifiedFile
        do {
            file = try target.receive(contentsOf: source.localCopy(of: content))
        } catch StoreError.notFound {
            throw ServerFailure("The file \(content) is missing in the source. Restore it there from a backup.")
        } catch StoreError.damaged {
            throw Self.isDamaged(content)
        }
        defer { try? target.remove(file.upload) }
        guard file.sha256 == content else { throw Self.isDamaged(content) }
        try target.commit(file)
        guard try isThere(content, in: target) else {
            throw ServerFailure("The file \(content) did not arrive whole. Look at the target's disk or object store.")
        }
    }

    private static func isDamaged(_ content: SHA256Digest) -> ServerFailure {
        ServerFailure("The file \(content) is damaged in the source. Restore it there from a backup.")
    }

    /// Whether the store has the content, byte for byte.
    private func isThere(_ content: SHA256Digest, in store: any FileStore) throws -> Bool {
        var digest = PartialDigest()
        do {
            while true {
                let piece = try store.read(content, at: digest.count, count: 1 << 20)
                if piece.isEmpty { return digest.value == content }
                piece.withUnsafeBytes { digest.update($0) }
            }
        } catch StoreError.notFound {
            return false
        }
    }
}
