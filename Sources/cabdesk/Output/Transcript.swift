import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// A conversation as text for reading.
struct Transcript {
    private let isStaff: Bool
    private let topics: [Topic.ID: Topic]
    private let strings: Strings

    init(_ desk: DeskSnapshot, language: Language) {
        let topics = desk.topics
        isStaff = desk.me?.user.role.isStaff ?? false
        strings = Strings(language: language)
        self.topics = Dictionary(topics.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func text(_ conversation: Conversation) -> String {
        let parts = [head(conversation)] + conversation.messages.map(message)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func head(_ conversation: Conversation) -> String {
        let row = conversation.ticket
        let topic = topics[row.topic]
        var lines = [
            "№ \(row.number.map(String.init) ?? "-"): \(Sanitizer.visible(row.subject))",
            [
                row.priority == .normal || !isStaff && row.priority != .urgent
                    ? nil : strings[.hasPriority(row.priority)],
                strings.status(of: row, isStaff: isStaff), topic?.title[strings.language] ?? row.topic.rawValue,
                strings.dateTime(row.created), strings.name(of: row.author),
            ].compactMap(\.self).map { Sanitizer.visible($0) }.joined(separator: " · "),
        ]
        lines += conversation.fields.map { field in
            let label = strings.label(of: field.key, of: row.topic, among: Array(topics.values))
            return Sanitizer.visible("\(label): \(field.value)")
        }
        lines += conversation.transitions.map { transition in
            "\(strings[.transition(transition.kind)]): \(words(for: transition.delivery))"
        }
        return lines.joined(separator: "\n")
    }

    private func message(_ entry: ConversationMessage) -> String {
        let message = entry.message
        var title = "── \(Sanitizer.visible(strings.name(of: message.author))) · \(strings.dateTime(message.created))"
        if message.isInternal { title += " · \(strings[.internalNote])" }
        if let delivery = entry.delivery { title += " · \(words(for: delivery))" }
        let files = message.attachments.map { "[\(Sanitizer.visible($0.name)), \(strings.size($0.size))]" }
        let words = strings.text(of: message)
        let text = words.isEmpty ? [] : [Sanitizer.visibleLines(words)]
        return ([title] + text + files).joined(separator: "\n")
    }

    private func words(for delivery: Delivery) -> String {
        let words =
            switch delivery {
            case .queued, .held: strings[.deliveryQueued]
            case .sending: strings[.deliverySending]
            case .failed(let error): strings[.deliveryFailed(error)]
            }
        return Sanitizer.visible(words)
    }
}

/// Tickets as lines for reading: number, status, newest activity, topic, subject.
struct TicketTable {
    private let isStaff: Bool
    private let titles: [Topic.ID: String]
    private let strings: Strings

    init(_ desk: DeskSnapshot, language: Language) {
        let topics = desk.topics
        isStaff = desk.me?.user.role.isStaff ?? false
        strings = Strings(language: language)
        titles = Dictionary(topics.map { ($0.id, $0.title[language]) }, uniquingKeysWith: { first, _ in first })
    }

    /// One line a ticket, each with its line end; a `*` marks what is unread. The place that a search found stands below.
    func lines(_ rows: [TicketRow]) -> String {
        rows.map { row in
            line(row) + "\n" + (row.hit.map { String(repeating: " ", count: 10) + Sanitizer.visible($0) + "\n" } ?? "")
        }.joined()
    }

    private func line(_ row: TicketRow) -> String {
        [
            (row.number.map(String.init) ?? "-").padded(to: 7, alignment: .trailing),
            row.isUnread ? "*" : " ",
            Sanitizer.visible(strings.status(of: row, isStaff: isStaff)).padded(to: 14),
            strings.dateTime(row.updated),
            Sanitizer.visible(titles[row.topic] ?? row.topic.rawValue).padded(to: 24),
            (row.priority == .urgent ? "!! " : "") + Sanitizer.visible(row.subject),
        ].joined(separator: " ")
    }
}
