import Foundation
import GRDB
import HelpdeskModels

extension Outbox {
    /// For each ticket with something unsent the worst of it: failed, else sending, else queued. Read marks do not count.
    func deliveries() throws -> [Ticket.ID: Delivery] {
        let statement = try database.cachedStatement(
            sql: "SELECT ticket, state, error FROM outbox WHERE kind <> 'read' ORDER BY seq")
        var deliveries: [Ticket.ID: Delivery] = [:]
        for row in try Row.fetchAll(statement) {
            let ticket = Ticket.ID(row[0] as UUID)
            switch OutboxItem.State(rawValue: row[1]) {
            case .parked:
                if case .failed = deliveries[ticket] { continue }
                let error: HelpdeskError? = try (row[2] as String?).map { try StoredJSON.decode(from: $0) }
                deliveries[ticket] = .failed(error ?? HelpdeskError(.unexpected))
            case .sending:
                if case .failed = deliveries[ticket] { continue }
                deliveries[ticket] = .sending
            case .queued, nil:
                deliveries[ticket] = deliveries[ticket] ?? .queued
            }
        }
        return deliveries
    }

    /// How many intents wait or are being sent, and how many are parked; read marks do not count.
    func counts() throws -> (waiting: Int, parked: Int) {
        let statement = try database.cachedStatement(
            sql: """
                SELECT count(*) FILTER (WHERE state <> 'parked'), count(*) FILTER (WHERE state = 'parked')
                FROM outbox WHERE kind <> 'read'
                """)
        guard let row = try Row.fetchOne(statement) else { return (0, 0) }
        return (row[0], row[1])
    }
}
