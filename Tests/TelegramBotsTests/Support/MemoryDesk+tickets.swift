import Foundation
import HelpdeskDesk
import HelpdeskModels
import NettleCrypto

/// Tickets, by the rules of the real desk.
extension MemoryDesk {
    /// As whom somebody writes, looked up at every call.
    struct Writer {
        var author: Author
        /// Of a customer; nil for the staff.
        var service: Service?

        func sees(_ ticket: Ticket) -> Bool { service == nil || service?.id == ticket.service }
    }

    func limits() throws(TelegramDeskError) -> Limits {
        try checkAvailable()
        return standard
    }

    func topics() -> [Topic] { Self.topics.filter { !$0.isRetired } }

    func tickets(of service: Service.ID, openOnly: Bool, limit: Int) -> [Ticket] {
        let found = tickets.filter { $0.service == service && (!openOnly || $0.status != .resolved) }
        return Array(found.sorted { ($0.updated, $0.number) > ($1.updated, $1.number) }.prefix(limit))
    }

    func ticket(_ id: Ticket.ID) -> Ticket? { tickets.first { $0.id == id } }
    func service(_ id: Service.ID) -> Service? { Self.services.first { $0.id == id } }

    func file(
        _ id: Ticket.ID, topic: Topic.ID, subject: String, fields: [FieldValue], messageID: Message.ID, text: String,
        files: [TelegramFile], by author: TelegramAuthor
    ) throws(TelegramDeskError) -> Ticket {
        let writer = try writer(author)
        let attachments = try receive(files)
        let message = newMessage(text, attachments, isInternal: false)
        let new = NewTicket(topic: topic, subject: subject, fields: fields, messageID: messageID, message: message)
        let form = Fingerprint.of(new, service: writer.service?.id, by: writer.author.id)
        if let known = ticket(id) {
            guard writer.sees(known) else { throw .gone }
            guard said["\(id)"] == form else { throw .refused("conflict") }
            return known
        }
        guard refusals == 0 else {
            refusals -= 1
            throw .refused("topic unknown")
        }
        guard let service = writer.service else { throw .refused("service empty") }
        var violations = standard.violations(in: new, topic: Self.topics.first { $0.id == topic })
        violations.removeAll { $0.code == .empty && $0.field.hasPrefix("fields.") }
        try refuse(violations, text)
        guard !messages.contains(where: { $0.id == messageID }) else { throw .refused("conflict") }
        let number = (tickets.map(\.number).max() ?? 0) + 1
        let ticket = Ticket(
            id: id, number: number, service: service.id, topic: topic, subject: subject, status: .new,
            author: writer.author, created: clock.now, updated: clock.now, fields: fields)
        said["\(id)"] = form
        put(ticket)
        store(message, attachments, id: messageID, in: ticket, by: writer.author, at: clock.now)
        record(.created, .make(at: clock.now), in: ticket, by: writer.author, at: clock.now)
        return ticket
    }

    func write(
        _ id: Message.ID, in ticketID: Ticket.ID, text: String, files: [TelegramFile], isInternal: Bool,
        by author: TelegramAuthor
    ) throws(TelegramDeskError) -> TicketUpdate {
        let writer = try writer(author)
        let attachments = try receive(files)
        return try add(newMessage(text, attachments, isInternal: isInternal), attachments, id, to: ticketID, by: writer)
    }

