import HelpdeskModels

/// The meaning of a button that is pressed: its `callback_data`, at most 64 bytes (Bot API, InlineKeyboardButton).
enum AlertPress: Sendable, Hashable {
    case choose(AlertChoice)
    case acknowledge(Int64)
    case resolve(Int64)
    case reopen(Int64)
    case speak(Language)

    var data: String {
        switch self {
        case .choose(let choice): "c:\(choice.rawValue)"
        case .acknowledge(let incident): "a:\(incident)"
        case .resolve(let incident): "r:\(incident)"
        case .reopen(let incident): "o:\(incident)"
        case .speak(let language): "l:\(language.rawValue)"
        }
    }

    /// Nil for whatever no button of this bot says; it comes from outside.
    init?(_ data: String) {
        guard data.utf8.count <= 64 else { return nil }
        let parts = data.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let argument = String(parts[1])
        func incident() -> Int64? { Int64(argument).flatMap { $0 > 0 ? $0 : nil } }
        let press: AlertPress? =
            switch parts[0] {
            case "c": AlertChoice(rawValue: argument).map(AlertPress.choose)
            case "a": incident().map(AlertPress.acknowledge)
            case "r": incident().map(AlertPress.resolve)
            case "o": incident().map(AlertPress.reopen)
            case "l": Language(rawValue: argument).map(AlertPress.speak)
            default: nil
            }
        guard let press else { return nil }
        self = press
    }
}

/// The choices of a reporter.
enum AlertChoice: String, Sendable, Hashable, CaseIterable {
    case program = "p"
    case telephony = "t"
    case other = "o"

    /// Nil for a question that is no incident.
    var incident: IncidentKind? {
        switch self {
        case .program: .program
        case .telephony: .telephony
        case .other: nil
        }
    }
}

/// A button under a message.
struct AlertButton: Sendable, Hashable {
    var label: String
    var press: AlertPress
}
