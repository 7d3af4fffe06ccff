import HelpdeskModels

/// The account of the request that the task serves, as its token was when the request began.
///
/// The body of a request may come long after its head. Whoever was shut out meanwhile must not write any more, so every
/// transaction that a request writes in proves its account first.
package enum RequestAccount {
    /// Nil for what no request over HTTP asks for: bots, administrators, the work of the server itself.
    @TaskLocal package static var current: Account?
}

extension DeskRecords {
    /// Throws ``StoreError/signedOut`` if the token of the account was revoked, or its user retired or erased. Nil proves
    /// nothing.
    func prove(_ account: Account?) throws {
        guard let account else { return }
        guard try isInUse(token: account.token, of: account.user.id) else { throw StoreError.signedOut }
    }
}

extension Helpdesk {
    /// Throws ``StoreError/signedOut`` if the account of the request was shut out since it began.
    package func proveRequest() async throws {
        guard let account = RequestAccount.current else { return }
        try await database.readOnce { try $0.prove(account) }
    }

    /// Whether an upload is still known: it goes with the account of its user.
    package func isKept(_ upload: StoredUpload) async throws -> Bool {
        try await database.readOnce { try $0.upload(upload.id, of: upload.user) != nil }
    }
}
