import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// The list of tickets, a ticket, filing one, and finding some.
struct TicketController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/v1/tickets", query: Request.pageParameters.union(["number", "status"]), cost: .brief, list),
            Endpoint(.get, "/v1/tickets/{ticket}") { [desk = environment.desk] _, context, account in
                try .json(await desk.ticket(context.id("ticket"), for: account))
            },
            Endpoint(.put, "/v1/tickets/{ticket}", put),
            Endpoint(.get, "/v1/search", query: Request.pageParameters.union(["q"]), search),
        ]
    }

    @Sendable private func list(_ request: Request, _ context: ServerContext, _ account: Account) async throws
        -> Response
    {
        var statuses: Set<Ticket.Status> = []
        for name in request.query("status")?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
            guard let status = Ticket.Status(rawValue: String(name)) else {
                throw ProblemError(.malformed, "The parameter `status` takes new, open, waiting and resolved.")
            }
            statuses.insert(status)
        }
        if request.query("number") != nil {
            let number = try request.query("number", in: 1...Int.max, default: 1)
            let ticket = try await environment.desk.ticket(numbered: number, for: account)
            return try .json(
                Page(
                    items: ticket.map { statuses.isEmpty || statuses.contains($0.status) ? [$0] : [] } ?? [], next: nil)
            )
        }
        return .json(
            encoded: try await environment.desk.encodedTickets(
                for: account, statuses: statuses, after: request.pageStart(), limit: request.pageLimit()))
    }

    @Sendable private func search(_ request: Request, _ context: ServerContext, _ account: Account) async throws
        -> Response
    {
        guard let text = request.query("q"), !text.isEmpty else {
            throw ProblemError(.malformed, "The parameter `q` says what is looked for.")
        }
        guard text.unicodeScalars.count <= SearchPage.queryLength else {
            throw ProblemError(.malformed, "The parameter `q` has at most \(SearchPage.queryLength) characters.")
        }
        let limit = try request.query("limit", in: 1...SearchPage.pageSize, default: 50)
        return try .json(
            await environment.desk.search(text, for: account, after: request.pageStart(), limit: limit))
    }

    @Sendable private func put(_ request: Request, _ context: ServerContext, _ account: Account) async throws
        -> Response
    {
        let id: Ticket.ID = try context.id("ticket")
        let new: NewTicket = try await request.json(.newTicket)
        let desk = environment.desk
        let written = try await environment.claim(by: account).store(new.message) {
            try await desk.repetition(of: id, new, by: account)
        } _: { files in
            try await desk.putTicket(id, new, files: files, by: account, at: environment.now())
        }
        return try .json(written)
    }
}

/// The contents of a ticket: messages, changes of status, assignments, moves, ratings, read marks.
struct ConversationController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        return [
            Endpoint(.get, "/v1/tickets/{ticket}/messages", query: Request.pageParameters) {
                request, context, account in
                try .json(
                    await desk.messages(
                        of: context.id("ticket"), for: account, after: request.pageStart(),
                        limit: request.pageLimit()))
            },
            Endpoint(.put, "/v1/tickets/{ticket}/messages/{message}", putMessage),
            Endpoint(.get, "/v1/tickets/{ticket}/events", query: Request.pageParameters) { request, context, account in
                try .json(
                    await desk.events(
                        of: context.id("ticket"), for: account, after: request.pageStart(),
                        limit: request.pageLimit()))
            },
            Endpoint(.put, "/v1/tickets/{ticket}/events/{event}", putEvent),
            Endpoint(.get, "/v1/tickets/{ticket}/read") { _, context, account in
                try .json(await desk.readMark(in: context.id("ticket"), of: account))
            },
            Endpoint(.put, "/v1/tickets/{ticket}/read", putReadMark),
            Endpoint(.put, "/v1/tickets/{ticket}/rating", putRating),
        ]
    }

    @Sendable private func putMessage(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let (ticket, id): (Ticket.ID, Message.ID) = (try context.id("ticket"), try context.id("message"))
        let new: NewMessage = try await request.json(.newMessage)
        let desk = environment.desk
        let written = try await environment.claim(by: account).store(new) {
            try await desk.repetition(of: id, new, in: ticket, by: account)
        } _: { files in
            try await desk.putMessage(id, new, files: files, in: ticket, by: account, at: environment.now())
        }
        return try .json(written)
    }

    @Sendable private func putEvent(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let (ticket, id): (Ticket.ID, Event.ID) = (try context.id("ticket"), try context.id("event"))
        let new: NewEvent = try await request.json(.newEvent)
        return try .json(
            await environment.desk.putEvent(id, new, in: ticket, by: account, at: environment.now()))
    }

    @Sendable private func putRating(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let ticket: Ticket.ID = try context.id("ticket")
        let rating: Rating = try await request.json(.rating)
        return try .json(
            await environment.desk.putRating(rating, of: ticket, by: account, at: environment.now()))
    }

    @Sendable private func putReadMark(
        _ request: Request, _ context: ServerContext, _ account: Account
    ) async throws -> Response {
        let ticket: Ticket.ID = try context.id("ticket")
        let mark: ReadMark = try await request.json(.readMark)
        guard mark.ticket == ticket else {
            throw ProblemError(.invalid, violations: [Violation(field: "ticket", code: .malformed)])
        }
        return try .json(await environment.desk.putReadMark(mark, by: account))
    }
}
