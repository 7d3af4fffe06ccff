package import HelpdeskModels

/// How long files from the phone are kept, in seconds.
package enum PhoneRules {
    /// Where nobody takes them: a week, as an upload.
    package static let lifetime = StoredUpload.lifetime
    /// The note that they were removed, for clients that were away: 90 days.
    package static let memory = 90 * 86_400.0
}

/// Drafts that are open in a terminal, and the files from the phone for them. All of it is the user's own.
extension Helpdesk {
    /// Says that a draft is open, until `expires`.
    package func announce(
        _ draft: EntityID<DraftAnnouncement>, _ open: DraftAnnouncement, by account: Account, at time: Timestamp,
        expires: Timestamp
    ) async throws {
        try await database.writeQuietly { records in
            let limits = try records.desk().limits
            let violations = limits.violations(in: open)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            try records.deleteDrafts(expiredAt: time)
            try records.storeDraft(draft, of: account.user.id, title: open.title, updated: time, expires: expires)
        }
    }

    /// Says that a draft is open no longer; again is no error.
    package func closeDraft(_ draft: EntityID<DraftAnnouncement>, by account: Account) async throws {
        try await database.writeQuietly { try $0.deleteDraft(draft, of: account.user.id) }
    }

    /// The draft that the user opened or changed last; nil for none.
    package func openDraft(
        of user: User.ID, at time: Timestamp
    ) async throws -> (id: EntityID<DraftAnnouncement>, title: String)? {
        try await database.read { try $0.openDraft(of: user, at: time) }
    }

    /// Offers files to a draft; false, and nothing is done, if it is not open any more.
    ///
    /// Throws ``StoreError/overQuota(_:)`` if the user's service has no room for them.
    package func offer(
        _ files: [(file: PhoneFile, content: VerifiedFile)], to user: User.ID, quota: Int64, at time: Timestamp
    ) async throws -> Bool {
        try await database.write { records in
            var new: [(file: PhoneFile, content: VerifiedFile)] = []
            for (file, content) in files {
                guard try records.isDraftOpen(file.draft, of: user, at: time) else { return false }
                if try records.phoneFile(file.id) == nil { new.append((file, content)) }
            }
            if let service = try records.user(user)?.user.service, !new.isEmpty {
                try records.checkRoom(for: new.reduce(0) { $0 + $1.file.size }, of: service, quota)
            }
            for (file, _) in new {
                try records.insert(file, of: user)
                try records.append(.phoneFile, file.id.description, .user(user))
            }
            for (_, content) in new { try content.commit(in: records) }
            return true
        }
    }

    /// Notes that a file was taken or turned away; again is no error. Its content may be nobody's now.
    package func removePhoneFile(
        _ id: PhoneFile.ID, of draft: EntityID<DraftAnnouncement>, by account: Account, at time: Timestamp
    ) async throws -> SHA256Digest {
        try await database.write { records in
            let file = try records.phoneFile(id, for: account, includingGone: true)
            guard file.draft == draft else { throw StoreError.notFound }
            if !file.isGone { try records.remove(id, of: account.user.id, at: time) }
            return file.sha256
        }
    }

    /// Removes files that nobody took in time, and forgets those that were removed long ago. Waits for the database.
    func forgetPhoneFiles(at time: Timestamp) throws {
        try database.administer { records in
            for expired in try records.phoneFiles(createdBefore: time.adding(seconds: -PhoneRules.lifetime)) {
                try records.remove(expired.id, of: expired.user, at: time)
            }
            try records.deletePhoneFiles(removedBefore: time.adding(seconds: -PhoneRules.memory))
        }
    }
}

extension DeskRecords {
    /// A file that was sent for a draft of the account's own.
    func phoneFile(
        _ id: PhoneFile.ID, for account: Account, includingGone: Bool = false
    ) throws -> PhoneFile {
        guard let (file, user) = try phoneFile(id), user == account.user.id, includingGone || !file.isGone else {
            throw StoreError.notFound
        }
        return file
    }

    /// Removes what a user's phone has sent; its content goes when the desk is tidied up.
    func removePhoneFiles(of user: User.ID, at time: Timestamp) throws {
        for id in try phoneFiles(of: user) { try remove(id, of: user, at: time) }
    }

    fileprivate func remove(_ id: PhoneFile.ID, of user: User.ID, at time: Timestamp) throws {
        try removePhoneFile(id, at: time)
        try append(.phoneFile, id.description, .user(user))
    }
}
