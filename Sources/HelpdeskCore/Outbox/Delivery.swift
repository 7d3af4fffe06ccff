import Foundation
import GRDB
public import HelpdeskModels

/// The state of something that was written here on its way to the backend.
public enum Delivery: Hashable, Sendable {
    /// Waits in the outbox.
    case queued
    /// Waits in the outbox while its author can still undo it; becomes `queued` by itself.
    case held(until: Timestamp)
    case sending
    /// Refused for good, and parked until the user tries again or discards it.
    case failed(HelpdeskError)
}

extension OutboxItem {
    func delivery(at now: Moment) -> Delivery {
        switch state {
        case .queued: heldUntil > now.steady ? .held(until: now.date(of: heldUntil)) : .queued
        case .uploading, .sending: .sending
        case .parked: .failed(error ?? HelpdeskError(.unexpected))
        }
    }
}

extension Outbox {
    /// For each ticket with something unsent the worst of it: failed, else sending, queued, held. Read marks do not
    /// count.
    func deliveries(at now: Moment) throws -> [Ticket.ID: Delivery] {
        let statement = try database.cachedStatement(
            sql: "SELECT ticket, state, error, held_until FROM outbox WHERE kind <> 'read' ORDER BY seq")
        var deliveries: [Ticket.ID: Delivery] = [:]
        for row in try Row.fetchAll(statement) {
            let ticket = Ticket.ID(try row.value(0, as: UUID.self))
            let delivery: Delivery
            switch OutboxItem.State(rawValue: try row.value(1)) {
            case .parked:
                let error: HelpdeskError? = try row.value(2, as: String?.self).map { try StoredJSON.decode(from: $0) }
                delivery = .failed(error ?? HelpdeskError(.unexpected))
            case .uploading, .sending:
                delivery = .sending
            case .queued, nil:
                let heldUntil = Timestamp(milliseconds: try row.value(3))
                delivery = heldUntil > now.steady ? .held(until: now.date(of: heldUntil)) : .queued
            }
            if let other = deliveries[ticket], other.severity >= delivery.severity { continue }
            deliveries[ticket] = delivery
        }
        return deliveries
    }

    /// Why each parked intent was refused, in the order of writing; read marks do not count.
    func parkedErrors() throws -> [HelpdeskError] {
        let statement = try database.cachedStatement(
            sql: "SELECT error FROM outbox WHERE kind <> 'read' AND state = 'parked' ORDER BY seq")
        return try Row.fetchAll(statement).map { row in
            let error: HelpdeskError? = try row.value(0, as: String?.self).map { try StoredJSON.decode(from: $0) }
            return error ?? HelpdeskError(.unexpected)
        }
    }

    /// How many intents wait or are being sent, and how many are parked; read marks do not count.
    func counts() throws -> (waiting: Int, parked: Int) {
        let statement = try database.cachedStatement(
            sql: """
                SELECT count(*) FILTER (WHERE state <> 'parked'), count(*) FILTER (WHERE state = 'parked')
                FROM outbox WHERE kind <> 'read'
                """)
        guard let row = try Row.fetchOne(statement) else { return (0, 0) }
        return (try row.value(0), try row.value(1))
    }
}

extension Delivery {
    /// Of several deliveries the one with the highest is shown.
    fileprivate var severity: Int {
        switch self {
        case .held: 0
        case .queued: 1
        case .sending: 2
        case .failed: 3
        }
    }
}
