import Foundation
package import HelpdeskModels
import SystemKit

/// A support desk: its database, its files and its key.
package struct Helpdesk: Sendable {
    package let store: any DeskStore
    package let files: any FileStore
    package let digester: TokenDigester

    package var notifier: ChangeNotifier { store.notifier }

    package init(store: any DeskStore, files: any FileStore, digester: TokenDigester) {
        self.store = store
        self.files = files
        self.digester = digester
    }

    /// A new token for `user`; its text is known to nobody after this. Throws ``ServerFailure``.
    package func createToken(
        for user: User.ID, label: String, expires: Timestamp? = nil, at time: Timestamp = .now
    ) throws -> (token: AccessToken, id: Int64) {
        let token = AccessToken.make()
        let id = try store.addToken(
            digest: digester.digest(of: token), for: user, label: label, expires: expires, at: time)
        return (token, id)
    }

    /// A code with which `user` signs in once, until `expires`. Throws ``ServerFailure``.
    package func createInvitation(
        for user: User.ID, expires: Timestamp, at time: Timestamp = .now
    ) throws -> InvitationCode {
        let code = InvitationCode.make()
        try store.addInvitation(digest: digester.digest(of: code), for: user, expires: expires, at: time)
        return code
    }

    /// Forgets uploads and files from the phone that have expired and claims that nobody accepted, and removes files that
    /// nothing names: what a crash left behind, or a message that was refused. Also beside a running server.
    package func tidyUp(at time: Timestamp) throws {
        try store.forgetOldClaims(at: time)
        try store.forgetPhoneFiles(at: time)
        // A file that nobody knows of may be on its way to a message; not an hour later.
        let found = try files.uploads(untouchedSince: Date(timeIntervalSinceNow: -3600))
        let known = try store.forgetUploads(before: time.adding(seconds: -StoredUpload.lifetime))
        for upload in found.subtracting(known) { try files.remove(upload) }
        try store.collectOrphans(in: files)
    }
}
