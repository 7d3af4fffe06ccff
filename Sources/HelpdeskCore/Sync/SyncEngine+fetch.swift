public import HelpdeskModels

/// Single tickets that the change feed does not bring, or not yet.
extension SyncEngine {
    /// So many times a ticket is asked for while the feed moves on.
    private static let maxFetches = 4

    /// Receives a whole ticket and stores it. Returns its id in the store; `id` is the backend's.
    ///
    /// An older copy never replaces the store's: if the feed moved between the request and the write, the ticket is
    /// asked for again, and this program's feed waits meanwhile.
    /// Throws what the backend throws (`notFound` for a ticket that the account cannot see), `forbidden` if the backend
    /// answers for no single ticket, and `storeBusy` if another program received changes all the time.
    @discardableResult
    public func fetch(_ id: Ticket.ID) async throws(HelpdeskError) -> Ticket.ID {
        guard backend.capabilities.wholeTickets else { throw HelpdeskError(.forbidden) }
        try await connect()
        for attempt in 0..<Self.maxFetches {
            if attempt > 0 { fetchesHoldingFeed += 1 }
            defer {
                if attempt > 0 {
                    fetchesHoldingFeed -= 1
                    fetchSignal.raise()
                }
            }
            let cursor = try await store.cursor()
            let whole = try await requesting { () async throws(HelpdeskError) in try await backend.ticket(id) }
            guard let local = try await store.keep(whole, askedForAt: cursor) else { continue }
            if whole.setAside > 0 {
                log.note(.setAside(whole.setAside))
                board.update { $0.setAsideCount += whole.setAside }
            }
            return local
        }
        throw HelpdeskError(.storeBusy, subject: store.directory, detail: "changes keep arriving")
    }

    /// Returns once no ticket is being fetched that needs the feed to stand still.
    func waitForFetches() async {
        while fetchesHoldingFeed > 0, !Task.isCancelled { await fetchSignal.wait() }
    }
}
