package import Foundation
package import HelpdeskDesk
import HelpdeskTransport
import SystemKit

/// Everything that a desk keeps: the database, the files, the server's key; on disk, unless the database or the files are
/// elsewhere.
package struct DataDirectory: Sendable {
    package let url: URL
    package let files: any FileStore
    let database: any DeskDatabase
    /// The desk that is kept here.
    package let desk: Helpdesk

    /// SQLite's database, if the desk is in one.
    var sqlite: SQLiteDatabase? { database as? SQLiteDatabase }
    /// PostgreSQL's, if it is in one.
    var postgres: PostgresDatabase? { database as? PostgresDatabase }

    /// The folder of the files, if they are in one.
    var vault: FileVault? { files as? FileVault }
    /// The object store, if they are in one.
    var objects: ObjectFiles? { files as? ObjectFiles }

    /// Opens or creates a desk with everything in one directory. Throws ``ServerFailure``.
    package init(_ url: URL) throws {
        try self.init(StorageConfiguration(directory: url))
    }

    /// Opens or creates it. Throws ``ServerFailure``.
    package init(_ configuration: StorageConfiguration) throws {
        try self.init(configuration, keys: .proven)
    }

    /// Opens it as ``init(_:)`` does. While the database is away it tries again, for `patience`, and calls `onFailure` with
    /// what each attempt says. Throws ``ServerFailure``.
    package static func open(
        _ configuration: StorageConfiguration, patience: Duration, pause: Duration = .seconds(1),
        onFailure: (ServerFailure) -> Void
    ) async throws -> DataDirectory {
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                return try await BlockingWork.run { try DataDirectory(configuration) }
            } catch let error as ServerFailure where error.isTemporary && ContinuousClock.now < deadline {
                onFailure(error)
                // At random, so that several servers do not come at the same moment.
                try await Task.sleep(for: pause * .random(in: 1...2))
            }
        }
    }

    /// `trace` is told every statement of the database before it runs, without its values. `transport` takes the place of the
    /// network on the way to an object store.
    init(
        _ configuration: StorageConfiguration, keys: DeskKeys = .proven,
        trace: (@Sendable (_ sql: String) -> Void)? = nil, transport: (any WaitingTransport)? = nil
    ) throws {
        url = configuration.directory.standardizedFileURL
        let uploads = url.appending(path: "uploads")
        for directory in [url, uploads] { try Self.create(directory) }
        guard access(url.path, W_OK | X_OK) == 0 else {
            throw ServerFailure("The directory \(url.path) cannot be written. Check its owner and permissions.")
        }
        let database: any DeskDatabase & FileRows =
            if let settings = try configuration.databaseSettings() {
                try PostgresDatabase(settings, trace: trace)
            } else {
                try SQLiteDatabase(directory: url, trace: trace)
            }
        if let settings = configuration.objectStore {
            files = ObjectFiles(
                store: try ObjectStoreClient.open(settings, transport: transport),
                uploads: ObjectUploads(database: database),
                copies: LocalCopies(directory: url.appending(path: "copies")), buffers: uploads)
        } else {
            let contents = url.appending(path: "files")
            try Self.create(contents)
            files = FileVault(uploads: uploads, files: contents)
        }
        self.database = database
        let digester = try keys.digester(of: database, configuration)
        desk = Helpdesk(database: database, files: files, digester: digester)
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
