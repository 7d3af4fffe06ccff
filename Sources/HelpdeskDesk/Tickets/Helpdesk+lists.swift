package import HelpdeskModels

/// Tickets, messages and events, as an account may read them.
extension Helpdesk {
    package func tickets(
        for account: Account, statuses: Set<Ticket.Status>, after: String?, limit: Int
    ) async throws -> Page<Ticket> {
        try await database.readOnce { records in
            try records.page(
                EncodedPages.Query(
                    only: account.onlyService, statuses: statuses, after: after.map { try TicketPosition($0) },
                    limit: limit))
        }
    }

    /// Nil if the account cannot know of one.
    package func ticket(numbered number: Int, for account: Account) async throws -> Ticket? {
        try await database.readOnce { try $0.ticket(numbered: number) }.flatMap { account.sees($0.service) ? $0 : nil }
    }

    package func ticket(_ id: Ticket.ID) async throws -> Ticket? {
        try await database.read { try $0.ticket(id) }
    }

    package func ticket(_ id: Ticket.ID, for account: Account) async throws -> Ticket {
        try await database.read { try $0.ticket(id, for: account) }
    }

    /// How far the account has read the ticket: to 1970 if it never did.
    package func readMark(in ticket: Ticket.ID, of account: Account) async throws -> ReadMark {
        try await database.read { records in
            let id = try records.ticket(ticket, for: account).id
            return try records.readMark(of: account.user.id, in: id)
                ?? ReadMark(ticket: id, readUpTo: Timestamp(milliseconds: 0))
        }
    }

    package func messages(
        of ticket: Ticket.ID, for account: Account, after: String?, limit: Int
    ) async throws -> Page<Message> {
        try await database.read { records in
            _ = try records.ticket(ticket, for: account)
            let start = try Self.start(after: after) { id in
                try records.ordinal(ofMessage: id, in: ticket, includingInternal: account.isStaff)
            }
            let messages = try records.messages(
                of: ticket, includingInternal: account.isStaff, after: start, limit: limit + 1)
            return Page(messages, limit: limit) { $0.id.description }
        }
    }

    package func events(
        of ticket: Ticket.ID, for account: Account, after: String?, limit: Int
    ) async throws -> Page<Event> {
        try await database.read { records in
            _ = try records.ticket(ticket, for: account)
            let start = try Self.start(after: after) { try records.ordinal(ofEvent: $0, in: ticket) }
            let events = try records.events(of: ticket, after: start, limit: limit + 1)
            return Page(events, limit: limit) { $0.id.description }
        }
    }

    /// The ordinal of the message or event whose id ends a page; 0 before the first page.
    private static func start(after id: String?, _ ordinal: (String) throws -> Int64?) throws -> Int64 {
        guard let id else { return 0 }
        guard let start = try ordinal(id.lowercased()) else { throw StoreError.unknownPage }
        return start
    }
}

extension DeskRecords {
    /// The ticket, if there is one that the account may know.
    func ticket(_ id: Ticket.ID, for account: Account) throws -> Ticket {
        guard let ticket = try ticket(id), account.sees(ticket.service) else { throw StoreError.notFound }
        return ticket
    }

    /// Stores what can change of a ticket, and tells the feed.
    func updateTicket(_ ticket: Ticket) throws {
        try store(ticket)
        try append(.ticket, ticket.id.description, .service(ticket.service))
    }
}
