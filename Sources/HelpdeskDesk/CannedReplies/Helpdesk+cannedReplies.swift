package import HelpdeskModels

/// Rows of canned replies.
package protocol CannedReplyRecords {
    /// Adds it, or replaces what is known of it. `removed`: when it went; nil unless it is gone.
    func store(_ reply: CannedReply, removed: Timestamp?) throws
    /// Also one that is gone, which ``CannedReply/isGone`` says.
    func cannedReply(_ id: CannedReply.ID) throws -> CannedReply?
    /// Those of a specialist, or of the desk for nil, that are not gone.
    func cannedReplies(of owner: User.ID?) throws -> [CannedReply]
    /// Of those that are not gone: the desk's for nil.
    func cannedReplyCount(of owner: User.ID?) throws -> Int
    /// Deletes what was removed before `time`, with its changes, but for the latest change of all.
    func deleteCannedReplies(removedBefore time: Timestamp) throws
}

/// Canned replies, which the staff alone has: the desk's are everybody's in it, one's own are one's own.
extension Helpdesk {
    /// Writes a canned reply, or gives one that is there another name and text; the same again changes nothing, also after
    /// it is gone.
    ///
    /// Throws `forbidden` for a customer, `notFound` for a specialist's own by another one, `conflict` where the desk's
    /// would become one's own or the other way round or another one of the same owner has the name, and `invalid`.
    package func putCannedReply(
        _ id: CannedReply.ID, _ new: NewCannedReply, by account: Account, at time: Timestamp
    ) async throws -> Written<CannedReply> {
        try account.checkThatItHasCannedReplies()
        return try await database.write { records in
            let owner = new.isOwn ? account.user.id : nil
            let known = try records.cannedReply(id)
            if let known {
                guard known.owner == nil || known.owner == account.user.id else { throw StoreError.notFound }
                guard known.owner == owner else {
                    throw StoreError.conflict("The id of the canned reply was used for another one.")
                }
                if known.isGone || (known.name == new.name && known.text == new.text) {
                    return Written(value: known, isNew: false)
                }
            }
            let violations = try records.desk().limits.violations(in: new)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            // Two that had one name before are left alone.
            if known?.isNamed(new.name) != true { try records.checkThatNameIsFree(new.name, of: owner) }
            if known == nil { try records.checkRoomForCannedReply(of: owner) }
            let reply = CannedReply(id: id, name: new.name, text: new.text, owner: owner, updated: time)
            try records.put(reply)
            if owner == nil { try records.audit("canned.put", id.description, by: account, at: time) }
            return Written(value: reply, isNew: known == nil)
        }
    }

    /// Deletes one of the desk's, or one's own; again is no error. Throws `forbidden` or `notFound`.
    package func deleteCannedReply(_ id: CannedReply.ID, by account: Account, at time: Timestamp) async throws {
        try account.checkThatItHasCannedReplies()
        try await database.write { records in
            guard let reply = try records.cannedReply(id), reply.owner == nil || reply.owner == account.user.id else {
                throw StoreError.notFound
            }
            guard !reply.isGone else { return }
            try records.forget(reply, at: time)
            if reply.owner == nil { try records.audit("canned.delete", id.description, by: account, at: time) }
        }
    }

    /// Forgets those that went long ago. Waits for the database.
    func forgetCannedReplies(at time: Timestamp) throws {
        // As with files from the phone, clients that were away learn of it for 90 days.
        try database.administer {
            try $0.deleteCannedReplies(removedBefore: time.adding(seconds: -PhoneRules.memory))
        }
    }
}

/// The desk's canned replies, as an administrator manages them. Every method waits for the database.
extension Helpdesk {
    /// The desk's, by name.
    package func cannedReplies() throws -> [CannedReply] {
        try database.inspect { try $0.cannedReplies(of: nil).sorted(by: CannedReply.precedes) }
    }

    /// Gives the desk's reply of this name a text in a language, and makes one if there is none.
    @discardableResult
    package func addCannedReply(
        _ name: String, _ text: String, in language: Language, at time: Timestamp = .now
    ) throws -> CannedReply {
        try database.administer { records in
            let known = try records.cannedReplies(of: nil).first { $0.isNamed(name) }
            var reply =
                known
                ?? CannedReply(id: .make(at: time), name: name, text: LocalizedText([:]), owner: nil, updated: time)
            reply.text.texts[language] = text
            reply.updated = time
            let limits = try records.desk().limits
            guard limits.violations(in: NewCannedReply(name: name, text: reply.text, isOwn: false)).isEmpty else {
                throw ServerFailure(
                    "A canned reply has a name of 1 to \(CannedReply.nameLength) characters in one line, none of "
                        + "them a control or format character, and a text of 1 to \(limits.textLength).")
            }
            if known == nil, try records.cannedReplyCount(of: nil) >= CannedReply.count {
                throw ServerFailure("The desk has \(CannedReply.count) canned replies, which is the most. Remove one.")
            }
            try records.put(reply)
            try records.audit("canned.add", reply.id.description)
            return reply
        }
    }

    /// Removes the desk's reply of this name, in all its languages.
    package func removeCannedReply(named name: String, at time: Timestamp = .now) throws {
        try database.administer { records in
            let found = try records.cannedReplies(of: nil).filter { $0.name == name }
            guard !found.isEmpty else {
                throw ServerFailure(
                    "The desk has no canned reply with the name \(name). See `cabdeskd admin canned list`.")
            }
            for reply in found {
                try records.forget(reply, at: time)
                try records.audit("canned.remove", reply.id.description)
            }
        }
    }
}

extension Account {
    fileprivate func checkThatItHasCannedReplies() throws(StoreError) {
        guard isStaff else { throw .forbidden("Only the staff has canned replies.") }
    }
}

extension CannedReply {
    fileprivate static func precedes(_ left: CannedReply, _ right: CannedReply) -> Bool {
        (left.name, left.id) < (right.name, right.id)
    }

    /// Those who receive it.
    fileprivate var scope: ChangeScope { owner.map { .user($0) } ?? .staff }
}

extension DeskRecords {
    fileprivate func checkThatNameIsFree(_ name: String, of owner: User.ID?) throws {
        guard try !cannedReplies(of: owner).contains(where: { $0.isNamed(name) }) else {
            throw StoreError.conflict("Another canned reply has the name already.")
        }
    }

    fileprivate func checkRoomForCannedReply(of owner: User.ID?) throws {
        guard try cannedReplyCount(of: owner) < CannedReply.count else {
            throw StoreError.invalid([
                Violation(field: "replies", code: .tooMany, limit: Int64(CannedReply.count))
            ])
        }
    }

    fileprivate func put(_ reply: CannedReply) throws {
        try store(reply, removed: nil)
        try append(.cannedReply, reply.id.description, reply.scope)
    }

    fileprivate func forget(_ reply: CannedReply, at time: Timestamp) throws {
        var gone = reply
        gone.name = ""
        gone.text = LocalizedText([:])
        gone.updated = time
        gone.isGone = true
        try store(gone, removed: time)
        try append(.cannedReply, reply.id.description, reply.scope)
    }
}
