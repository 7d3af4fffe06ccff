import Foundation
import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Copies a desk from one configuration to another: its key, its files, its rows.
///
/// The rows come last, so that no desk is there whose files are not. An attempt that was interrupted goes on.
package struct DeskMove {
    package enum Step: Sendable {
        case rows(table: String, count: Int64)
        case files(done: Int, of: Int)
    }

    let source: StorageConfiguration
    let target: StorageConfiguration

    package init(source: StorageConfiguration, target: StorageConfiguration) {
        self.source = source
        self.target = target
    }

    /// Throws ``ServerFailure``, or what `report` throws. Waits for databases and files.
    package func run(_ report: @escaping (Step) throws -> Void) throws {
        guard source.directory.standardizedFileURL != target.directory.standardizedFileURL else {
            throw ServerFailure("Both configurations name the same data directory. Name another one in --to.")
        }
        try copyKey()
        let (from, to) = (try DataDirectory(source), try DataDirectory(target))
        try from.postgres?.numberChanges()
        let rows = RowsMove(source: from.database, target: to.database) { table, count in
            try report(.rows(table: table, count: count))
        }
        try rows.check()
        try copyFiles(from: from, to: to, report)
        try rows.run()
    }

    /// Without it, nobody's token would be known.
    private func copyKey() throws {
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

    private func copyFiles(from: DataDirectory, to: DataDirectory, _ report: (Step) throws -> Void) throws {
        let contents = try from.database.inspect { records in
            Set(try records.attachmentContents()).union(try records.phoneFileContents())
        }.sorted { "\($0)" < "\($1)" }
        for (index, content) in contents.enumerated() {
            if try !isThere(content, in: to.files) { try copy(content, from: from.files, to: to.files) }
            try report(.files(done: index + 1, of: contents.count))
        }
    }

    private func copy(_ content: SHA256Digest, from source: any FileStore, to target: any FileStore) throws {
        let file: VerifiedFile
        do {
            file = try target.receive(contentsOf: source.localCopy(of: content))
        } catch StoreError.notFound {
            throw ServerFailure("The file \(content) is missing in the source. Restore it there from a backup.")
        }
        defer { try? target.remove(file.upload) }
        guard file.sha256 == content else {
            throw ServerFailure("The file \(content) is damaged in the source. Restore it there from a backup.")
        }
        try target.commit(file)
        guard try isThere(content, in: target) else {
            throw ServerFailure("The file \(content) did not arrive whole. Look at the target's disk or object store.")
        }
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
