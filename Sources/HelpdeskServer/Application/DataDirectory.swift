public import Foundation
public import HelpdeskModels

/// Everything that a desk keeps on disk: the database, the files, the server's key.
public struct DataDirectory: Sendable {
    public let url: URL
    public let store: SQLiteStore
    let files: FileVault
    let digester: TokenDigester

    /// Opens or creates it. Throws ``ServerFailure``.
    public init(_ url: URL) throws {
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

    /// A new token for `user`; its text is known to nobody after this. Throws ``ServerFailure``.
    public func createToken(
        for user: User.ID, label: String, expires: Timestamp? = nil, at time: Timestamp = .now
    ) throws -> (token: AccessToken, id: Int64) {
        let token = AccessToken.make()
        let id = try store.addToken(
            digest: digester.digest(of: token), for: user, label: label, expires: expires, at: time)
        return (token, id)
    }

    /// A code with which `user` signs in once, until `expires`. Throws ``ServerFailure``.
    public func createInvitation(
        for user: User.ID, expires: Timestamp, at time: Timestamp = .now
    ) throws -> InvitationCode {
        let code = InvitationCode.make()
        try store.addInvitation(digest: digester.digest(of: code), for: user, expires: expires, at: time)
        return code
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

    /// Forgets uploads and files from the phone that have expired and claims that nobody accepted, and removes files that
    /// nothing names: what a crash left behind, or a message that was refused. Also beside a running server.
    func tidyUp(at time: Timestamp) throws {
        try store.administer { try SQLiteStore.forgetOldClaims(at: time, $0) }
        try store.forgetPhoneFiles(at: time)
        // A file that nobody knows of may be on its way to a message; not an hour later.
        let found = try files.uploadsOnDisk(untouchedSince: Date(timeIntervalSinceNow: -3600))
        let known = try store.forgetUploads(before: time.adding(seconds: -StoredUpload.lifetime))
        for upload in found.subtracting(known) { try files.remove(upload) }
        try store.collectOrphans(in: files)
    }
}
