package import Foundation
package import HelpdeskDesk
import SystemKit

/// Everything that a desk keeps on disk: the database, the files, the server's key.
package struct DataDirectory: Sendable {
    package let url: URL
    package let files: FileVault
    let database: SQLiteDatabase
    /// The desk that is kept here.
    package let desk: Helpdesk

    /// Where the Telegram bots keep their databases.
    package var botsPath: String { url.appending(path: Self.bots).path }

    /// Opens or creates it. Throws ``ServerFailure``.
    package init(_ url: URL) throws {
        try self.init(url, trace: nil)
    }

    /// `trace` is told every statement of the database before it runs, without its values.
    init(_ url: URL, trace: (@Sendable (_ sql: String) -> Void)?) throws {
        self.url = url.standardizedFileURL
        let uploads = self.url.appending(path: "uploads")
        let files = self.url.appending(path: "files")
        for directory in [self.url, uploads, files] {
            try Self.create(directory)
        }
        guard access(self.url.path, W_OK | X_OK) == 0 else {
            throw ServerFailure("The directory \(self.url.path) cannot be written. Check its owner and permissions.")
        }
        self.files = FileVault(uploads: uploads, files: files)
        let digester = try TokenDigester(directory: self.url)
        database = try SQLiteDatabase(directory: self.url, trace: trace)
        desk = Helpdesk(database: database, files: self.files, digester: digester)
        // What cannot be cleaned now, because somebody reads or the disk is full, is due as before.
        try? desk.finishErasures()
    }

    private static func create(_ directory: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ServerFailure(
                "The directory \(directory.path) cannot be made. Name a directory that this user may write.")
        }
    }
}

extension TokenDigester {
    static let fileName = "token.key"

    /// With the key in `directory`, which is made if there is none. Throws ``ServerFailure``.
    init(directory: URL) throws {
        let url = directory.appending(path: Self.fileName)
        let key: Data
        do {
            key = try SecretFile.readOrCreate(url) {
                var system = SystemRandomNumberGenerator()
                return Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) })
            }
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        }
        guard key.count == 32 else {
            throw ServerFailure("\(url.path) is not a key of cabdeskd (32 bytes). Restore it from a backup.")
        }
        self.init(key: key)
    }
}
