public import HelpdeskModels

/// Finding tickets on the desk that are not in the store.
extension SyncEngine {
    /// The tickets of a page, and of what is fetched at once.
    public static let searchPage = 50
    /// So many pages are passed over whose tickets are all here already.
    private static let maxPages = 10
    /// So many tickets are on their way at the same time.
    private static let parallel = 4

    /// How many tickets the desk has with these words, and none of them. Throws what the backend throws, and `forbidden` if it
    /// cannot be searched.
    public func countOnDesk(_ words: String) async throws(HelpdeskError) -> SearchPage {
        guard backend.capabilities.search else { throw HelpdeskError(.forbidden) }
        return try await requesting { () async throws(HelpdeskError) in
            try await backend.search(words, after: nil, limit: 1)
        }
    }

    /// Fetches tickets with these words that are not in the store: those of the first page, from behind `end`, that has any.
    /// - Parameter limit: of a page.
    ///
    /// Throws what the backend throws; what was fetched until then is in the store.
    public func fetchFound(
        _ words: String, after end: String?, limit: Int = SyncEngine.searchPage
    ) async throws(HelpdeskError) -> FetchedTickets {
        guard backend.capabilities.search else { throw HelpdeskError(.forbidden) }
        var start = end
        for _ in 0..<Self.maxPages {
            let place = start
            let page = try await requesting { () async throws(HelpdeskError) in
                try await backend.search(words, after: place, limit: max(1, min(limit, Self.searchPage)))
            }
            let fetched = try await fetchMissing(page.items.map(\.id))
            if fetched > 0 || page.next == nil { return FetchedTickets(count: fetched, next: page.next) }
            start = page.next
        }
        return FetchedTickets(count: 0, next: start)
    }

    /// Fetches the ticket with a number. Returns its id in the store; nil if the account cannot see one, and if the backend
    /// cannot say.
    public func fetch(number: Int) async throws(HelpdeskError) -> Ticket.ID? {
        guard backend.capabilities.search else { return nil }
        let id = try await requesting { () async throws(HelpdeskError) in try await backend.ticketID(number: number) }
        guard let id else { return nil }
        return try await fetch(id)
    }

    /// Fetches those that are not in the store. Returns how many that were; one that is gone meanwhile is no failure.
    private func fetchMissing(_ tickets: [Ticket.ID]) async throws(HelpdeskError) -> Int {
        let missing = try await store.missing(tickets)
        var count = 0
        for start in stride(from: 0, to: missing.count, by: Self.parallel) {
            let part = missing[start..<min(start + Self.parallel, missing.count)]
            let outcomes = await withTaskGroup(of: HelpdeskError?.self) { group in
                for id in part {
                    group.addTask {
                        do throws(HelpdeskError) {
                            try await self.fetch(id)
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                var outcomes: [HelpdeskError?] = []
                for await outcome in group { outcomes.append(outcome) }
                return outcomes
            }
            count += outcomes.count { $0 == nil }
            if let error = outcomes.compactMap(\.self).first(where: { $0.code != .notFound }) { throw error }
        }
        return count
    }
}

/// The outcome of fetching tickets that were found.
public struct FetchedTickets: Hashable, Sendable {
    public var count: Int
    /// Where the next go on; nil if there are no more.
    public var next: String?

    public init(count: Int, next: String?) {
        self.count = count
        self.next = next
    }
}
