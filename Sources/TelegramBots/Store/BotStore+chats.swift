import Foundation
import HelpdeskModels
import SQLDatabase

/// The known facts about chats, and which of their messages belongs to which ticket.
extension BotStore {
    func currentID(of chat: Int64) async throws -> Int64 {
        try await read { try $0.currentID(of: chat) }
    }

    /// Moves a group with everything that waits for it and everything that is remembered of it.
    func move(_ chat: Int64, to new: Int64) async throws {
        try await write { db in
            try db.insertChat(chat)
            try db.execute("UPDATE chat SET moved_to = ?1 WHERE id = ?2 OR moved_to = ?2", new, chat)
            try db.execute(
                "UPDATE outbox SET chat = ? WHERE chat = ? AND state IN ('queued', 'sending')", new, chat)
            try db.execute(
                "INSERT INTO chat(id, state) SELECT ?, state FROM chat WHERE id = ? ON CONFLICT DO NOTHING", new, chat)
            // Topics do not move: a group had none. Message ids begin anew, so that the map stays with the old id.
        }
    }

    func setBlocked(_ isBlocked: Bool, _ chat: Int64) async throws {
        try await write { try $0.setBlocked(isBlocked, chat) }
    }

    func isBlocked(_ chat: Int64) async throws -> Bool {
        try await read { db in
            try db.row("SELECT is_blocked FROM chat WHERE id = ?", chat) { $0.truth(at: 0) } ?? false
        }
    }

    /// Nothing is sent to the chat before `time`.
    func pause(_ chat: Int64, until time: Timestamp) async throws {
        try await database.write { db in
            try db.insertChat(chat)
            try db.execute("UPDATE chat SET paused_until = ? WHERE id = ?", time, chat)
        }
    }

    /// The subject to which a message of a chat belongs; nil if it is not known.
    func subject(of telegramMessage: Int64, in chat: Int64) async throws -> Outgoing.Subject? {
        try await read { db in
            try db.row(
                "SELECT ticket, message, is_note FROM message_map WHERE chat = ? AND telegram_message = ?", chat,
                telegramMessage
            ) { row in
                Ticket.ID(row.text(at: 0)).map { ticket in
                    Outgoing.Subject(
                        ticket: ticket, message: row.optionalText(at: 1).flatMap { Message.ID($0) },
                        isNote: row.optionalTruth(at: 2))
                }
            }.flatMap(\.self)
        }
    }

    /// A message of the chat that stands for a message of a ticket, so that an answer can be shown below it.
    func telegramMessage(of message: Message.ID, in chat: Int64) async throws -> Int64? {
        try await read { db in
            try db.row(
                "SELECT MIN(telegram_message) FROM message_map WHERE message = ? AND chat = ?", message, chat
            ) { $0.optionalInteger(at: 0) }.flatMap(\.self)
        }
    }

    /// The topic of a ticket in a forum; nil if there is none yet.
    func thread(of ticket: Ticket.ID, in chat: Int64) async throws -> Int64? {
        try await read { db in
            try db.row("SELECT thread FROM thread WHERE chat = ? AND ticket = ?", chat, ticket) { $0.integer(at: 0) }
        }
    }

    /// The ticket whose topic it is; nil for another topic.
    func ticket(ofThread thread: Int64, in chat: Int64) async throws -> Ticket.ID? {
        try await read { db in
            try db.row("SELECT ticket FROM thread WHERE chat = ? AND thread = ?", chat, thread) { $0.text(at: 0) }
        }.flatMap { Ticket.ID($0) }
    }

    /// Nil forgets the topic, because it was deleted.
    func setThread(_ thread: Int64?, of ticket: Ticket.ID, in chat: Int64) async throws {
        try await database.write { db in
            guard let thread else {
                try db.execute("DELETE FROM thread WHERE chat = ? AND ticket = ?", chat, ticket)
                return
            }
            try db.execute(
                """
                INSERT INTO thread(chat, ticket, thread) VALUES (?, ?, ?)
                ON CONFLICT (chat, ticket) DO UPDATE SET thread = excluded.thread
                """, chat, ticket, thread)
        }
    }
}

extension BotRows {
    /// Where a chat is now: a group that became a supergroup has another id.
    func currentID(of chat: Int64) throws -> Int64 {
        let moved = try row("SELECT moved_to FROM chat WHERE id = ?", chat) { $0.optionalInteger(at: 0) }
        return moved.flatMap(\.self) ?? chat
    }

    /// Nothing is sent to a chat that is blocked; what waits for it goes out when it is not any more.
    func setBlocked(_ isBlocked: Bool, _ chat: Int64) throws {
        try insertChat(chat)
        try execute("UPDATE chat SET is_blocked = ? WHERE id = ?", isBlocked, chat)
    }

    /// Remembers that a message of a chat belongs to a ticket.
    func map(_ telegramMessage: Int64, in chat: Int64, to subject: Outgoing.Subject) throws {
        try execute(
            """
            INSERT INTO message_map(chat, telegram_message, ticket, message, is_note) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (chat, telegram_message) DO UPDATE SET ticket = excluded.ticket, message = excluded.message,
                is_note = excluded.is_note
            """, chat, telegramMessage, subject.ticket, subject.message, subject.isNote)
    }

    /// A bot's memory of a chat; nil for none.
    func state<State: Decodable>(of chat: Int64, as type: State.Type = State.self) throws -> State? {
        try row("SELECT state FROM chat WHERE id = ?", chat) { $0.optionalText(at: 0) }.flatMap(\.self)
            .map { try WireJSON.decode(from: Data($0.utf8)) }
    }

    func setState(_ state: some Encodable, of chat: Int64) throws {
        try insertChat(chat)
        try execute("UPDATE chat SET state = ? WHERE id = ?", try BotJSON.text(state), chat)
    }

    fileprivate func insertChat(_ chat: Int64) throws {
        try execute("INSERT INTO chat(id) VALUES (?) ON CONFLICT DO NOTHING", chat)
    }
}
