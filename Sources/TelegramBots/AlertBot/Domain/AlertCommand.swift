import SystemKit

/// A command of the alert bot as somebody typed it: `/name@bot arguments`.
enum AlertCommand: Sendable, Hashable {
    case start, help, status, language, onDuty, incidents
    /// One incident with all its reports.
    case incident(Int64)
    /// The reports of the first go to the second.
    case merge(Int64, into: Int64)
    /// A report leaves for an incident of its own.
    case split(report: Int64)
    /// A word to everyone who reported.
    case tell(Int64, text: String)
    /// A command for the staff whose arguments are missing or wrong.
    case incomplete(String)
    case unknown

    /// Nil if the text is no command, or one for another bot of the group.
    init?(_ text: String, bot: String?) {
        guard let command = BotCommand(text), command.isFor(bot) else { return nil }
        self = Self.command(command.name, command.argument)
    }

    private static func command(_ name: String, _ arguments: String) -> AlertCommand {
        let words = arguments.split(whereSeparator: \.isWhitespace)
        let numbers = words.map { Int64($0.drop { $0 == "#" || $0 == "№" }) }
        switch name {
        case "start": return .start
        case "help": return .help
        case "status": return .status
        case "language": return .language
        case "onduty": return .onDuty
        case "incidents": return .incidents
        case "incident":
            guard numbers.count == 1, let number = numbers[0] else { return .incomplete(name) }
            return .incident(number)
        case "merge":
            guard numbers.count == 2, let from = numbers[0], let into = numbers[1], from != into else {
                return .incomplete(name)
            }
            return .merge(from, into: into)
        case "split":
            guard numbers.count == 1, let report = numbers[0] else { return .incomplete(name) }
            return .split(report: report)
        case "tell":
            guard let first = numbers.first, let number = first, words.count > 1 else { return .incomplete(name) }
            let text = arguments.drop { !$0.isWhitespace }.trimmed
            return .tell(number, text: text)
        default: return .unknown
        }
    }
}
