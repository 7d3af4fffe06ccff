package import HelpdeskModels

/// Users, their tokens and invitations, as an administrator manages them. Throws ``ServerFailure`` with a sentence where
/// something is refused; every method waits for the database.
extension Helpdesk {
    /// Adds a user under a new id. A customer needs a service, staff must have none.
    package func addUser(_ user: User) throws {
        try database.administer { records in
            try user.id.check(name: user.name)
            guard !user.id.rawValue.hasPrefix(Author.erasedPrefix) else {
                throw ServerFailure(
                    "Ids that begin with \(Author.erasedPrefix) stand for people who were erased. Choose another id.")
            }
            guard !user.id.rawValue.hasPrefix(Author.telegramPrefix) else {
                throw ServerFailure(
                    "Ids that begin with \(Author.telegramPrefix) stand for people in Telegram. Choose another id.")
            }
            guard try records.user(user.id) == nil else {
                throw ServerFailure("There is a user with the id \(user.id) already. Choose another id.")
            }
            guard (user.role == .customer) == (user.service != nil) else {
                throw ServerFailure("A customer belongs to a service, an agent or administrator to none.")
            }
            if let service = user.service, try records.service(service) == nil {
                throw ServerFailure.unknown("service", service.rawValue)
            }
            try records.insertUser(user)
            try records.audit("user.add", user.id.rawValue)
        }
    }

    /// From now on; what the user wrote keeps the name it was written under.
    package func renameUser(_ id: User.ID, to name: String) throws {
        try database.administer { records in
            try id.check(name: name)
            guard try records.renameUser(id, to: name) else { throw ServerFailure.unknown("user", id.rawValue) }
            try records.audit("user.rename", id.rawValue)
            try records.recordAgent(id)
        }
    }

    /// Shuts a user out at once and for good, with the Telegram chats that the user linked, and forgets the files that no
    /// message has yet; tickets and messages stay.
    package func retireUser(_ id: User.ID, at time: Timestamp = .now) throws {
        try database.administer { records in
            guard try records.retireUser(id, at: time) else { throw ServerFailure.unknown("user", id.rawValue) }
            try records.revokeTokens(of: id, at: time)
            try records.audit("user.retire", id.rawValue)
            try records.endLinks(madeBy: .user(id))
            try records.deleteUploads(of: id)
            try records.removePhoneFiles(of: id, at: time)
            try records.recordAgent(id)
        }
    }

    package func users() throws -> [UserRecord] {
        try database.inspect { try $0.users() }
    }

    /// Lets a member of the staff act in Telegram under the number; nil takes it away.
    package func setTelegram(_ number: Int64?, ofAgent id: User.ID) throws {
        try database.administer { records in
            guard let agent = try records.agent(id), !agent.isRetired else {
                throw ServerFailure("There is no agent or administrator in office with the id \(id).")
            }
            if let number, let holder = try records.agent(telegramUser: number), holder != id {
                throw ServerFailure("The number belongs to \(holder) already.")
            }
            try records.deleteTelegramUser(of: id)
            try records.audit(number == nil ? "agent.telegram-remove" : "agent.telegram", id.rawValue)
            if let number { try records.insertTelegramUser(number, of: id) }
        }
    }

    /// A new token for `user`; its text is known to nobody after this.
    package func createToken(
        for user: User.ID, label: String, expires: Timestamp? = nil, at time: Timestamp = .now
    ) throws -> (token: AccessToken, id: Int64) {
        let token = AccessToken.make()
        let digest = digester.digest(of: token)
        let id = try database.administer { records in
            try records.checkActive(user)
            let id = try records.insertToken(digest: digest, for: user, label: label, expires: expires, at: time)
            try records.audit("token.create", "\(id)")
            return id
        }
        return (token, id)
    }

    /// Stores a token's digest, unless it is known: a token that was revoked stays revoked. Nor for a user who was erased.
    package func ensureToken(digest: String, for user: User.ID, label: String, at time: Timestamp) throws {
        try database.administer { records in
            guard try records.tokenHolder(digest: digest) == nil, try records.user(user) != nil else { return }
            _ = try records.insertToken(digest: digest, for: user, label: label, expires: nil, at: time)
        }
    }

    /// Makes a token useless at once, and ends the Telegram chats that were linked with it.
    package func revokeToken(_ number: Int64, at time: Timestamp = .now) throws {
        try database.administer { records in
            guard try records.token(number) != nil else { throw ServerFailure.unknown("token", "\(number)") }
            try records.revoke(number, at: time)
            try records.audit("token.revoke", "\(number)")
        }
    }

    /// All tokens, or those of one user; never the secrets, which nobody has.
    package func tokens(of user: User.ID? = nil) throws -> [TokenRecord] {
        try database.inspect { try $0.tokens(of: user) }
    }

    /// A code with which `user` signs in once, until `expires`. Earlier ones of the same user end.
    package func createInvitation(
        for user: User.ID, expires: Timestamp, at time: Timestamp = .now
    ) throws -> InvitationCode {
        let code = InvitationCode.make()
        let digest = digester.digest(of: code)
        try database.administer { records in
            try records.checkActive(user)
            try records.deleteUnusedInvitations(of: user)
            try records.insertInvitation(digest: digest, for: user, expires: expires, at: time)
            try records.audit("invitation.create", user.rawValue)
        }
        return code
    }
}

extension DeskRecords {
    func insertUser(_ user: User) throws {
        try insert(user)
        try recordAgent(user.id)
    }

    /// Tells the staff if the user is one of them.
    fileprivate func recordAgent(_ id: User.ID) throws {
        guard try agent(id) != nil else { return }
        try append(.agent, id.rawValue, .staff)
    }

    /// Throws unless there is such a user who is not retired.
    fileprivate func checkActive(_ id: User.ID) throws {
        guard let found = try user(id), found.retired == nil else { throw ServerFailure.unknown("user", id.rawValue) }
    }
}
