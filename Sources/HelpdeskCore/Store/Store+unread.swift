import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// The next ticket with something unread, oldest unread first, beginning anew at the end; nil if there is none.
    /// - Parameter orItself: whether the ticket itself counts when no other is unread, as it does unless it is open.
    public func nextUnread(
        after ticket: Ticket.ID?, orItself: Bool = false
    ) async throws(HelpdeskError) -> Ticket.ID? {
        try await read { database -> Ticket.ID? in
            let place = try ticket.flatMap { ticket in
                try Row.fetchOne(
                    database, sql: "SELECT last_foreign, id FROM ticket WHERE id = ?", arguments: [ticket.uuid])
            }
            let unread = "SELECT id FROM ticket WHERE last_foreign > read_up_to"
            let order = "ORDER BY last_foreign, id LIMIT 1"
            if let place {
                let next = try UUID.fetchOne(
                    database, sql: "\(unread) AND (last_foreign, id) > (?, ?) \(order)",
                    arguments: [try place.value(0, as: Int64.self), ticket?.uuid])
                if let next { return Ticket.ID(next) }
            }
            return try UUID.fetchOne(
                database, sql: "\(unread) AND id IS NOT ? \(order)", arguments: [orItself ? nil : ticket?.uuid]
            ).map { Ticket.ID($0) }
        }
    }

    /// Queues that the last message of somebody else is unread. Nothing happens if nobody else wrote.
    public func queueUnreadMark(_ ticket: Ticket.ID) async throws(HelpdeskError) {
        let last = try await read { database in
            try Int64.fetchOne(database, sql: "SELECT last_foreign FROM ticket WHERE id = ?", arguments: [ticket.uuid])
        }
        guard let last else { throw HelpdeskError(.notFound, subject: ticket.description) }
        guard last > 0 else { return }
        try await queueReadMark(ticket, upTo: Timestamp(milliseconds: last - 1))
    }
}
