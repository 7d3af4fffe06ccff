import Foundation
import GRDB
import HelpdeskModels

/// Where the store stands: how far the change feed was received, and how much was written from the backend.
///
/// Pages come one after the other, so that each thing on a page is as new as on the page before or newer. Answers to
/// requests cross them: a page that was asked for before an answer was stored may have an older copy of the ticket, and an
/// answer that was asked for before a page was stored may be older, too. Each writing therefore has a number, its turn,
/// and each request remembers the turn in which it was made.
struct FeedPlace: Hashable, Sendable {
    /// Nil for the beginning of the feed.
    var cursor: String?
    var turn: Int64

    /// The turn of the latest writing.
    static func turn(_ database: Database) throws -> Int64 {
        try MetaKey.turn.read(database).flatMap { Int64($0) } ?? 0
    }
}

extension Store {
    /// The cursor, nil for the beginning of the feed, and the turn.
    func place() async throws(HelpdeskError) -> FeedPlace {
        try await read { database in
            FeedPlace(cursor: try MetaKey.cursor.read(database), turn: try FeedPlace.turn(database))
        }
    }
}

extension ChangePage {
    /// Whether the page, which was asked for in `turn`, has a ticket of which an answer was stored since: then the page may
    /// be older, and has to be asked for again. Skipping what is on it would not do, as it may be newer as well.
    func crosses(answersSince turn: Int64, _ database: Database) throws -> Bool {
        guard let latest = try MetaKey.answered.read(database).flatMap({ Int64($0) }), latest > turn else {
            return false
        }
        let identity = try TicketIdentity(database)
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM ticket WHERE id = ? AND answered > ?")
        return try Set(changes.compactMap(\.subject)).contains { ticket in
            try Int.fetchOne(statement, arguments: [identity.local(ticket).uuid, turn]) != nil
        }
    }
}

extension Change {
    /// The ticket that it is about, by the backend's id.
    var subject: Ticket.ID? {
        switch self {
        case .ticket(let ticket): ticket.id
        case .message(let message): message.ticket
        case .event(let event): event.ticket
        case .readMark(let mark): mark.ticket
        case .desk, .service, .topic, .agent, .telegramLink, .incident, .phoneFile, .shiftNote, .cannedReply: nil
        }
    }
}

/// Answers to requests.
extension ChangeWriter {
    /// Writes what the backend answered to a request that was made in `asked`, as far as no page has brought newer copies
    /// since. What is left out has been on a page, or will be on the next one.
    mutating func write(_ update: TicketUpdate, asked: Int64) throws {
        isAnswer = true
        let ticket = try identity.local(update.ticket.id)
        let changes =
            try (isNewer(update.ticket, asked: asked) ? [Change.ticket(update.ticket)] : [])
            + update.messages.filter { try !has("message", $0.id.uuid) }.map(Change.message)
            + update.events.filter { try !has("event", $0.id.uuid) }.map(Change.event)
        try write(changes)
        try Echo.refresh(ticket, role: me.user.role, database)
        change.formUnion(.ticket(ticket))
        try noteAnswer(about: ticket)
    }

    mutating func write(_ mark: ReadMark, asked: Int64) throws {
        isAnswer = true
        let ticket = try identity.local(mark.ticket)
        let known = try Int64.fetchOne(
            database, sql: "SELECT read_up_to FROM read_mark WHERE ticket = ? AND paged > ?",
            arguments: [ticket.uuid, asked])
        try write([
            .readMark(known.map { ReadMark(ticket: mark.ticket, readUpTo: Timestamp(milliseconds: $0)) } ?? mark)
        ])
        try noteAnswer(about: ticket)
    }

    /// Writes a ticket that was asked for by itself; a page that was asked for before may be older.
    mutating func write(fetched changes: [Change], of ticket: Ticket.ID) throws {
        isAnswer = true
        try write(changes)
        try noteAnswer(about: ticket)
    }

    /// The time of the last activity never goes back. Of two copies with the same one, that of the page stays.
    private func isNewer(_ ticket: Ticket, asked: Int64) throws -> Bool {
        let known = try Int64.fetchOne(
            database, sql: "SELECT base_updated FROM ticket WHERE id = ? AND is_unsent = 0 AND paged > ?",
            arguments: [identity.local(ticket.id).uuid, asked])
        return known.map { ticket.updated.milliseconds > $0 } ?? true
    }

    private func has(_ table: String, _ id: UUID) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE id = ?", arguments: [id]) != nil
    }

    private func noteAnswer(about ticket: Ticket.ID) throws {
        try MetaKey.turn.write(String(turn), database)
        try MetaKey.answered.write(String(turn), database)
        try database.execute(sql: "UPDATE ticket SET answered = ? WHERE id = ?", arguments: [turn, ticket.uuid])
    }
}
