import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// The list of tickets, a ticket, and filing one.
struct TicketController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/v1/tickets", query: Request.pageParameters.union(["status"]), list),
            Endpoint(.get, "/v1/tickets/{ticket}") { [store = environment.store] _, context, account in
                try .json(await store.ticket(context.id("ticket"), for: account))
            },
            Endpoint(.put, "/v1/tickets/{ticket}", put),
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
        return try .json(
            await environment.store.tickets(
                for: account, statuses: statuses, after: request.pageStart(), limit: request.pageLimit()))
    }

    @Sendable private func put(_ request: Request, _ context: ServerContext, _ account: Account) async throws
        -> Response
    {
        let id: Ticket.ID = try context.id("ticket")
        let new: NewTicket = try await request.json(.newTicket)
        let store = environment.store
        let written = try await AttachmentClaim(environment: environment, account: account).store(new.message) {
            try await store.repetition(of: id, new, by: account)
        } _: { files in
            try await store.putTicket(id, new, files: files, by: account, at: environment.now())
        }
        return try .json(written)
    }
}
