package import Foundation
package import HelpdeskDesk
import HelpdeskModels

/// Everything that a desk keeps on disk: the database, the files, the server's key.
package struct DataDirectory: Sendable {
    package let url: URL
    package let store: SQLiteStore
    package let files: FileVault
    package let digester: TokenDigester

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
        digester = try TokenDigester(directory: self.url)
        store = try SQLiteStore(directory: self.url, trace: trace)
    }

    /// The desk that is kept here.
    package var desk: Helpdesk { Helpdesk(store: store, files: files, digester: digester) }

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
