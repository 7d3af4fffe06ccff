public import HelpdeskCore
public import HelpdeskModels

/// A reader of the change feed: has the newest state of everything in it.
public struct Mirror: Sendable {
    public private(set) var cursor: String?
    public private(set) var topics: [Topic.ID: Topic] = [:]
    public private(set) var tickets: [Ticket.ID: Ticket] = [:]
    public private(set) var messages: [Message.ID: Message] = [:]
    public private(set) var events: [Event.ID: Event] = [:]

    public init() {}

    /// Reads until there is nothing more. Returns the number of pages.
    @discardableResult
    public mutating func catchUp(with backend: any Backend) async throws -> Int {
        var pages = 0
        while true {
            guard let page = try await backend.changes(after: cursor, limit: 500, wait: 0) else {
                cursor = nil
                continue
            }
            pages += 1
            take(page)
            if !page.hasMore { return pages }
        }
    }

    public mutating func take(_ page: ChangePage) {
        for change in page.changes { take(change) }
        for id in page.gone ?? [] { tickets[id] = nil }
        cursor = page.cursor
    }

    public mutating func take(_ update: TicketUpdate) {
        tickets[update.ticket.id] = update.ticket
        for message in update.messages { messages[message.id] = message }
        for event in update.events { events[event.id] = event }
    }

    /// Oldest first.
    public func messages(of ticket: Ticket.ID) -> [Message] {
        messages.values.filter { $0.ticket == ticket }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    public func ticket(_ subject: String) -> [Ticket] {
        tickets.values.filter { $0.subject == subject }
    }

    private mutating func take(_ change: Change) {
        switch change {
        case .topic(let topic): topics[topic.id] = topic
        case .ticket(let ticket): tickets[ticket.id] = ticket
        case .message(let message): messages[message.id] = message
        case .event(let event): events[event.id] = event
        case .desk, .service, .agent, .readMark, .telegramLink, .incident, .phoneFile, .shiftNote,
            .cannedReply:
            break
        }
    }
}
