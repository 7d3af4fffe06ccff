import Foundation
import GRDB
import HelpdeskModels

/// Which ticket of the store is which one of the backend, where the two ids differ.
///
/// A ticket keeps the id that it was written under for ever, as screens and drafts hold on to it; a backend that gives
/// its own id to a new ticket is translated here, at the edge of the store.
struct TicketIdentity {
    let database: Database
    private let isUsed: Bool

    init(_ database: Database) throws {
        self.database = database
        isUsed = try Int.fetchOne(database, sql: "SELECT 1 FROM ticket_identity LIMIT 1") != nil
    }

    func local(_ backend: Ticket.ID) throws -> Ticket.ID {
        guard isUsed else { return backend }
        let statement = try database.cachedStatement(sql: "SELECT local FROM ticket_identity WHERE backend = ?")
        return try UUID.fetchOne(statement, arguments: [backend.uuid]).map { Ticket.ID($0) } ?? backend
    }

    func backend(_ local: Ticket.ID) throws -> Ticket.ID {
        guard isUsed else { return local }
        let statement = try database.cachedStatement(sql: "SELECT backend FROM ticket_identity WHERE local = ?")
        return try UUID.fetchOne(statement, arguments: [local.uuid]).map { Ticket.ID($0) } ?? local
    }

    /// The backend's ticket is the local one from now on.
    ///
    /// It may have been received already, if the answer to its creation was lost: then the two become one.
    func adopt(_ backend: Ticket.ID, as local: Ticket.ID) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO ticket_identity VALUES (?, ?)", arguments: [backend.uuid, local.uuid])
        if let seq = try Int64.fetchOne(
            database, sql: "SELECT seq FROM ticket WHERE id = ? AND is_unsent = 0", arguments: [backend.uuid])
        {
            try SearchIndex(database: database).remove([seq])
            try database.execute(sql: "DELETE FROM ticket WHERE seq = ?", arguments: [seq])
        }
        for table in ["message", "attachment", "event", "outbox", "draft"] {
            try database.execute(
                sql: "UPDATE \(table) SET ticket = ? WHERE ticket = ?", arguments: [local.uuid, backend.uuid])
        }
        try database.execute(
            sql: """
                UPDATE draft SET json = json_set(json, '$.ticket', ?) WHERE ticket = ?
                """, arguments: [local.description, local.uuid])
        try database.execute(
            sql: "UPDATE OR REPLACE read_mark SET ticket = ? WHERE ticket = ?", arguments: [local.uuid, backend.uuid])
    }
}
