package import Foundation
package import HelpdeskModels
import Synchronization

/// Pages of tickets in JSON, each for as long as nothing is written to the database.
///
/// The staff of a desk and the people of a service ask for the same lists again and again. Whose tickets a page shows is a
/// part of its key, and who asks is looked up with every request as ever.
final class EncodedPages: Sendable {
    struct Query: Hashable, Sendable {
        var only: Service.ID?
        var statuses: Set<Ticket.Status>
        var after: TicketPosition?
        var limit: Int
    }

    private struct Key: Hashable {
        var query: Query
        var connection: Int64
    }

    private struct State {
        var pages: [Key: (number: Int64, json: Data)] = [:]
        var size = 0
    }

    /// Bytes of JSON that are kept at most.
    private static let capacity = 4 << 20

    private let state = Mutex(State())

    /// Nil if there is no page of this version.
    func page(_ query: Query, _ version: RowsVersion) -> Data? {
        state.withLock { state in
            guard let page = state.pages[Key(query: query, connection: version.connection)],
                page.number == version.number
            else { return nil }
            return page.json
        }
    }

    func keep(_ json: Data, _ query: Query, _ version: RowsVersion) {
        guard json.count <= Self.capacity else { return }
        state.withLock { state in
            let key = Key(query: query, connection: version.connection)
            // Most of the pages are of older versions by then.
            if state.size + json.count > Self.capacity { state = State() }
            state.size += json.count - (state.pages.updateValue((version.number, json), forKey: key)?.json.count ?? 0)
        }
    }
}

/// What a connection sees of the database: while two are equal, nothing was committed in between, by whatever process.
package struct RowsVersion: Hashable, Sendable {
    /// The number of the connection, which no other one of this process ever has.
    package var connection: Int64
    package var number: Int64

    package init(connection: Int64, number: Int64) {
        self.connection = connection
        self.number = number
    }
}

extension Helpdesk {
    /// The page that ``tickets(for:statuses:after:limit:)`` reads, in JSON.
    package func encodedTickets(
        for account: Account, statuses: Set<Ticket.Status>, after: String?, limit: Int
    ) async throws -> Data {
        try await database.readOnce { records in
            let query = EncodedPages.Query(
                only: account.onlyService, statuses: statuses, after: try after.map { try TicketPosition($0) },
                limit: limit)
            let version = try records.version()
            if let version, let json = pages.page(query, version) { return json }
            let json = try WireJSON.encode(records.page(query))
            // Not what somebody wrote in between: then nobody knows which version it is.
            if let version, try records.version() == version { pages.keep(json, query, version) }
            return json
        }
    }
}

extension DeskRecords {
    func page(_ query: EncodedPages.Query) throws -> Page<Ticket> {
        let tickets = try tickets(
            only: query.only, statuses: query.statuses, after: query.after, limit: query.limit + 1)
        return Page(tickets, limit: query.limit) { TicketPosition($0).description }
    }
}
