package import HelpdeskModels

/// Finding tickets by words, as an account may read them.
extension Helpdesk {
    /// The tickets in whose number, subject, author, fields, messages and file names all words of `text` occur: as
    /// `SearchTerm` says, so as a client finds them in its own copy.
    ///
    /// Customers find what they may read: tickets of their own service, and those not by an internal note.
    /// - Parameter counting: so many are counted.
    package func search(
        _ text: String, for account: Account, after: String?, limit: Int, counting: Int = SearchPage.countLimit
    ) async throws -> SearchPage {
        let terms = SearchTerm.terms(text)
        let start = try after.map { after in
            guard let position = Int64(after), position > 0 else { throw StoreError.unknownPage }
            return position
        }
        return try await database.read { records in
            let isComplete = try records.searchFill() == 0
            guard !terms.isEmpty else {
                return SearchPage(items: [], next: nil, total: 0, isTotalExact: true, isComplete: isComplete)
            }
            let query = SearchQuery(terms, for: account)
            let count = try records.countSearchHits(query, limit: counting + 1)
            let hits = try records.searchHits(query, after: start, limit: limit + 1)
            let page = hits.prefix(limit)
            // Some have all runs of three letters of a word, and not the word.
            let found = page.filter { hit in terms.allSatisfy { $0.occurs(in: hit.words) } }.map(\.ticket)
            let tickets = Dictionary(try records.tickets(found).map { ($0.id, $0) }) { first, _ in first }
            return SearchPage(
                items: found.compactMap { tickets[$0] }.filter { account.sees($0.service) },
                next: page.count < hits.count ? page.last.map { "\($0.position)" } : nil,
                total: min(count, counting), isTotalExact: count <= counting, isComplete: isComplete)
        }
    }

    /// So many tickets are put into the index in one transaction: others have their turn within a tenth of a second.
    package static let searchStep = 50

    /// Puts some of the tickets into the index that were there before it. False if none is left.
    package func fillSearchIndex(step: Int = Helpdesk.searchStep) async throws -> Bool {
        guard try await database.readOnce({ try $0.searchFill() }) > 0 else { return false }
        return try await database.writeQuietly { records in
            let next = try records.ticketNumbers(below: records.searchFill(), limit: step)
            for ticket in next where try !records.hasSearchEntries(of: ticket.id) { try records.indexTicket(ticket.id) }
            try records.store(searchFill: next.count < step ? 0 : next.last?.number ?? 0)
            return next.count == step
        }
    }

    /// Brings the index up to date with what a server of a version before has written meanwhile, which knows none.
    package func refreshSearchIndex(lookingAt messages: Int = 1000) async throws {
        let stale = try await database.readOnce { try $0.ticketsWithUnknownMessages(among: messages) }
        for start in stride(from: 0, to: stale.count, by: Self.searchStep) {
            let part = stale[start..<min(start + Self.searchStep, stale.count)]
            try await database.writeQuietly { records in for ticket in part { try records.indexTicket(ticket) } }
        }
    }
}

extension DeskRecords {
    /// So many messages of a ticket are searched, the newest ones; and so many different words.
    private static var maxMessages: Int { 2000 }
    private static var maxWords: Int { 50_000 }

    /// Brings what can be found of a ticket up to date, in the transaction that changed its number, subject, author, fields,
    /// messages or files.
    func index(_ ticket: Ticket) throws {
        try deleteSearchEntries(of: ticket.id)
        let texts = try searchedTexts(of: ticket.id, limit: Self.maxMessages)
        let hasNotes = texts.contains(where: \.isInternal)
        let sides: [SearchEntry.Audience] = hasNotes ? [.customers, .staff] : [.everybody]
        for side in sides {
            try insert(entry(for: side, of: ticket, side == .customers ? texts.filter { !$0.isInternal } : texts))
        }
    }

    /// As `index`. A ticket that is gone is found no more.
    func indexTicket(_ id: Ticket.ID) throws {
        if let ticket = try ticket(id) { try index(ticket) } else { try deleteSearchEntries(of: id) }
    }

    private func entry(
        for audience: SearchEntry.Audience, of ticket: Ticket, _ texts: [SearchedText]
    ) -> SearchEntry {
        let head =
            ["№\(ticket.number) \(ticket.number)", ticket.subject, ticket.author.name] + ticket.fields.map(\.value)
        var words: Set<Substring> = []
        for text in head + texts.map(\.text) where words.count < Self.maxWords {
            words.formUnion(Folding.words(text).split(separator: " "))
        }
        // The time, the number in case two were written at once, and the side.
        let newest = texts.map(\.created).max() ?? ticket.created
        let time = newest.milliseconds & (1 << 42 - 1)
        let position = time << 21 | Int64(ticket.number & (1 << 20 - 1)) << 1 | (audience == .staff ? 1 : 0)
        return SearchEntry(
            position: position, ticket: ticket.id, service: ticket.service, audience: audience,
            words: words.sorted().joined(separator: " "))
    }
}
