import HelpdeskCore
import HelpdeskModels

/// Where one is: what the next command is about.
enum LinearPlace: Equatable, Sendable {
    case list
    case ticket(Ticket.ID)
    case reply(Draft.ID)
    case create
    case customerPage

    /// Whether it lies within a ticket.
    var isInTicket: Bool {
        switch self {
        case .ticket, .reply: true
        case .list, .create, .customerPage: false
        }
    }
}

extension LinearState {
    var place: LinearPlace {
        switch app.tab {
        case .tickets:
            guard let ticket = app.ticket else { return .list }
            return ticket.reply.map { .reply($0.draft.id) } ?? .ticket(ticket.id)
        case .create: return .create
        case .customerPage: return .customerPage
        }
    }
}
