import ArgumentParser
import HelpdeskModels

/// A ticket on the command line: its number, or its id while it has no number yet.
enum TicketReference: Hashable {
    case number(Int)
    case id(Ticket.ID)
}

extension TicketReference: ExpressibleByArgument {
    init?(argument: String) {
        if let number = Int(argument), number > 0 {
            self = .number(number)
        } else if let id = Ticket.ID(argument) {
            self = .id(id)
        } else {
            return nil
        }
    }
}

extension TicketReference: CustomStringConvertible {
    var description: String {
        switch self {
        case .number(let number): "№ \(number)"
        case .id(let id): id.description
        }
    }
}