    func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) throws(TelegramDeskError) {
        _ = try add(newMessage(text, [], isInternal: true), [], id, to: ticket, by: Writer(author: Self.bot))
    }

    private func add(
        _ new: NewMessage, _ attachments: [Attachment], _ id: Message.ID, to ticketID: Ticket.ID, by writer: Writer
    ) throws(TelegramDeskError) -> TicketUpdate {
        guard let ticket = ticket(ticketID), writer.sees(ticket) else { throw .gone }
        let isStaff = writer.author.role.isStaff
        if let known = messages.first(where: { $0.id == id }) {
            guard let place = self.ticket(known.ticket), writer.sees(place), isStaff || !known.isInternal else {
                throw .gone
            }
            guard known.ticket == ticketID, said["\(id)"] == Fingerprint.of(new, by: writer.author.id) else {
                throw .refused("conflict")
            }
            return TicketUpdate(ticket: ticket, messages: [known])
        }
        guard isStaff || !new.isInternal else { throw .refused("only agents write internal notes") }
        try refuse(standard.violations(in: new), new.text)
        return write(new, attachments, id: id, in: ticket, by: writer.author)
    }

    /// Stores a message, and what it does to its ticket.
    @discardableResult
    func write(
        _ new: NewMessage, _ attachments: [Attachment], id: Message.ID, in ticket: Ticket, by author: Author
    ) -> TicketUpdate {
        let last = messages.last { $0.ticket == ticket.id }?.created
        let moment = last.map { max(clock.now, Timestamp(milliseconds: $0.milliseconds + 1)) } ?? clock.now
        guard !new.isInternal else {
            return TicketUpdate(
                ticket: ticket, messages: [store(new, attachments, id: id, in: ticket, by: author, at: moment)])
        }
        var changed = ticket
        let kind = changed.receiveMessage(from: author.role, at: moment)
        changed.updated = max(changed.updated, moment)
        put(changed)
        let message = store(new, attachments, id: id, in: changed, by: author, at: moment)
        let event = kind.map { record($0, .make(at: moment), in: changed, by: author, at: moment) }
        return TicketUpdate(ticket: changed, messages: [message], events: event.map { [$0] } ?? [])
    }

    @discardableResult
    private func store(
        _ new: NewMessage, _ attachments: [Attachment], id: Message.ID, in ticket: Ticket, by author: Author,
        at moment: Timestamp
    ) -> Message {
        let message = Message(
            id: id, ticket: ticket.id, author: author, origin: new.origin, text: new.text, attachments: attachments,
            created: moment, isInternal: new.isInternal)
        said["\(id)"] = Fingerprint.of(new, by: author.id)
        messages.append(message)
        feed.append(.message(id))
        return message
    }

    func revise(_ id: Message.ID, text: String, by author: TelegramAuthor) throws(TelegramDeskError) -> RevisionOutcome
    {
        let writer = try writer(author)
        guard let index = messages.firstIndex(where: { $0.id == id }), messages[index].author.id == writer.author.id,
            messages[index].origin == .telegram, let ticket = ticket(messages[index].ticket), writer.sees(ticket)
        else { throw .gone }
        guard messages[index].text != text else { return .unchanged }
        let isAnswered = messages[(index + 1)...].contains { other in
            other.ticket == ticket.id && !other.isInternal && other.author.role.isStaff != writer.author.role.isStaff
        }
        guard !isAnswered else { return .tooLate }
        try refuse(
            standard.violations(inText: text, attachmentCount: messages[index].attachments.count), text)
        messages[index].text = text
        messages[index].edited = max(clock.now, messages[index].created)
        feed.append(.message(id))
        return .revised
    }

    func change(
        _ ticketID: Ticket.ID, _ event: NewEvent, id: Event.ID, by author: TelegramAuthor
    ) throws(TelegramDeskError) -> Ticket {
        let writer = try writer(author)
        guard let ticket = ticket(ticketID), writer.sees(ticket) else { throw .gone }
        guard writer.service == nil || [.resolved, .reopened, .prioritised].contains(event.kind) else {
            throw .refused("only the staff assigns and moves tickets")
        }
        let form = "\(ticketID) \(event) \(writer.author.id)"
        if let known = said["\(id)"] {
            guard known == form else { throw .refused("conflict") }
            return ticket
        }
        var changed = ticket
        let moment = max(clock.now, ticket.updated)
        var kind: Event.Kind?
        switch event.kind {
        case .resolved, .reopened: kind = changed.apply(event.kind, at: moment)
        case .assigned:
            let assignee = event.assignee.flatMap { wanted in agents.values.first { $0.id == wanted } }
            guard assignee?.id == event.assignee else { throw .refused("assignee unknown") }
            changed.assignee = assignee
            if changed != ticket { kind = .assigned }
        case .moved:
            guard let topic = topics().first(where: { $0.id == event.topic }) else { throw .refused("topic unknown") }
            changed.topic = topic.id
            if changed != ticket { kind = .moved }
        case .prioritised:
            changed.priority = event.priority?.unlessNormal
            if changed != ticket { kind = .prioritised }
        case .merged: throw .refused("no bot merges tickets")
        }
        said["\(id)"] = form
        guard let kind else { return ticket }
        changed.updated = moment
        put(changed)
        record(kind, id, in: changed, by: writer.author, at: moment, priority: event.priority)
        return changed
    }

    func rate(_ ticketID: Ticket.ID, _ rating: Rating, by author: TelegramAuthor) throws(TelegramDeskError) -> Ticket {
        let writer = try writer(author)
        guard var ticket = ticket(ticketID), writer.sees(ticket) else { throw .gone }
        guard writer.service != nil else { throw .refused("only customers rate") }
        try refuse(standard.violations(in: rating), rating.comment)
        guard ticket.status == .resolved else { throw .refused("only a resolved ticket can be rated") }
        guard ticket.rating != rating else { return ticket }
        ticket.rating = rating
        ticket.updated = max(ticket.updated, clock.now)
        put(ticket)
        return ticket
    }

    func has(_ content: SHA256Digest) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: content.description).path)
    }

    func path(of content: SHA256Digest) throws(TelegramDeskError) -> String {
        try checkAvailable()
        guard has(content) else { throw .gone }
        return folder.appending(path: content.description).path
    }

    func put(_ ticket: Ticket) {
        if let index = tickets.firstIndex(where: { $0.id == ticket.id }) {
            tickets[index] = ticket
        } else {
            tickets.append(ticket)
        }
        feed.append(.ticket(ticket.id))
    }

    @discardableResult
    func record(
        _ kind: Event.Kind, _ id: Event.ID, in ticket: Ticket, by author: Author, at moment: Timestamp,
        priority: Ticket.Priority? = nil
    ) -> Event {
        let event = Event(
            id: id, ticket: ticket.id, kind: kind, author: author, created: moment, priority: priority)
        events.append(event)
        feed.append(.event(id))
        return event
    }

    private func writer(_ author: TelegramAuthor) throws(TelegramDeskError) -> Writer {
        switch author {
        case .customer(let chat):
            guard let link = link(ofChat: chat), link.link.state != .pending else { throw .gone }
            return Writer(author: link.author, service: link.service)
        case .agent(let id):
            guard let agent = agents.values.first(where: { $0.id == id }) else { throw .gone }
            return Writer(author: agent)
        }
    }

    private func refuse(_ violations: [Violation], _ text: String) throws(TelegramDeskError) {
        guard violations.isEmpty, !refused.contains(text) else { throw .refused("\(violations.map(\.field))") }
    }

    private func newMessage(_ text: String, _ attachments: [Attachment], isInternal: Bool) -> NewMessage {
        let new = attachments.compactMap { file in
            file.sha256.map {
                NewAttachment(id: file.id, upload: .make(), name: file.name, mediaType: file.mediaType, sha256: $0)
            }
        }
        return NewMessage(origin: .telegram, text: text, attachments: new, isInternal: isInternal)
    }

    /// Puts a content where ``path(of:)`` finds it.
    func keep(_ content: Data) -> SHA256Digest? {
        guard let digest = SHA256Digest(bytes: SHA256.digest(of: content)) else { return nil }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return (try? content.write(to: folder.appending(path: digest.description))).map { digest }
    }

    private func receive(_ files: [TelegramFile]) throws(TelegramDeskError) -> [Attachment] {
        var attachments: [Attachment] = []
        for file in files {
            guard let content = FileManager.default.contents(atPath: file.path), let digest = keep(content) else {
                throw .unavailable("no file")
            }
            attachments.append(
                Attachment(
                    id: file.id, name: file.name, mediaType: file.mediaType, size: Int64(content.count), sha256: digest)
            )
        }
        return attachments
    }
}
