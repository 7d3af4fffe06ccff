import Foundation
import GRDB
import HelpdeskModels

/// Keeps the index in step with a transaction's changes: `begin` before they are written, `end` afterwards.
struct SearchFeed {
    private let index: SearchIndex
    private let identity: TicketIdentity
    /// Tickets that were there and change.
    private var affected: Set<Ticket.ID> = []
    private var new: Set<Ticket.ID> = []

    init(_ database: Database, _ identity: TicketIdentity) {
        index = SearchIndex(database: database)
        self.identity = identity
    }

    /// Takes the tickets out of the index whose documents these changes will change.
    ///
    /// Returns the messages that are there, and the tickets of those which will be another ticket's.
    mutating func begin(_ changes: [Change]) throws -> (known: Set<Message.ID>, left: Set<Ticket.ID>) {
        var known: Set<Message.ID> = []
        var written: Set<Ticket.ID> = []
        var left: Set<Ticket.ID> = []
        let place = try index.database.cachedStatement(sql: "SELECT ticket FROM message WHERE id = ?")
        var tickets: [Ticket.ID: Ticket] = [:]
        for change in changes {
            switch change {
            case .message(let message):
                let ticket = try identity.local(message.ticket)
                written.insert(ticket)
                if let now = try UUID.fetchOne(place, arguments: [message.id.uuid]) {
                    known.insert(message.id)
                    if now != ticket.uuid { left.insert(Ticket.ID(now)) }
                }
            case .ticket(let ticket): tickets[try identity.local(ticket.id)] = ticket
            // Nothing else is searched.
            case .desk, .service, .topic, .event, .readMark, .agent, .telegramLink, .incident, .phoneFile,
                .shiftNote, .cannedReply:
                break
            }
        }
        let statement = try index.database.cachedStatement(
            sql: """
                SELECT seq, is_unsent OR seq IN (SELECT seq FROM search_pending), number, subject, author_name, fields
                FROM ticket WHERE id = ?
                """)
        var stale: [Int64] = []
        written.formUnion(left)
        for id in written.union(tickets.keys) {
            // One that still waits to be put in is not there to be taken out.
            guard let row = try Row.fetchOne(statement, arguments: [id.uuid]), try !row.value(1, as: Bool.self)
            else {
                new.insert(id)
                continue
            }
            guard try written.contains(id) || tickets[id].map({ try Self.differs($0, row) }) == true else { continue }
            affected.insert(id)
            stale.append(try row.value(0))
        }
        try index.remove(stale)
        return (known, left)
    }

    /// Takes out what is about to be removed with the tickets or messages of an older pass than this.
    mutating func beginRemoving(before pass: Int) throws {
        let rows = try Row.fetchAll(
            index.database,
            sql: """
                SELECT seq, id FROM ticket WHERE is_unsent = 0
                AND (pass < ?1 OR id IN (SELECT ticket FROM message WHERE pass < ?1))
                """, arguments: [pass])
        try index.remove(rows.map { try $0.value(0) })
        affected.formUnion(try rows.map { Ticket.ID(try $0.value(1, as: UUID.self)) })
    }

    /// Puts the affected tickets in again, and new ones for the first time, as far as they are there.
    /// - Parameter isPostponed: new ones not now, but with those of the next transactions. Tickets that could be found
    ///   before can still be found.
    mutating func end(isPostponed: Bool = false) throws {
        let (known, added) = (try seqs(of: affected), try seqs(of: new))
        try index.add(isPostponed ? known : known + added)
        if isPostponed { try index.postpone(added) }
        affected = []
        new = []
    }

    private func seqs(of tickets: Set<Ticket.ID>) throws -> [Int64] {
        let statement = try index.database.cachedStatement(sql: "SELECT seq FROM ticket WHERE id = ? AND is_unsent = 0")
        return try tickets.compactMap { try Int64.fetchOne(statement, arguments: [$0.uuid]) }
    }

    private static func differs(_ ticket: Ticket, _ row: Row) throws -> Bool {
        let fields = ticket.fields.isEmpty ? "[]" : try StoredJSON.encode(ticket.fields)
        let (number, subject) = (try row.value(2, as: Int?.self), try row.value(3, as: String.self))
        let (author, known) = (try row.value(4, as: String.self), try row.value(5, as: String.self))
        return number != ticket.number || subject != ticket.subject || author != ticket.author.name || known != fields
    }
}
