import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// Queues again what was parked for the ticket; nil for all tickets. What has perhaps been sent is sent anew: that
    /// is what the user decides with it.
    public func retryFailed(_ ticket: Ticket.ID?) async throws(HelpdeskError) {
        try await write { database in
            let outbox = Outbox(database: database)
            for item in try outbox.items(ticket: ticket) where item.state == .parked {
                try database.execute(
                    sql: """
                        UPDATE outbox SET state = 'queued', attempts = 0, next_try = 0, held_until = 0, error = NULL
                        WHERE seq = ?
                        """, arguments: [item.seq])
                if item.error?.code == .perhapsSent {
                    try outbox.setLastTry(nil, seq: item.seq)
                }
                try Self.refreshEcho(item.ticket, database)
            }
        }
        intended.send(())
    }

    /// Drops a message that is not sent yet and undoes what it showed; for the first message of a ticket, the ticket
    /// with everything queued for it. Throws `conflict` while it is being sent, `notFound` if it is not in the outbox.
    public func discard(message: Message.ID) async throws(HelpdeskError) {
        let files = try await writeDurably { database in
            let outbox = Outbox(database: database)
            guard let item = try outbox.texts().first(where: { $0.message?.id == message }) else {
                throw HelpdeskError(.notFound, subject: message.description)
            }
            guard case .ticket = item.intent else { return try Self.drop([item], outbox) }
            let all = try outbox.items(ticket: item.ticket)
            let files = try Self.drop(all, outbox)
            try Self.forgetUnsent(item.ticket, database)
            return files
        }
        removeCopies(of: files)
    }

    /// Drops a change of status that is not sent yet and undoes what it showed. Throws as `discard(message:)`.
    public func discard(transition: Event.ID) async throws(HelpdeskError) {
        _ = try await writeDurably { database in
            let outbox = Outbox(database: database)
            guard let item = try outbox.item(transition.uuid) else {
                throw HelpdeskError(.notFound, subject: transition.description)
            }
            return try Self.drop([item], outbox)
        }
    }

    /// Drops the rating of the ticket that is not sent yet. Throws as `discard(message:)`.
    public func discardRating(ticket: Ticket.ID) async throws(HelpdeskError) {
        _ = try await writeDurably { database in
            let outbox = Outbox(database: database)
            let ratings = try outbox.items(ticket: ticket).filter { $0.intent.kind == .rating }
            guard !ratings.isEmpty else { throw HelpdeskError(.notFound, subject: ticket.description) }
            return try Self.drop(ratings, outbox)
        }
    }

    /// Drops everything of the ticket that was refused, and undoes what it showed; with the ticket itself, all of it.
    /// Throws as `discard(message:)`.
    public func discardFailed(_ ticket: Ticket.ID) async throws(HelpdeskError) {
        let files = try await writeDurably { database in
            let outbox = Outbox(database: database)
            let items = try outbox.items(ticket: ticket)
            let failed = items.filter { $0.state == .parked }
            let isWhole = failed.contains { $0.intent.kind == .ticket }
            let files = try Self.drop(isWhole ? items : failed, outbox)
            if isWhole { try Self.forgetUnsent(ticket, database) }
            return files
        }
        removeCopies(of: files)
    }

    static func drop(_ items: [OutboxItem], _ outbox: Outbox) throws -> [Attachment.ID] {
        if let item = items.first(where: { $0.state == .sending || $0.state == .uploading }) {
            throw HelpdeskError(.conflict, subject: item.id.uuidString.lowercased())
        }
        let files = try items.flatMap { try outbox.remove($0) }
        for ticket in Set(items.map(\.ticket)) {
            try refreshEcho(ticket, outbox.database)
            try ChangeWriter.removeIfGone(ticket, outbox.database)
        }
        return files
    }

    static func refreshEcho(_ ticket: Ticket.ID, _ database: Database) throws {
        guard let me = try MetaKey.me.decode(Me.self, database) else { return }
        try Echo.refresh(ticket, role: me.user.role, database)
    }
}
