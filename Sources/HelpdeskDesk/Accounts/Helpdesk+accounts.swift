package import HelpdeskModels

/// Signing in and out, and the devices that are signed in.
extension Helpdesk {
    /// The account of a token that is valid at `time` and whose user is not retired; nil if there is none.
    package func account(tokenDigest: String, at time: Timestamp) async throws -> Account? {
        try await database.readOnce { try $0.tokenHolder(digest: tokenDigest)?.account(at: time) }
    }

    /// Remembers when a token was used last.
    package func noteUse(ofToken token: Int64, at time: Timestamp) async throws {
        try await database.writeQuietly { try $0.noteUse(ofToken: token, at: time) }
    }

    /// How long the request that used a code may be repeated, in seconds: its answer may have been lost.
    private static let repetition: Double = 600

    /// Makes the token of an invitation that is valid and not used, or was used by this very request a moment ago, whose
    /// token then ends. Nil otherwise, without a word why.
    package func redeemInvitation(
        digest: String, request: SignIn.ID, tokenDigest: String, label: String, at time: Timestamp
    ) async throws -> User? {
        try await database.write { records in
            guard let invitation = try records.invitation(digest: digest), invitation.user.retired == nil else {
                return nil
            }
            let user = invitation.user.user
            if let used = invitation.used {
                guard invitation.request == request.description, time - used < .seconds(Self.repetition) else {
                    return nil
                }
                if let token = invitation.token { try records.revokeToken(token, at: time) }
            } else if invitation.expires <= time {
                return nil
            }
            let token = try records.insertToken(
                digest: tokenDigest, for: user.id, label: label, expires: nil, at: time)
            try records.noteUse(ofInvitation: digest, by: request, token: token, at: time)
            try records.insertAudit("invitation.use", "\(token)", by: user.id.rawValue, at: time)
            return user
        }
    }

    /// The tokens of the account's user that are valid, oldest first.
    package func devices(of account: Account, after: String?, limit: Int) async throws -> Page<Device> {
        var start: Int64 = 0
        if let after {
            guard let number = Int64(after) else { throw StoreError.unknownPage }
            start = number
        }
        return try await database.read { [start] records in
            let tokens = try records.unrevokedTokens(of: account.user.id, after: start, limit: limit + 1)
            let devices = tokens.map { token in
                Device(
                    id: token.id, label: token.label, created: token.created, used: token.used,
                    isCurrent: token.id == account.token)
            }
            return Page(devices, limit: limit) { "\($0.id)" }
        }
    }

    /// Makes a token of the account's user useless at once, and ends the Telegram chats that were linked with it; again
    /// is no error. The device may be waiting for changes.
    package func signOut(_ device: Int64, by account: Account, at time: Timestamp) async throws {
        try await database.write { records in
            let user = account.user.id
            guard let token = try records.token(device), token.user == user else { throw StoreError.notFound }
            guard token.revoked == nil else { return }
            try records.revoke(device, at: time)
            // Of customers, too: it tells a user who asks why a device had to sign in again.
            try records.insertAudit("device.sign-out", "\(device)", by: user.rawValue, at: time)
        }
        await database.wake(account.user.id)
    }
}

extension DeskRecords {
    /// Makes a token useless, and ends the Telegram chats that were linked with it.
    func revoke(_ token: Int64, at time: Timestamp) throws {
        try revokeToken(token, at: time)
        try endLinks(madeBy: .token(token))
    }
}
