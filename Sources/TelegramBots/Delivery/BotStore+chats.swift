import Foundation
import GRDB
import HelpdeskModels

/// The known facts about chats, and which of their messages belongs to which ticket.
extension BotStore {
    /// Where a chat is now: a group that became a supergroup has another id.
    static func currentID(of chat: Int64, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT moved_to FROM chat WHERE id = ?", arguments: [chat]) ?? chat
    }

    func currentID(of chat: Int64) async throws -> Int64 {
        try await read { try Self.currentID(of: chat, $0) }
    }

    /// Moves a group with everything that waits for it and everything that is remembered of it.
    func move(_ chat: Int64, to new: Int64) async throws {
        try await write { db in
            try Self.insertChat(chat, db)
            try db.execute(sql: "UPDATE chat SET moved_to = ?1 WHERE id = ?2 OR moved_to = ?2", arguments: [new, chat])
            try db.execute(
                sql: "UPDATE outbox SET chat = ? WHERE chat = ? AND state IN ('queued', 'sending')",
                arguments: [new, chat])
            try db.execute(
                sql: "INSERT OR IGNORE INTO chat(id, state) SELECT ?, state FROM chat WHERE id = ?",
                arguments: [new, chat])
            // Topics do not move: a group had none. Message ids begin anew, so that the map stays with the old id.
        }
    }

    /// Nothing is sent to a chat that is blocked; what waits for it goes out when it is not any more.
    static func setBlocked(_ isBlocked: Bool, _ chat: Int64, _ db: Database) throws {
        try insertChat(chat, db)
        try db.execute(sql: "UPDATE chat SET is_blocked = ? WHERE id = ?", arguments: [isBlocked, chat])
    }

    func setBlocked(_ isBlocked: Bool, _ chat: Int64) async throws {
        try await write { try Self.setBlocked(isBlocked, chat, $0) }
    }

    func isBlocked(_ chat: Int64) async throws -> Bool {
        try await read { db in
            try Bool.fetchOne(db, sql: "SELECT is_blocked FROM chat WHERE id = ?", arguments: [chat]) ?? false
        }
    }

    /// Nothing is sent to the chat before `time`.
    func pause(_ chat: Int64, until time: Timestamp) async throws {
        try await queue.write { db in
            try Self.insertChat(chat, db)
            try db.execute(sql: "UPDATE chat SET paused_until = ? WHERE id = ?", arguments: [time.milliseconds, chat])
        }
    }

    /// Remembers, inside a transaction, that a message of a chat belongs to a ticket.
    static func map(_ telegramMessage: Int64, in chat: Int64, to subject: Outgoing.Subject, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO message_map(chat, telegram_message, ticket, message, is_note)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                chat, telegramMessage, subject.ticket.description, subject.message?.description, subject.isNote,
            ])
    }

    /// The subject to which a message of a chat belongs; nil if it is not known.
    func subject(of telegramMessage: Int64, in chat: Int64) async throws -> Outgoing.Subject? {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT ticket, message, is_note FROM message_map WHERE chat = ? AND telegram_message = ?",
                arguments: [chat, telegramMessage])
            guard let row, let ticket = Ticket.ID(row[0] as String) else { return nil }
            return Outgoing.Subject(
                ticket: ticket, message: (row[1] as String?).flatMap { Message.ID($0) }, isNote: row[2])
        }
    }

    /// A message of the chat that stands for a message of a ticket, so that an answer can be shown below it.
    func telegramMessage(of message: Message.ID, in chat: Int64) async throws -> Int64? {
        try await read { db in
            try Int64.fetchOne(
                db, sql: "SELECT MIN(telegram_message) FROM message_map WHERE message = ? AND chat = ?",
                arguments: [message.description, chat])
        }
    }

    /// A bot's memory of a chat; nil for none.
    static func state<State: Decodable>(of chat: Int64, as type: State.Type = State.self, _ db: Database) throws
        -> State?
    {
        try String.fetchOne(db, sql: "SELECT state FROM chat WHERE id = ?", arguments: [chat])
            .map { try WireJSON.decode(from: Data($0.utf8)) }
    }

    static func setState(_ state: some Encodable, of chat: Int64, _ db: Database) throws {
        try insertChat(chat, db)
        try db.execute(
            sql: "UPDATE chat SET state = ? WHERE id = ?", arguments: [try BotJSON.text(state), chat])
    }

    /// The topic of a ticket in a forum; nil if there is none yet.
    func thread(of ticket: Ticket.ID, in chat: Int64) async throws -> Int64? {
        try await read { db in
            try Int64.fetchOne(
                db, sql: "SELECT thread FROM thread WHERE chat = ? AND ticket = ?",
                arguments: [chat, ticket.description])
        }
    }

    /// The ticket whose topic it is; nil for another topic.
    func ticket(ofThread thread: Int64, in chat: Int64) async throws -> Ticket.ID? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT ticket FROM thread WHERE chat = ? AND thread = ?", arguments: [chat, thread])
        }.flatMap { Ticket.ID($0) }
    }

    /// Nil forgets the topic, because it was deleted.
    func setThread(_ thread: Int64?, of ticket: Ticket.ID, in chat: Int64) async throws {
        try await queue.write { db in
            if let thread {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO thread(chat, ticket, thread) VALUES (?, ?, ?)",
                    arguments: [chat, ticket.description, thread])
            } else {
                try db.execute(
                    sql: "DELETE FROM thread WHERE chat = ? AND ticket = ?", arguments: [chat, ticket.description])
            }
        }
    }

    private static func insertChat(_ chat: Int64, _ db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO chat(id) VALUES (?)", arguments: [chat])
    }
}
