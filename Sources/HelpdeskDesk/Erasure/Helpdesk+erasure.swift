import Foundation
package import HelpdeskModels
import NettleCrypto

/// Erasing people and services for good. Every method waits for the database, and throws ``ServerFailure`` with a sentence
/// where something is refused.
///
/// What stays of a person is an alias in the place of the author, which means nothing, so that a conversation still says
/// that two messages are from one person. What clients have goes by the feed: an emptied message replaces the old one, a
/// ticket or a chat that is gone leaves a line that says so, and for people and services that clients list, the line has
/// the SHA-256 of the id.
extension Helpdesk {
    /// Erases a user, or the person of a chat that was linked by a service's name (`telegram-…`).
    ///
    /// What others wrote stays, also where it mentions the person. `elsewhere` erases what others keep of it; if that
    /// fails, nothing has happened here, so that it can be tried again.
    @discardableResult
    package func erasePerson(
        _ id: User.ID, elsewhere: (ErasedThings) throws -> Void = { _ in }
    ) throws -> ErasedThings {
        let id = id.ofPerson
        let alias = User.ID(Author.erasedPrefix + Self.randomDigits())
        return try erase(as: alias.rawValue) { records in
            var erased = ErasedThings()
            let user = try records.user(id)?.user
            let links = try records.links(ofPerson: id)
            let messages = try records.messages(by: id)
            let tickets = try records.tickets(filedBy: id)
            let events = try records.events(by: id)
            guard user != nil || !(links.isEmpty && messages.isEmpty && tickets.isEmpty && events.isEmpty) else {
                throw ServerFailure.unknown("user", id.rawValue)
            }
            erased.names = Set(
                [user?.name].compactMap(\.self) + (messages.map(\.author) + tickets.map(\.author)).map(\.name)
                    + links.map(\.link.chatName))
            try records.emptyMessages(messages, by: id, as: alias, &erased)
            try records.emptyTickets(
                tickets, messages, by: id, as: alias, isCustomer: user?.role.isStaff != true, &erased)
            try records.emptyEvents(events, by: id, as: alias, &erased)
            for ticket in Set(messages.map(\.ticket) + tickets.map(\.id)) { try records.indexTicket(ticket) }
            for (note, service) in try records.shiftNotes(by: id) {
                var note = note
                note.author = Author(id: alias, name: "", role: note.author.role)
                note.text = ""
                note.isGone = true
                try records.replace(note)
                try records.append(.shiftNote, note.id.description, .customers(of: service))
            }
            try records.eraseLinks(links, telling: { .service($0) }, &erased)
            try records.emptyIncidents(naming: erased.names)
            if let user { try records.eraseAccount(user, as: alias, &erased) }
            try records.replaceInAudit(user: id, by: alias)
            // Last, so that no cursor is behind the end of the feed, which would be taken for another desk's.
            try records.append(.erased, Self.digest(of: id.rawValue), .staff)
            try records.audit("person.erase", alias.rawValue)
            try elsewhere(erased)
            return erased
        }
    }

    /// Erases a service with its users, tickets, chats, files and notes. `elsewhere` is as with a person.
    @discardableResult
    package func eraseService(
        _ id: Service.ID, elsewhere: (ErasedThings) throws -> Void = { _ in }
    ) throws -> ErasedThings {
        let alias = Service.ID(Author.erasedPrefix + Self.randomDigits())
        return try erase(as: alias.rawValue) { records in
            guard let service = try records.service(id) else { throw ServerFailure.unknown("service", id.rawValue) }
            var erased = ErasedThings()
            erased.services = [id]
            erased.names = [service.name]
            var last = 0
            while true {
                let tickets = try records.tickets(of: id, after: last, limit: 500)
                guard let end = tickets.last else { break }
                last = end.number
                // The users of the service are shut out, and the staff alone has what is its.
                for ticket in tickets { try records.eraseTicket(ticket, telling: .staff, &erased) }
            }
            for user in try records.users(of: id) {
                erased.names.insert(user.name)
                let alias = User.ID(Author.erasedPrefix + Self.randomDigits())
                try records.eraseLinks(try records.links(of: .user(user.id)), telling: { _ in .staff }, &erased)
                try records.eraseAccount(user, as: alias, &erased)
                try records.replaceInAudit(user: user.id, by: alias)
            }
            try records.eraseLinks(try records.links(of: .service(id)), telling: { _ in .staff }, &erased)
            try records.deleteService(id)
            try records.replaceInAudit(service: id, by: alias)
            try records.append(.erased, Self.digest(of: id.rawValue), .staff)
            try records.audit("service.erase", alias.rawValue)
            try elsewhere(erased)
            return erased
        }
    }

