import ArgumentParser
import HelpdeskModels
import SystemKit

/// A ticket on the command line: its number, as people copy it from anywhere (`4130`, `#4130`, `№ 4130`), or its id while
/// it has no number yet.
enum TicketReference: Hashable {
    case number(Int)
    case id(Ticket.ID)
}

extension TicketReference: ExpressibleByArgument {
    static var defaultCompletionKind: CompletionKind { .custom(Completions.tickets) }

    init?(argument: String) {
        let argument = argument.trimmed
        let isMarked = argument.hasPrefix("#") || argument.hasPrefix("№")
        let digits = isMarked ? argument.dropFirst().drop(while: \.isWhitespace) : argument[...]
        if digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0 {
            self = .number(number)
        } else if !isMarked, let id = Ticket.ID(argument) {
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

/// `KEY=VALUE`: an answer to a question of a topic.
struct FieldArgument: ExpressibleByArgument {
    let value: FieldValue

    init?(argument: String) {
        guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else { return nil }
        value = FieldValue(
            key: String(argument[..<separator]), value: String(argument[argument.index(after: separator)...]))
    }
}
