package import HelpdeskModels

/// Rows of users, their tokens and invitations, and of the audit log.
package protocol AccountRecords {
    func insert(_ user: User) throws
    func user(_ id: User.ID) throws -> UserRecord?
    /// By id.
    func users() throws -> [UserRecord]
    /// The staff who are not retired, by id, from the one after `after`.
    func staffInOffice(after: String, limit: Int) throws -> [Agent]
    /// Whether there is such a user.
    func renameUser(_ id: User.ID, to name: String) throws -> Bool
    /// Whether there is such a user, who may be retired already and then stays so since then.
    func retireUser(_ id: User.ID, at time: Timestamp) throws -> Bool

    /// Returns its number.
    func insertToken(
        digest: String, for user: User.ID, label: String, expires: Timestamp?, at time: Timestamp
    ) throws -> Int64
    func tokenHolder(digest: String) throws -> TokenHolder?
    func token(_ number: Int64) throws -> TokenRecord?
    /// Whether the user is not retired, and the token is the user's and was not revoked.
    func isInUse(token number: Int64, of user: User.ID) throws -> Bool
    /// By number: all, or those of one user.
    func tokens(of user: User.ID?) throws -> [TokenRecord]
    /// By number, those behind the number `after`.
    func unrevokedTokens(of user: User.ID, after: Int64, limit: Int) throws -> [TokenRecord]
    func noteUse(ofToken number: Int64, at time: Timestamp) throws
    /// A token that is revoked already stays so since then.
    func revokeToken(_ number: Int64, at time: Timestamp) throws
    func revokeTokens(of user: User.ID, at time: Timestamp) throws

    func insertInvitation(digest: String, for user: User.ID, expires: Timestamp, at time: Timestamp) throws
    func invitation(digest: String) throws -> StoredInvitation?
    func noteUse(ofInvitation digest: String, by request: SignIn.ID, token: Int64, at time: Timestamp) throws
    func deleteUnusedInvitations(of user: User.ID) throws

    func insertAudit(_ action: String, _ target: String, by actor: String, at time: Timestamp) throws
    /// Oldest first, those after the number `after`.
    func auditRecords(after: Int64) throws -> [AuditRecord]
}

/// A token with the user that it stands for.
package struct TokenHolder: Sendable {
    package var number: Int64
    package var revoked: Timestamp?
    package var expires: Timestamp?
    package var user: UserRecord
    /// The service of a customer.
    package var service: Service?

    package init(number: Int64, revoked: Timestamp?, expires: Timestamp?, user: UserRecord, service: Service?) {
        self.number = number
        self.revoked = revoked
        self.expires = expires
        self.user = user
        self.service = service
    }

    /// Nil if the token is not valid at `time`, or its user is retired.
    func account(at time: Timestamp) -> Account? {
        guard revoked == nil, user.retired == nil, expires.map({ $0 > time }) ?? true else { return nil }
        return Account(user: user.user, service: service, token: number)
    }
}

/// An invitation with its user.
package struct StoredInvitation: Sendable {
    package var user: UserRecord
    package var expires: Timestamp
    /// When it was used first; nil for never.
    package var used: Timestamp?
    /// The request that used it, and the token that was made for it.
    package var request: String?
    package var token: Int64?

    package init(user: UserRecord, expires: Timestamp, used: Timestamp?, request: String?, token: Int64?) {
        self.user = user
        self.expires = expires
        self.used = used
        self.request = request
        self.token = token
    }
}