    /// How many tickets are erased while everybody else waits to write.
    private static let batch = 50

    /// Erases what is older than it is to be kept. Whether there was anything.
    @discardableResult
    func applyRetention(_ retention: Retention, at time: Timestamp) throws -> Bool {
        var isAny = false
        if let days = retention.auditDays {
            try database.administerQuietly { try $0.deleteAudit(before: time.adding(seconds: -Double(days) * 86_400)) }
        }
        guard let days = retention.resolvedDays else { return isAny }
        let limit = time.adding(seconds: -Double(days) * 86_400)
        while true {
            let erased = try database.administer { records in
                var erased = ErasedThings()
                for ticket in try records.tickets(resolvedBefore: limit, limit: Self.batch) {
                    try records.eraseTicket(ticket, telling: .service(ticket.service), &erased)
                }
                return erased
            }
            guard !erased.tickets.isEmpty else { break }
            isAny = true
            try collect(Array(erased.contents))
        }
        if isAny { try database.forgetDeleted(thoroughly: false) }
        return isAny
    }

    /// Erases by `body`, with what it left behind, and what an erasure left that did not come to its end.
    private func erase(
        as alias: String, _ body: (any DeskRecords) throws -> ErasedThings
    ) throws -> ErasedThings {
        let erased: ErasedThings
        do {
            erased = try database.administer { records in
                let erased = try body(records)
                try records.beginCleaning(after: alias, of: erased.uploads)
                return erased
            }
        } catch {
            // Perhaps it is here a second time, because the first one was killed and there is nobody any more.
            try finishErasures()
            throw error
        }
        // However young they are.
        try collect(Array(erased.contents))
        try finishErasures()
        return erased
    }

    /// Removes the files of what was erased, and what the engine of the database keeps of deleted rows, where that is still
    /// due. It is known to the database since the erasure itself, so that whatever happens it is done in the end, by
    /// whichever process comes first; by two at once is no error.
    package func finishErasures() throws {
        let due = try database.inspect { try $0.dueCleanings() }
        guard !due.isEmpty else { return }
        try collectOrphans()
        for upload in due.flatMap(\.uploads) { try files.remove(upload) }
        try database.forgetDeleted(thoroughly: true)
        // A file that another process is removing, or was when it was killed, may be one of them: it stays due.
        guard try database.inspect({ try $0.removals(begunBy: .now) }).isEmpty else { return }
        try database.administerQuietly { records in
            for cleaning in due { try records.endCleaning(after: cleaning.erasure) }
        }
    }

    private static func randomDigits() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hexadecimal
    }

    static func digest(of id: String) -> String { SHA256.digest(of: id.utf8).hexadecimal }
}

/// How long things are kept, in days; nil for ever.
public struct Retention: Hashable, Sendable {
    public var auditDays: Int?
    /// Resolved tickets, since they were resolved.
    public var resolvedDays: Int?
    /// What a bot could not deliver.
    public var deliveriesDays: Int?

    public init() {}
}

extension User.ID {
    /// The id as it is stored: ids of chats are often copied in capitals.
    var ofPerson: User.ID {
        let lower = rawValue.lowercased()
        return lower.hasPrefix(Author.telegramPrefix) ? User.ID(lower) : self
    }
}

extension DeskRecords {
    func links(ofPerson id: User.ID) throws -> [LinkedChat] {
        let prefix = Author.telegramPrefix
        let own = try links(of: .user(id))
        guard id.rawValue.hasPrefix(prefix), let link = TelegramLink.ID(String(id.rawValue.dropFirst(prefix.count)))
        else { return own }
        return own + (try links(of: .link(link)))
    }

    private func scope(of message: Message, in ticket: Ticket) -> ChangeScope {
        message.isInternal ? .staff : .service(ticket.service)
    }

