package import HelpdeskModels

/// Telegram links, as a service, the staff and an administrator see and decide them.
extension Helpdesk {
    /// The links of the account's service, or of all for the staff, that have not ended, oldest first.
    package func telegramLinks(for account: Account, after: String?, limit: Int) async throws -> Page<TelegramLink> {
        try await database.read { records in
            var start: Int64 = 0
            if let after {
                guard let found = try records.ordinal(ofLink: after.lowercased()), account.sees(found.service) else {
                    throw StoreError.unknownPage
                }
                start = found.ordinal
            }
            let links = try records.livingLinks(only: account.onlyService, after: start, limit: limit + 1).map(\.link)
            return Page(links, limit: limit) { $0.id.description }
        }
    }

    /// Keeps a one-time link by its digest. Throws ``StoreError/tooMany(retryAfter:)``.
    package func createTelegramOffer(
        digest: String, by account: Account, at time: Timestamp, expires: Timestamp
    ) async throws {
        guard let service = account.service else {
            throw StoreError.forbidden("A chat is linked to a service, and the staff belongs to none.")
        }
        try await database.write { records in
            let living = try records.unusedOffers(of: account.user.id, at: time)
            if living.count >= TelegramRules.offersOfUser, let first = living.first {
                throw StoreError.tooMany(retryAfter: Int((first.milliseconds - time.milliseconds + 999) / 1000))
            }
            try records.insertOffer(
                digest: digest, for: service.id, by: account.user.id, token: account.token, at: time, expires: expires)
        }
    }

    /// Accepts or turns away a claim, or changes what a chat wants.
    package func changeTelegramLink(
        _ id: TelegramLink.ID, _ change: TelegramLinkChange, by account: Account, at time: Timestamp
    ) async throws -> TelegramLink {
        if let state = change.state, state != .linked, state != .rejected {
            throw StoreError.invalid([Violation(field: "state", code: .malformed)])
        }
        return try await database.write { records in
            let chat = try records.linkedChat(id, for: account)
            var link = chat.link
            if let wanted = change.wantsAnswers, wanted != link.wantsAnswers {
                guard !link.state.hasEnded else { throw StoreError.conflict("The link has ended.") }
                link.wantsAnswers = wanted
            }
            switch (change.state, link.state) {
            case (.linked, .pending):
                link = try records.accept(chat, at: time)
            case (.rejected, .pending):
                link.state = .rejected
            case (nil, _), (.linked, .linked), (.linked, .blocked), (.rejected, .rejected):
                break
            default:
                throw StoreError.conflict("The claim was decided already.")
            }
            if link != chat.link {
                try records.updateLink(link)
                // A bot acts for the staff without a device of theirs.
                if link.state == .linked, chat.link.state == .pending, account.token > 0 {
                    try records.store(token: account.token, of: link.id)
                }
                let action = link.state == chat.link.state ? "chat.change" : "chat.\(link.state.rawValue)"
                try records.audit(action, id.description, by: account, at: time)
            }
            return link
        }
    }

    /// Ends a link; again is no error.
    package func endTelegramLink(_ id: TelegramLink.ID, by account: Account, at time: Timestamp) async throws {
        try await database.write { records in
            let chat = try records.linkedChat(id, for: account)
            guard !chat.link.state.hasEnded else { return }
            try records.end(chat, as: .unlinked)
            try records.audit("chat.unlinked", id.description, by: account, at: time)
        }
    }

    /// For an administrator: the links that have not ended, of all services or of one, oldest first.
    package func links(of service: Service.ID? = nil) throws -> [TelegramLink] {
        try database.inspect { try $0.livingLinks(only: service, after: 0, limit: .max).map(\.link) }
    }

    /// For an administrator: accepts a claim; the link as it is now. A chat that is linked already stays so.
    @discardableResult
    package func acceptLink(_ id: TelegramLink.ID, at time: Timestamp = .now) throws -> TelegramLink {
        try database.administer { records in
            guard let chat = try records.linkedChat(id), !chat.link.state.hasEnded else {
                throw ServerFailure.unknown("chat", id.description)
            }
            guard chat.link.state == .pending else { return chat.link }
            let link = try records.accept(chat, at: time)
            try records.updateLink(link)
            try records.audit("chat.linked", id.description)
            return link
        }
    }

    /// For an administrator: ends a link or turns a claim away; what it was.
    @discardableResult
    package func endLink(_ id: TelegramLink.ID) throws -> TelegramLink {
        try database.administer { records in
            guard let chat = try records.linkedChat(id), !chat.link.state.hasEnded else {
                throw ServerFailure.unknown("chat", id.description)
            }
            let state: TelegramLink.State = chat.link.state == .pending ? .rejected : .unlinked
            try records.end(chat, as: state)
            try records.audit("chat.\(state.rawValue)", id.description)
            return chat.link
        }
    }

    /// Forgets claims that nobody accepted in time, and one-time links that are long over. Waits for the database.
    func forgetOldClaims(at time: Timestamp) throws {
        try database.administer { try $0.forgetOldClaims(at: time) }
    }
}

extension DeskRecords {
    /// The link, if there is one that the account may know.
    fileprivate func linkedChat(_ id: TelegramLink.ID, for account: Account) throws -> LinkedChat {
        guard let chat = try linkedChat(id), account.sees(chat.link.service) else { throw StoreError.notFound }
        return chat
    }

    func insertLink(_ link: TelegramLink, chat: Int64) throws {
        try insert(link, chat: chat)
        try append(.telegramLink, link.id.description, .service(link.service))
    }

    /// Stores what can change of a link, and tells of it.
    func updateLink(_ link: TelegramLink) throws {
        try store(link)
        try append(.telegramLink, link.id.description, .service(link.service))
    }

    /// Ends a link. A claim that is turned away stays open for the chat, which cannot tell it from one that waits.
    func end(_ chat: LinkedChat, as state: TelegramLink.State) throws {
        var link = chat.link
        link.state = state
        try updateLink(link)
        if state == .unlinked { try closeClaims(of: chat.chat) }
    }

    /// The link of a chat whose claim is accepted, to be stored.
    fileprivate func accept(_ chat: LinkedChat, at time: Timestamp) throws -> TelegramLink {
        var link = chat.link
        link.state = .linked
        link.linked = time
        try closeClaims(of: chat.chat)
        return link
    }

    /// Ends what a user or a device has linked, and the one-time links that were not used yet: whoever had a device that is
    /// signed out might go on reading in a chat of theirs.
    func endLinks(madeBy maker: LinkMaker) throws {
        for chat in try livingLinks(madeBy: maker) { try end(chat, as: .unlinked) }
        try deleteUnusedOffers(madeBy: maker)
    }

    func forgetOldClaims(at time: Timestamp) throws {
        let limit = time.adding(seconds: -TelegramRules.claimLifetime)
        for chat in try pendingLinks(before: limit) { try end(chat, as: .rejected) }
        try deleteClaims(before: limit)
        try deleteOffers(expiredBefore: limit)
    }
}
