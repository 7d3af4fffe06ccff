import HelpdeskCore
import HelpdeskModels

extension Strings {
    subscript(phrase: LinearPhrase) -> String {
        switch language {
        case .ukrainian: linearUkrainian(phrase)
        case .russian: linearRussian(phrase)
        case .english: linearEnglish(phrase)
        }
    }

    /// The name of a column to sort by.
    func sortColumn(_ column: TicketSort.Column) -> String {
        switch column {
        case .activity: newestActivity
        case .number: "№"
        case .topic: self[.column(.topic)]
        case .subject: self[.column(.subject)]
        case .status: self[.column(.status)]
        case .created: self[.column(.created)]
        case .resolved: self[.column(.resolved)]
        case .service: self[.column(.service)]
        case .assignee: self[.column(.assignee)]
        case .waiting: self[.column(.waiting)]
        }
    }

    private var newestActivity: String {
        switch language {
        case .ukrainian: "Остання подія"
        case .russian: "Последнее событие"
        case .english: "Activity"
        }
    }

    /// Where a message was written, if not in this program.
    func origin(_ origin: Message.Origin) -> String? {
        switch origin {
        case .tui, .cli: nil
        case .telegram: "Telegram"
        case .rt: "Request Tracker"
        }
    }

    /// A command as it is offered: in the middle of a sentence.
    func label(of offer: LinearOffer) -> String {
        let name = names(of: offer).first ?? ""
        return name.prefix(1).lowercased() + name.dropFirst()
    }

    /// By which names a command can be given, the one that is offered first.
    func names(of offer: LinearOffer) -> [String] {
        switch offer.verb {
        case .own(let own):
            return switch language {
            case .ukrainian: linearUkrainian(own)
            case .russian: linearRussian(own)
            case .english: linearEnglish(own)
            }
        case .action(let action):
            let own =
                switch language {
                case .ukrainian: linearUkrainian(action, in: offer.context)
                case .russian: linearRussian(action, in: offer.context)
                case .english: linearEnglish(action, in: offer.context)
                }
            return [own, self[.action(action, in: offer.context)]].compactMap { $0 }
        }
    }
}