    fileprivate func emptyMessages(
        _ messages: [Message], by author: User.ID, as alias: User.ID, _ erased: inout ErasedThings
    ) throws {
        try empty(messagesBy: author, as: alias)
        for message in messages {
            erased.messages.insert(message.id)
            erased.emptiedTickets.insert(message.ticket)
            erased.contents.formUnion(message.attachments.compactMap(\.sha256))
            guard let ticket = try ticket(message.ticket) else {
                throw StoreError.damaged("message without its ticket")
            }
            try append(.message, message.id.description, scope(of: message, in: ticket))
        }
    }

    /// The tickets that a customer filed, those that somebody takes care of, and the ratings: nobody knows who of a
    /// service rated, so that those of the tickets in which a customer wrote lose their words.
    fileprivate func emptyTickets(
        _ filed: [Ticket], _ messages: [Message], by author: User.ID, as alias: User.ID, isCustomer: Bool,
        _ erased: inout ErasedThings
    ) throws {
        erased.texts.formUnion(filed.map(\.subject).filter { $0 != Ticket.erasedSubject })
        var changed = Dictionary(grouping: filed, by: \.id).compactMapValues(\.first)
        try empty(ticketsBy: author, as: alias)
        for ticket in try tickets(assignedTo: author) { changed[ticket.id] = ticket }
        try replace(assignee: author, by: alias)
        for id in isCustomer ? Set(messages.map(\.ticket)).union(filed.map(\.id)) : [] {
            guard let ticket = try ticket(id), ticket.rating?.comment.isEmpty == false else { continue }
            try emptyRating(of: id)
            changed[id] = ticket
        }
        for ticket in changed.values.sorted(by: { $0.number < $1.number }) {
            erased.emptiedTickets.insert(ticket.id)
            try append(.ticket, ticket.id.description, .service(ticket.service))
        }
    }

    fileprivate func emptyEvents(
        _ events: [Event], by author: User.ID, as alias: User.ID, _ erased: inout ErasedThings
    ) throws {
        let assignments = try assignments(to: author)
        for event in assignments { try emptyAssignment(event.id) }
        try empty(eventsBy: author, as: alias)
        for event in Set(events + assignments).sorted(by: { $0.created < $1.created }) {
            guard let ticket = try ticket(event.ticket) else { throw StoreError.damaged("event without its ticket") }
            erased.emptiedTickets.insert(event.ticket)
            try append(.event, event.id.description, .service(ticket.service))
        }
    }

    fileprivate func eraseLinks(
        _ links: [LinkedChat], telling scope: (Service.ID) -> ChangeScope, _ erased: inout ErasedThings
    ) throws {
        for chat in links {
            erased.chats.insert(chat.chat)
            erased.names.insert(chat.link.chatName)
            try deleteClaims(of: chat.chat)
            try deleteLink(chat.link.id)
            try append(.goneLink, chat.link.id.description, scope(chat.link.service))
        }
    }

    fileprivate func emptyIncidents(naming names: Set<String>) throws {
        for var incident in try incidents() {
            guard let name = incident.acknowledgedBy, names.contains(name) else { continue }
            incident.acknowledgedBy = nil
            if try store(incident) { try append(.incident, incident.id.description, .everybody) }
        }
    }

    fileprivate func eraseAccount(_ user: User, as alias: User.ID, _ erased: inout ErasedThings) throws {
        erased.uploads.formUnion(try uploads(of: user.id))
        erased.contents.formUnion(try phoneContents(of: user.id))
        if let number = try telegramUser(of: user.id) { erased.chats.insert(number) }
        try deleteUser(user.id)
    }

    /// Erases a ticket, with those that were merged into it, and tells those who have it.
    fileprivate func eraseTicket(_ ticket: Ticket, telling scope: ChangeScope, _ erased: inout ErasedThings) throws {
        guard !erased.tickets.contains(ticket.id) else { return }
        for duplicate in try duplicates(of: ticket.id) { try eraseTicket(duplicate, telling: scope, &erased) }
        for message in try messages(of: ticket.id, includingInternal: true, after: 0, limit: .max) {
            erased.messages.insert(message.id)
            erased.contents.formUnion(message.attachments.compactMap(\.sha256))
        }
        erased.tickets.insert(ticket.id)
        if ticket.subject != Ticket.erasedSubject { erased.texts.insert(ticket.subject) }
        try deleteTicket(ticket.id)
        try append(.goneTicket, ticket.id.description, scope)
    }
}
