package import Foundation
import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Copies of a whole desk, made while it runs, and back.
extension DataDirectory {
    /// Where the Telegram bots keep their databases and the webhook's secret.
    static let bots = "telegram"

    /// Writes a copy to `target`, which must not be there yet: the databases of the desk and of its bots as of one moment,
    /// every file that the desk's database names, and the keys. It is there in full or not at all. Throws
    /// ``ServerFailure``.
    package func backUp(to target: URL) throws {
        let target = target.standardizedFileURL
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw ServerFailure("\(target.path) is there already. Name a directory that is not.")
        }
        guard sqlite != nil else {
            throw ServerFailure(
                "This desk is in PostgreSQL. Back it up with pg_dump or a base backup, and the data directory by a copy of "
                    + "it that is made afterwards.")
        }
        guard let files = vault else {
            throw ServerFailure(
                "The files of this desk are in an object store. Turn on versioning of its bucket, or copy the bucket after the "
                    + "database. Back up the database with sqlite3 \(SQLiteDatabase.fileName) '.backup COPY', and the keys "
                    + "beside it by a copy.")
        }
        // Before the copy, so that the copy tells of it, too.
        try desk.noteBackup()
        try Self.make(target, or: "The backup \(target.path) could not be written") { partial in
            try copyDatabasesAndKeys(to: partial)
            // After the database: a file is in place before a row names it, and is never changed.
            let vault = Self.vault(of: partial)
            try Self.makeDirectory(vault.uploads)
            try Self.makeDirectory(vault.files)
            let copy = try SQLiteCopy(partial.appending(path: SQLiteDatabase.fileName))
            for content in try copy.read({ try $0.attachmentContents() }) {
                try Self.copyFile(content, from: files, to: vault)
            }
            for content in try copy.read({ try $0.phoneFileContents() }) {
                do {
                    try Self.copyFile(content, from: files, to: vault)
                } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
                    // Taken or turned away since the moment of the copy, which says so, then.
                    try copy.write { try $0.forgetPhoneFiles(with: content) }
                }
            }
            try copy.close()
        }
    }

    /// Makes the data directory `url`, which must be empty or not be there, from a backup, and checks every byte of it. It
    /// is there in full or not at all.
    ///
    /// The restored desk tells its clients to synchronize from the beginning: what they have may be newer than it.
    /// Throws ``ServerFailure``.
    package static func restore(_ backup: URL, to url: URL) throws {
        let url = url.standardizedFileURL
        if FileManager.default.fileExists(atPath: url.path) {
            let content = try? FileManager.default.contentsOfDirectory(atPath: url.path)
            guard content?.isEmpty == true else {
                throw ServerFailure("\(url.path) is not an empty directory. Name a new one, and look at both.")
            }
        }
        guard FileManager.default.fileExists(atPath: backup.appending(path: SQLiteDatabase.fileName).path) else {
            throw ServerFailure("\(backup.path) is not a backup of cabdeskd.")
        }
        try make(url, or: "The backup could not be restored to \(url.path)") { partial in
            for name in try FileManager.default.contentsOfDirectory(atPath: backup.path) {
                try FileManager.default.copyItem(at: backup.appending(path: name), to: partial.appending(path: name))
            }
            for database in try databases(in: partial) { try check(database) }
            // The key may be in the configuration, which is not in the backup.
            let restored = try DataDirectory(StorageConfiguration(directory: partial), keys: .ignored)
            let database = restored.database
            for content in try database.inspect({ try $0.attachmentContents() }) { try restored.check(content) }
            for content in try database.inspect({ try $0.phoneFileContents() }) {
                // Older versions left the files from phones out.
                if FileManager.default.fileExists(atPath: restored.place(of: content)) {
                    try restored.check(content)
                } else {
                    try database.administerQuietly { try $0.forgetPhoneFiles(with: content) }
                }
            }
            try restored.desk.becomeAnotherInstance()
            let hasAlertBot = try databases(in: partial).contains { $0.lastPathComponent == "alert.sqlite" }
            if !hasAlertBot { try restored.desk.resolveIncidents(at: .now) }
            try restored.sqlite?.close()
        }
    }

    /// Makes a directory in full or not at all, by `body`, under another name beside it.
    static func make(_ target: URL, or what: String, _ body: (URL) throws -> Void) throws {
        let target = resolvingParent(of: target)
        let partial = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).partial")
        do {
            // Of an attempt that was killed.
            if FileManager.default.fileExists(atPath: partial.path) {
                try FileManager.default.removeItem(at: partial)
            }
            try makeDirectory(partial)
            try body(partial)
            try synchronize(partial)
            // Opened first: if that fails, nothing is left.
            let parent = try OpenFile(path: target.deletingLastPathComponent().path, flags: O_RDONLY | O_DIRECTORY)
            guard rename(partial.path, target.path) == 0 else { throw FileFailure.last("rename") }
            try parent.synchronize()
        } catch {
            // If it stays, the next attempt removes it.
            try? FileManager.default.removeItem(at: partial)
            throw sentence(for: error, what)
        }
    }

    /// The same place without symbolic links on the way to it: its directory is opened, which a link cannot be.
    private static func resolvingParent(of target: URL) -> URL {
        guard let path = realpath(target.deletingLastPathComponent().path, nil) else { return target }
        defer { free(path) }
        return URL(filePath: String(cString: path), directoryHint: .isDirectory)
            .appending(path: target.lastPathComponent)
    }

    private func copyDatabasesAndKeys(to partial: URL) throws {
        let bots = url.appending(path: Self.bots)
        if FileManager.default.fileExists(atPath: bots.path) {
            try Self.makeDirectory(partial.appending(path: Self.bots))
        }
        func copy(_ file: URL) -> URL {
            let isOfBot = file.deletingLastPathComponent().lastPathComponent == Self.bots
            return partial.appending(path: (isOfBot ? "\(Self.bots)/" : "") + file.lastPathComponent)
        }
        try SQLiteSnapshots(Self.databases(in: url)).copy(to: copy)
        for file in try Self.files(in: url, ["key"]) + Self.files(in: bots, ["secret"]) {
            try FileManager.default.copyItem(at: file, to: copy(file))
        }
    }

    /// The databases of the desk and its bots in a data directory.
    private static func databases(in directory: URL) throws -> [URL] {
        try files(in: directory, ["sqlite"]) + files(in: directory.appending(path: bots), ["sqlite"])
    }

    /// The files of a directory with one of these extensions, by name; none where there is no such directory.
    private static func files(in directory: URL, _ extensions: Set<String>) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            .map { directory.appending(path: $0) }.filter { extensions.contains($0.pathExtension) }
    }

    private static func vault(of url: URL) -> FileVault {
        FileVault(uploads: url.appending(path: "uploads"), files: url.appending(path: "files"))
    }

    static func makeDirectory(_ url: URL) throws {
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private static func check(_ database: URL) throws {
        let copy = try SQLiteCopy(database)
        guard try copy.isSound() else { throw ServerFailure("The database \(database.path) is damaged.") }
        try copy.close()
    }

    /// The place of a content in a directory that was restored.
    private func place(of digest: SHA256Digest) -> String { Self.vault(of: url).place(of: digest) }

    private func check(_ digest: SHA256Digest) throws {
        let file = try OpenFile(path: place(of: digest), flags: O_RDONLY)
        guard try file.sha256() == digest else { throw ServerFailure("The file \(digest) in the backup is damaged.") }
    }

    private static func copyFile(_ digest: SHA256Digest, from source: FileVault, to target: FileVault) throws {
        let path = URL(filePath: target.place(of: digest))
        guard !FileManager.default.fileExists(atPath: path.path) else { return }
        try makeDirectory(path.deletingLastPathComponent())
        try FileManager.default.copyItem(at: URL(filePath: source.place(of: digest)), to: path)
    }

    private static func synchronize(_ directory: URL) throws {
        let entries = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: [.isDirectoryKey])
        while let entry = entries?.nextObject() as? URL {
            let isDirectory = try entry.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
            try OpenFile(path: entry.path, flags: O_RDONLY | (isDirectory ? O_DIRECTORY : 0)).synchronize()
        }
        try OpenFile.synchronizeDirectory(directory.path)
    }

    private static func sentence(for error: any Error, _ what: String) -> ServerFailure {
        if let message = DatabaseFailure.message(of: error) { return ServerFailure("\(what): \(message).") }
        return switch error {
        case let error as ServerFailure: error
        case let error as FileFailure: ServerFailure("\(what): \(error).")
        case StoreError.damaged(let detail): ServerFailure("\(what): the database is damaged (\(detail)).")
        default: ServerFailure("\(what): \((error as NSError).localizedDescription)")
        }
    }
}
