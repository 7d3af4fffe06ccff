import Foundation
import GRDB
public import HelpdeskModels

/// An answer to several tickets, with the placeholders of canned replies.
public struct SeveralReply: Hashable, Sendable {
    public var text: String
    /// In which the title of a topic is put in.
    public var language: Language

    public init(text: String, language: Language) {
        self.text = text
        self.language = language
    }
}

/// Tickets that an answer was queued for, and the messages that were queued.
public struct QueuedReplies: Equatable, Sendable {
    public let tickets: [Ticket.ID]
    /// In the order of the tickets.
    public let messages: [Message.ID]

    public init(tickets: [Ticket.ID], messages: [Message.ID]) {
        self.tickets = tickets
        self.messages = messages
    }
}

extension CannedReplyContext {
    /// The facts about a ticket that `specialist` answers. A ticket that the staff filed for a service has no other
    /// customer than the service.
    public init(_ ticket: TicketRow, specialist: User?, topics: [Topic], services: [Service], language: Language) {
        let service = services.first { $0.id == ticket.service }?.name
        var values: [Placeholder: String] = [:]
        values[.customer] = ticket.author.role.isStaff ? service : ticket.author.name
        values[.ticket] = ticket.number.map { "№ \($0)" }
        values[.topic] = topics.first { $0.id == ticket.topic }?.title[language]
        values[.specialist] = specialist?.name
        values[.service] = service
        self.init(values.filter { !$0.value.isEmpty })
    }
}

/// Answers to several tickets, in one transaction.
extension Store {
    /// The tickets that can have the answer: those that are there and were not merged into another one, and for which every
    /// placeholder of the text has a value. In the order given.
    public func answerable(
        _ tickets: [Ticket.ID], with reply: SeveralReply
    ) async throws(HelpdeskError) -> [Ticket.ID] {
        let now = moment
        return try await read { database in
            try Self.answers(to: tickets, with: reply, by: Self.me(database), at: now, database).map(\.ticket)
        }
    }

    /// Queues a message for each ticket that can have the answer, with the placeholders filled in, and shows them at once.
    ///
    /// They are not sent before `delay` is over, so that they can be undone: see `cancelQueued(messages:)`. Throws
    /// `notSignedIn` before the first sync, `forbidden` for a customer, and `invalid` with the violations of the text, or
    /// of what it becomes for a ticket; then nothing is queued.
    public func queue(
        _ reply: SeveralReply, tickets: [Ticket.ID], origin: Message.Origin, holdingFor delay: Duration = .zero
    ) async throws(HelpdeskError) -> QueuedReplies {
        let now = moment
        let announced = tickets.reduce(into: StoreChange()) { $0.formUnion(.intent($1)) }
        let queued = try await writeDurably(announcing: announced) { database in
            let me = try Self.me(database)
            guard me.user.role.isStaff else { throw HelpdeskError(.forbidden) }
            let limits = try Self.limits(database)
            let answers = try Self.answers(to: tickets, with: reply, by: me, at: now, database)
            for text in [reply.text] + answers.map(\.text) {
                let violations = limits.violations(inText: text, attachmentCount: 0)
                guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            }
            let messages = try answers.map { ticket, text in
                let id = Message.ID.make(at: now.wall)
                try Outbox(database: database).append(
                    .message(NewMessage(origin: origin, text: text)), id: id.uuid, ticket: ticket, at: now,
                    holdingFor: delay)
                try Echo.refresh(ticket, role: me.user.role, database)
                return id
            }
            return QueuedReplies(tickets: answers.map(\.ticket), messages: messages)
        }
        intended.send(())
        return queued
    }

    /// Takes back those of the messages that have not left, without making drafts of them, and returns their tickets, in
    /// the order given.
    public func cancelQueued(messages: [Message.ID]) async throws(HelpdeskError) -> [Ticket.ID] {
        try await writeErasing { database in
            let outbox = Outbox(database: database)
            return try messages.compactMap { id in
                guard let item = try outbox.item(id.uuid), item.intent.kind == .message, item.state != .sending,
                    !item.mayHaveLeft
                else { return nil }
                _ = try outbox.remove(item)
                try Self.refreshEcho(item.ticket, database)
                return item.ticket
            }
        }
    }

    private static func answers(
        to tickets: [Ticket.ID], with reply: SeveralReply, by me: Me, at now: Moment, _ database: Database
    ) throws -> [(ticket: Ticket.ID, text: String)] {
        let topics = try String.fetchAll(database, sql: "SELECT json FROM topic")
            .map { try StoredJSON.decode(Topic.self, from: $0) }
        let services = try Row.fetchAll(database, sql: "SELECT id, name FROM service")
            .map { Service(id: Service.ID(try $0.value(0, as: String.self)), name: try $0.value(1)) }
        return try TicketRow.fetch(tickets, at: now, database).compactMap { row in
            guard row.mergedInto == nil else { return nil }
            let context = CannedReplyContext(
                row, specialist: me.user, topics: topics, services: services, language: reply.language)
            guard context.hasAll(of: reply.text) else { return nil }
            return (row.id, context.fill(reply.text))
        }
    }
}
