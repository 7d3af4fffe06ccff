public import Foundation
import HelpdeskCore
public import HelpdeskModels

extension FakeBackend {
    /// An agent answers; the ticket waits for the customer.
    @discardableResult
    public func answer(_ ticket: Ticket.ID, _ text: String, file: Data? = nil, named name: String = "f") -> Message {
        let id = Message.ID.make(at: clock())
        var attachments: [NewAttachment] = []
        if let file, let digest = SHA256Digest(of: file) {
            let attachment = Attachment.ID.make(at: clock())
            files[attachment] = file
            attachments = [
                NewAttachment(
                    id: attachment, upload: .make(), name: name, mediaType: "application/octet-stream", sha256: digest)
            ]
        }
        return record(
            NewMessage(origin: .tui, text: text, attachments: attachments), id: id, ticket: ticket,
            author: Sample.agent)
    }

    /// Adds a ticket of a colleague.
    @discardableResult
    public func addTicket(
        _ subject: String, topic: Topic.ID = Topic.otherID, author: User = Sample.colleague,
        status: Ticket.Status = .new
    ) -> Ticket {
        let now = clock()
        let ticket = Ticket(
            id: .make(at: now), number: tickets.count + 1, service: Sample.service.id, topic: topic, subject: subject,
            status: status, author: Author(author), created: now, updated: now,
            resolved: status == .resolved ? now : nil)
        tickets[ticket.id] = ticket
        publish(.ticket(ticket), key: ticket.id.description)
        return ticket
    }

    @discardableResult
    func record(_ new: NewMessage, id: Message.ID, ticket: Ticket.ID, author: User) -> Message {
        let now = clock()
        let message = Message(
            id: id, ticket: ticket, author: Author(author), origin: new.origin, text: new.text,
            attachments: new.attachments.map { attachment in
                Attachment(
                    id: attachment.id, name: attachment.name, mediaType: attachment.mediaType,
                    size: Int64(files[attachment.id]?.count ?? 0), sha256: attachment.sha256)
            }, created: now, isInternal: new.isInternal)
        messages[id] = message
        publish(.message(message), key: id.description)
        change(ticket) { ticket in
            if author.role.isStaff {
                if ticket.status != .resolved { ticket.status = .waiting }
            } else if ticket.status != .new {
                ticket.status = .open
                ticket.resolved = nil
            }
        }
        return message
    }

    /// Applies an event to its ticket. Returns its kind and detail in the timeline.
    func apply(_ event: NewEvent, to ticket: Ticket.ID, at now: Timestamp) -> (Event.Kind, detail: String?) {
        switch event.kind {
        case .resolved, .reopened:
            let isResolved = event.kind == .resolved
            change(ticket) { ticket in
                ticket.status = isResolved ? .resolved : .open
                ticket.resolved = isResolved ? now : nil
            }
            return (isResolved ? .resolved : .reopened, nil)
        case .assigned:
            change(ticket) { $0.assignee = event.assignee == Sample.agent.id ? Author(Sample.agent) : nil }
            return (.assigned, event.assignee?.rawValue)
        case .moved:
            change(ticket) { $0.topic = event.topic ?? $0.topic }
            return (.moved, event.topic?.rawValue)
        case .prioritised:
            change(ticket) { $0.priority = event.priority == .normal ? nil : event.priority }
            return (.prioritised, nil)
        case .merged:
            let moved = messages.values.filter { $0.ticket == ticket }
            for var message in moved {
                message.ticket = event.into ?? ticket
                messages[message.id] = message
                publish(.message(message), key: message.id.description)
            }
            change(ticket) { merged in
                merged.status = .resolved
                merged.resolved = now
                merged.mergedInto = event.into
            }
            return (.merged, event.into.flatMap { tickets[$0] }.map { "\($0.number)" })
        }
    }

    public func rename(_ ticket: Ticket.ID, _ subject: String) {
        change(ticket) { $0.subject = subject }
    }

    /// Changes the text of a message, as its author or an administrator may.
    public func edit(_ message: Message.ID?, _ text: String) {
        guard let message, var edited = messages[message], tickets[edited.ticket] != nil else { return }
        edited.text = text
        edited.edited = clock()
        messages[message] = edited
        publish(.message(edited), key: message.description)
    }

    /// Adds a member of the staff to the feed.
    public func addAgent(_ user: User = Sample.agent, isRetired: Bool = false) {
        let agent = Agent(id: user.id, name: user.name, role: user.role, isRetired: isRetired)
        publish(.agent(agent), key: "agent \(user.id)")
    }

    func change(_ id: Ticket.ID, _ body: (inout Ticket) -> Void) {
        guard var ticket = tickets[id] else { return }
        body(&ticket)
        ticket.updated = clock()
        tickets[id] = ticket
        publish(.ticket(ticket), key: id.description)
    }

    /// Takes the finished uploads that a message claims.
    func claim(_ attachments: [NewAttachment]) throws(HelpdeskError) {
        for attachment in attachments {
            guard let upload = uploads[attachment.upload], Int64(upload.data.count) == upload.length,
                SHA256Digest(of: upload.data) == attachment.sha256
            else { throw HelpdeskError(.invalid, violations: [Violation(field: "attachments", code: .unknown)]) }
            files[attachment.id] = upload.data
            uploads[attachment.upload] = nil
        }
    }

    /// Whether the same was put under this id before; throws `conflict` for something else.
    func isRepetition(_ id: UUID, _ body: some Encodable) throws(HelpdeskError) -> Bool {
        guard let known = requests[id] else { return false }
        guard let body = try? WireJSON.encode(body), known == body else { throw HelpdeskError(.conflict) }
        return true
    }

    func remember(_ id: UUID, _ body: some Encodable) throws(HelpdeskError) {
        guard let body = try? WireJSON.encode(body) else { throw HelpdeskError(.unexpected) }
        requests[id] = body
    }

    func update(
        _ id: Ticket.ID, messages ids: [Message.ID] = [], events eventIDs: [Event.ID] = []
    ) throws(HelpdeskError) -> TicketUpdate {
        guard let ticket = tickets[id] else { throw HelpdeskError(.notFound) }
        return TicketUpdate(
            ticket: ticket, messages: ids.compactMap { messages[$0] }, events: eventIDs.compactMap { events[$0] })
    }

    static func withoutUploads(_ message: NewMessage) -> NewMessage {
        var message = message
        for index in message.attachments.indices { message.attachments[index].upload = nothing }
        return message
    }

    static func withoutUploads(_ ticket: NewTicket) -> NewTicket {
        var ticket = ticket
        ticket.message = withoutUploads(ticket.message)
        return ticket
    }

    private static let nothing = Upload.ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
}
