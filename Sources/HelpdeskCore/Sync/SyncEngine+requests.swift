public import HelpdeskModels

/// Requests that go to the backend at once and not through the outbox, as they would be worth nothing later.
extension SyncEngine {
    /// A one-time code that links a Telegram chat. Throws what the backend throws; `forbidden` if it has no Telegram.
    public func offerTelegramLink() async throws(HelpdeskError) -> TelegramLinkOffer {
        guard backend.capabilities.telegram else { throw HelpdeskError(.forbidden) }
        return try await requesting { () async throws(HelpdeskError) in try await backend.offerTelegramLink() }
    }

    /// Accepts or turns away a claim, or changes what a chat wants; the store knows it at once.
    public func changeTelegramLink(_ id: TelegramLink.ID, _ change: TelegramLinkChange) async throws(HelpdeskError) {
        guard backend.capabilities.telegram else { throw HelpdeskError(.forbidden) }
        let link = try await requesting { () async throws(HelpdeskError) in
            try await backend.changeTelegramLink(id, change)
        }
        try await store.remember(link)
    }

    /// Ends a link; the store knows it at once.
    public func endTelegramLink(_ id: TelegramLink.ID) async throws(HelpdeskError) {
        guard backend.capabilities.telegram else { throw HelpdeskError(.forbidden) }
        try await requesting { () async throws(HelpdeskError) in try await backend.endTelegramLink(id) }
        try await store.forget(id)
    }

    /// The devices that are signed in to the account; empty if the backend does not list them.
    public func devices() async throws(HelpdeskError) -> [Device] {
        guard backend.capabilities.devices else { return [] }
        return try await requesting { () async throws(HelpdeskError) in try await backend.devices() }
    }

    /// The figures of the last `days` days, for the staff. Throws `forbidden` if the backend has none.
    public func statistics(days: Int, now: Timestamp) async throws(HelpdeskError) -> Statistics {
        guard backend.capabilities.priorities else { throw HelpdeskError(.forbidden) }
        let from = Timestamp(milliseconds: now.milliseconds - Int64(days) * 86_400_000)
        return try await requesting { () async throws(HelpdeskError) in
            try await backend.statistics(from: from, to: now)
        }
    }

    /// Signs a device out. Answers those that are left.
    public func signOut(device: Int64) async throws(HelpdeskError) -> [Device] {
        guard backend.capabilities.devices else { throw HelpdeskError(.forbidden) }
        return try await requesting { () async throws(HelpdeskError) in
            try await backend.signOut(device: device)
            return try await backend.devices()
        }
    }

    /// A success tells the loops that the backend can be reached and takes the account.
    func requesting<Value: Sendable>(
        _ ask: () async throws(HelpdeskError) -> Value
    ) async throws(HelpdeskError) -> Value {
        let value = try await ask()
        await succeeded()
        return value
    }
}

/// Files from the phone for what is being written.
extension SyncEngine {
    /// Says that a draft is open. A failure is not reported: no file comes from the phone then.
    public func announce(_ draft: Draft.ID, title: String) async {
        guard backend.capabilities.telegram else { return }
        try? await backend.announce(EntityID(draft.uuid), DraftAnnouncement(titled: title, limits: limits ?? .standard))
    }

    /// As `announce`: an announcement ends by itself after two minutes.
    public func closeDraft(_ draft: Draft.ID) async {
        guard backend.capabilities.telegram else { return }
        try? await backend.closeDraft(EntityID(draft.uuid))
    }

    /// Notes that a file was taken or turned away; the store knows it at once. One that is gone already is no error.
    public func removePhoneFile(_ file: PhoneFile) async throws(HelpdeskError) {
        try await store.forget(file)
        do {
            try await backend.removePhoneFile(file)
        } catch  where error.code == .notFound {
            return
        }
    }
}

/// Others at work on the same ticket.
extension SyncEngine {
    /// Says what is done with a ticket here, and answers who else is at work on it. Nobody, if that cannot be learnt: those
    /// who were there before may have gone.
    public func announcePresence(_ activity: Presence.Activity, ticket: Ticket.ID) async -> [Presence] {
        guard backend.capabilities.presence else { return [] }
        return (try? await backend.announcePresence(activity, ticket: ticket)) ?? []
    }

    /// Says that the ticket was left. A failure is not reported: an announcement ends by itself.
    public func leavePresence(ticket: Ticket.ID) async {
        guard backend.capabilities.presence else { return }
        try? await backend.leavePresence(ticket: ticket)
    }
}
