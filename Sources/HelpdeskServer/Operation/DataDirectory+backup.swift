public import Foundation
import GRDB
import HelpdeskModels

/// Copies of a whole desk, made while it runs, and back.
extension DataDirectory {
    /// Writes a copy to `target`, which must not be there yet: databases as of one moment each, every file that the desk's
    /// database names, and the keys. It is there in full or not at all. Throws ``ServerFailure``.
    public func backUp(to target: URL) throws {
        let target = target.standardizedFileURL
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw ServerFailure("\(target.path) is there already. Name a directory that is not.")
        }
        // Before the copy, so that the copy tells of it, too.
        try store.administer { try SQLiteStore.audit("desk.backup", "desk", $0) }
        let partial = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).partial")
        try? FileManager.default.removeItem(at: partial)
        do {
            try Self.makeDirectory(partial)
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() {
                let copy = partial.appending(path: name)
                switch (name as NSString).pathExtension {
                case "sqlite": try Self.copyDatabase(url.appending(path: name), to: copy)
                case "key": try FileManager.default.copyItem(at: url.appending(path: name), to: copy)
                default: continue
                }
            }
            // After the database: a file is in place before a row names it, and is never changed.
            let vault = FileVault(
                uploads: partial.appending(path: "uploads"), files: partial.appending(path: "files"))
            try Self.makeDirectory(vault.uploads)
            try Self.makeDirectory(vault.files)
            for digest in try Self.digests(in: partial) { try Self.copyFile(digest, from: files, to: vault) }
            try Self.synchronise(partial)
            guard rename(partial.path, target.path) == 0 else { throw FileFailure.last("rename") }
            try OpenFile.synchroniseDirectory(target.deletingLastPathComponent().path)
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw Self.sentence(for: error, "The backup \(target.path) could not be written")
        }
    }

    /// Makes the data directory `url`, which must be empty or not be there, from a backup, and checks every byte of it.
    ///
    /// The restored desk tells its clients to synchronise from the beginning: what they have may be newer than it.
    /// Throws ``ServerFailure``.
    public static func restore(_ backup: URL, to url: URL) throws {
        let url = url.standardizedFileURL
        let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: url.path))?.isEmpty ?? true
        guard isEmpty else { throw ServerFailure("\(url.path) is not empty. Name a new directory, and look at both.") }
        guard FileManager.default.fileExists(atPath: backup.appending(path: SQLiteStore.fileName).path) else {
            throw ServerFailure("\(backup.path) is not a backup of cabdeskd.")
        }
        do {
            try makeDirectory(url)
            for name in try FileManager.default.contentsOfDirectory(atPath: backup.path) {
                try FileManager.default.copyItem(at: backup.appending(path: name), to: url.appending(path: name))
            }
            for digest in try digests(in: url) {
                let file = try OpenFile(path: vault(of: url).path(of: digest), flags: O_RDONLY)
                guard try file.sha256() == digest else {
                    throw ServerFailure("The file \(digest) in the backup is damaged.")
                }
            }
            try synchronise(url)
        } catch {
            throw sentence(for: error, "The backup could not be restored to \(url.path)")
        }
        try DataDirectory(url).store.becomeAnotherInstance()
    }

    private static func vault(of url: URL) -> FileVault {
        FileVault(uploads: url.appending(path: "uploads"), files: url.appending(path: "files"))
    }

    private static func makeDirectory(_ url: URL) throws {
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// One consistent state, also beside a writer (https://sqlite.org/lang_vacuum.html, VACUUM INTO).
    private static func copyDatabase(_ source: URL, to copy: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: source.path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy.path]) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy.path)
    }

    /// What the desk's database in `url` names. Throws if the database is damaged.
    private static func digests(in url: URL) throws -> [SHA256Digest] {
        let queue = try DatabaseQueue(path: url.appending(path: SQLiteStore.fileName).path)
        return try queue.inDatabase { db in
            guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok" else {
                throw ServerFailure("The database \(url.path) is damaged.")
            }
            return try String.fetchAll(db, sql: "SELECT DISTINCT sha256 FROM attachment").compactMap {
                SHA256Digest($0)
            }
        }
    }

    private static func copyFile(_ digest: SHA256Digest, from source: FileVault, to target: FileVault) throws {
        let path = URL(filePath: target.path(of: digest))
        try makeDirectory(path.deletingLastPathComponent())
        try FileManager.default.copyItem(at: URL(filePath: source.path(of: digest)), to: path)
    }

    private static func synchronise(_ directory: URL) throws {
        let entries = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: [.isDirectoryKey])
        while let entry = entries?.nextObject() as? URL {
            let isDirectory = try entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
            try OpenFile(path: entry.path, flags: O_RDONLY | (isDirectory ? O_DIRECTORY : 0)).synchronise()
        }
        try OpenFile.synchroniseDirectory(directory.path)
    }

    private static func sentence(for error: any Error, _ what: String) -> ServerFailure {
        switch error {
        case let error as ServerFailure: error
        case let error as FileFailure: ServerFailure("\(what): \(error).")
        case let error as DatabaseError: ServerFailure("\(what): \(error.message ?? "the database failed").")
        default: ServerFailure("\(what): \((error as NSError).localizedDescription)")
        }
    }
}
