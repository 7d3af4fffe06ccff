import HelpdeskModels

/// A ticket of RT converted to the model.
struct RTConversation: Sendable {
    let summary: Ticket
    let messages: [Message]
    let events: [Event]
    /// The service of the requestor, as an agent sees it.
    let service: Service

    /// `people`: everybody whom RT named, by number.
    init(
        ticket: RTTicket, transactions: [RTTransaction], contents: [Int64: RTContent], people: [String: RTPerson],
        me: Me, identifier: RTIdentifier
    ) {
        let id = identifier.ticket(ticket.number)
        let requestor = ticket.requestors.first ?? ticket.creator
        service = me.service ?? requestor.service
        let customers = Set(ticket.requestors.map(\.name))
        let staff = Self.staff(of: ticket, transactions)
        let others = customers.union(ticket.copied.map(\.name)).subtracting(staff)

        func author(_ person: RTPerson) -> Author {
            if person.name == me.user.id.rawValue { return person.author(me.user.role) }
            return person.author(others.contains(person.name) ? .customer : .agent)
        }

        messages = transactions.compactMap { transaction in
            guard transaction.isMessage else { return nil }
            let content = contents[transaction.number] ?? .empty
            let message = Message(
                id: identifier.message(transaction.number), ticket: id, author: author(transaction.creator),
                origin: .rt, text: content.text, attachments: content.attachments(identifier),
                created: transaction.created, isInternal: transaction.kind == .comment)
            let isBlank = message.text.isEmpty && message.attachments.isEmpty
            return transaction.kind == .create && isBlank ? nil : message
        }
        events = transactions.compactMap { transaction in
            // Events of a ticket that was merged into this one are left out.
            guard transaction.ticket == ticket.number else { return nil }
            var event = Event(
                id: identifier.event(transaction.number), ticket: id, kind: .created,
                author: author(transaction.creator), created: transaction.created)
            switch transaction.kind {
            case .create: break
            case .correspond, .comment: return nil
            case .status:
                let (old, new) = (RTStatus.isResolved(transaction.oldValue), RTStatus.isResolved(transaction.newValue))
                guard old != new else { return nil }
                event.kind = new ? .resolved : .reopened
            case .queue:
                // By number only, so that the name of a queue that the reader may not see stays unknown.
                event.kind = .moved
                event.topic = Topic.ID(transaction.newValue)
            case .owner:
                guard let owner = people[transaction.newValue], owner.name != RTPerson.nobody else { return nil }
                event.kind = .assigned
                event.detail = owner.author(.agent).name
            }
            return event
        }

        // Never RT's LastUpdated, which changes with things that customers may not know of.
        let visible = messages.filter { !$0.isInternal }
        let updated = (visible.map(\.created) + events.map(\.created) + [ticket.created]).max() ?? ticket.created
        let isAnswered = visible.last?.author.role.isStaff ?? false
        let status = RTStatus.status(of: ticket, isAnswered: isAnswered)
        let resolved = ticket.resolved ?? events.last { $0.kind == .resolved }?.created ?? updated
        let isForeign = !customers.isEmpty && !customers.contains(ticket.creator.name)
        summary = Ticket(
            id: id, number: Int(ticket.number), service: service.id, topic: Topic.ID(ticket.queue),
            subject: ticket.subject.isEmpty ? "№ \(ticket.number)" : ticket.subject, status: status,
            author: author(isForeign ? requestor : ticket.creator), assignee: ticket.owner.map { $0.author(.agent) },
            created: ticket.created, updated: updated, resolved: status == .resolved ? resolved : nil)
    }

    /// The people who are certainly staff. RT does not say whether other people are privileged; but customers neither own
    /// tickets nor write comments, though they are often in Cc.
    private static func staff(of ticket: RTTicket, _ transactions: [RTTransaction]) -> Set<String> {
        var staff = Set(transactions.filter { $0.kind == .comment }.map(\.creator.name))
        if let owner = ticket.owner { staff.insert(owner.name) }
        return staff.subtracting(ticket.requestors.map(\.name))
    }
}

/// RT's statuses in a customer's words.
///
/// Lifecycles name their statuses freely. These are RT's own names and the most common additions; any other name counts as
/// open until the ticket has a date of resolution.
enum RTStatus {
    private static let inactive: Set<String> = ["resolved", "rejected", "closed", "done", "solved", "cancelled"]
    private static let waiting: Set<String> = ["stalled", "waiting", "pending", "answered"]
    private static let active: Set<String> = ["new", "open", "in progress", "reopened"]

    static func isResolved(_ status: String) -> Bool { inactive.contains(status.lowercased()) }

    static func isResolved(_ ticket: RTTicket) -> Bool {
        let status = ticket.status.lowercased()
        if inactive.contains(status) { return true }
        return ticket.resolved != nil && !active.contains(status) && !waiting.contains(status)
    }

    /// `isAnswered`: whether the desk wrote the last message.
    static func status(of ticket: RTTicket, isAnswered: Bool) -> Ticket.Status {
        if isResolved(ticket) { return .resolved }
        let status = ticket.status.lowercased()
        if waiting.contains(status) { return .waiting }
        if status == "new" { return .new }
        return isAnswered ? .waiting : .open
    }
}
