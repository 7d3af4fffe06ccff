package import HelpdeskModels

/// The acts of a chat, by way of the support bot, which checks the rights of those it speaks for itself.
extension Helpdesk {
    /// The service that a one-time link is for, while it can be used; looking does not use it.
    package func peekTelegramOffer(digest: String, at time: Timestamp) async throws -> Service? {
        try await database.read { records in
            guard let offer = try records.openOffer(digest), offer.link == nil, time < offer.expires else {
                return nil
            }
            return try records.service(offer.service)
        }
    }

    /// Uses a one-time link. Nil if it cannot be used: unknown, used by another chat, expired, its user shut out.
    ///
    /// The chat that used it gets the same answer again, so that a bot may ask twice after a crash.
    package func redeemTelegramOffer(
        digest: String, by chat: TelegramChat, at time: Timestamp
    ) async throws -> LinkedChat? {
        try await database.write { records in
            guard let offer = try records.openOffer(digest) else { return nil }
            if let used = offer.link {
                guard let link = try records.linkedChat(used), link.chat == chat.id, !link.link.state.hasEnded else {
                    return nil
                }
                return link
            }
            guard time < offer.expires else { return nil }
            let id = try records.link(chat, to: offer, at: time)
            try records.store(token: offer.token, of: id)
            try records.closeClaims(of: chat.id)
            try records.store(link: id, ofOffer: digest)
            return try records.linkedChat(id)
        }
    }

    /// Takes a typed name as a claim, whether or not there is such a service.
    package func claim(_ name: String, by chat: TelegramChat, at time: Timestamp) async throws -> ClaimOutcome {
        let name = TelegramRules.shortened(name.trimmingPrefix(while: \.isWhitespace))
        guard !ServiceName.folded(name).isEmpty, !name.utf8.contains(0) else { return .malformed }
        return try await database.write { records in
            let present = try records.linkedChat(ofChat: chat.id)
            if let present, present.link.state != .pending { return .linked(present) }
            try records.forgetOldClaims(at: time)
            if let until = try records.throttle(chat.id, at: time) { return .throttled(until: until) }
            if let present { try records.end(present, as: .unlinked) }
            try records.closeClaims(of: chat.id)
            try records.insertClaim(name, chat: chat.id, at: time)
            if let service = try records.claimable(name) {
                let link = TelegramLink(
                    id: .make(at: time), service: service, state: .pending, chatName: chat.name,
                    username: chat.username, claimedName: name, created: time)
                try records.insertLink(link, chat: chat.id)
            }
            return .recorded
        }
    }

    package func standing(ofChat chat: Int64, at time: Timestamp) async throws -> TelegramStanding {
        try await database.read { records in
            if let present = try records.linkedChat(ofChat: chat), present.link.state != .pending {
                return .linked(present)
            }
            let start = time.adding(seconds: -TelegramRules.claimLifetime)
            return try records.openClaim(of: chat, since: start).map { .pending(name: $0) } ?? .none
        }
    }

    /// Changes the link of a chat, if it has one; `change` gets it as it is.
    package func changeLink(
        ofChat chat: Int64, _ change: @escaping @Sendable (inout TelegramLink) -> Void
    ) async throws -> LinkedChat? {
        try await database.write { records in
            guard var present = try records.linkedChat(ofChat: chat) else { return nil }
            let before = present.link
            change(&present.link)
            guard present.link != before else { return present }
            try records.updateLink(present.link)
            if present.link.state == .unlinked { try records.closeClaims(of: chat) }
            return present
        }
    }

    /// Ends whatever the chat has: a link, or a claim that waits or leads nowhere.
    package func unlink(chat: Int64) async throws -> LinkedChat? {
        try await database.write { records in
            try records.closeClaims(of: chat)
            guard let present = try records.linkedChat(ofChat: chat) else { return nil }
            try records.end(present, as: .unlinked)
            return present
        }
    }

    /// The chats of a service that are linked or blocked and want its answers.
    package func chats(of service: Service.ID) async throws -> [LinkedChat] {
        try await database.read { try $0.chatsWantingAnswers(of: service) }
    }

    /// All chats that belong to a service, blocked or not.
    package func linkedChats() async throws -> [LinkedChat] {
        try await database.read { try $0.linkedChats() }
    }

    package func linkedChat(_ id: TelegramLink.ID) async throws -> LinkedChat? {
        try await database.read { try $0.linkedChat(id) }
    }

    /// The link of a chat that has not ended.
    package func linkedChat(ofChat chat: Int64) async throws -> LinkedChat? {
        try await database.read { try $0.linkedChat(ofChat: chat) }
    }

    /// The member of the staff, in office, whom an administrator gave this number of a Telegram user; nil for none.
    package func agent(telegramUser: Int64) async throws -> Author? {
        try await database.read { records in
            guard let id = try records.agent(telegramUser: telegramUser), let agent = try records.agent(id),
                !agent.isRetired
            else { return nil }
            return agent.author
        }
    }
}

extension DeskRecords {
    /// A one-time link of a user who is not shut out.
    fileprivate func openOffer(_ digest: String) throws -> StoredOffer? {
        guard let offer = try offer(digest: digest), offer.retired == nil else { return nil }
        return offer
    }

    /// Links the chat to the offer's service in place of what it was linked to before.
    fileprivate func link(_ chat: TelegramChat, to offer: StoredOffer, at time: Timestamp) throws -> TelegramLink.ID {
        var link = TelegramLink(
            id: .make(at: time), service: offer.service, state: .linked, chatName: chat.name,
            username: chat.username, user: offer.user, created: time, linked: time)
        if let present = try linkedChat(ofChat: chat.id) {
            if present.link.service == offer.service {
                link.id = present.link.id
                link.wantsAnswers = present.link.wantsAnswers
                try updateLink(link)
                return link.id
            }
            try end(present, as: .unlinked)
        }
        try insertLink(link, chat: chat.id)
        return link.id
    }

    /// When the chat may type another name; nil for now.
    fileprivate func throttle(_ chat: Int64, at time: Timestamp) throws -> Timestamp? {
        let start = time.adding(seconds: -TelegramRules.claimWindow)
        let recent = try claims(of: chat, after: start, limit: TelegramRules.claimsOfChat)
        guard recent.count == TelegramRules.claimsOfChat, let oldest = recent.last else { return nil }
        return oldest.adding(seconds: TelegramRules.claimWindow)
    }

    /// The service that the name names, if it is one and not too many claims wait on it.
    fileprivate func claimable(_ name: String) throws -> Service.ID? {
        guard let service = ServiceName.match(name, in: try services(), name: { $0.name }) else { return nil }
        return try pendingLinkCount(of: service.id) < TelegramRules.claimsOfService ? service.id : nil
    }
}
