import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Tickets as lines for reading: number, status, newest activity, topic, subject.
struct TicketTable {
    private let titles: [Topic.ID: String]
    private let strings: Strings

    init(topics: [Topic], language: Language) {
        strings = Strings(language: language)
        titles = Dictionary(topics.map { ($0.id, $0.title[language]) }, uniquingKeysWith: { first, _ in first })
    }

    /// One line a ticket, each with its line end; a `*` marks what is unread.
    func lines(_ rows: [TicketRow]) -> String {
        rows.map { line($0) + "\n" }.joined()
    }

    private func line(_ row: TicketRow) -> String {
        [
            (row.number.map(String.init) ?? "-").padded(to: 7, alignment: .trailing),
            row.isUnread ? "*" : " ",
            Sanitizer.visible(strings.status(of: row)).padded(to: 14),
            strings.dateTime(row.updated),
            Sanitizer.visible(titles[row.topic] ?? row.topic.rawValue).padded(to: 24),
            Sanitizer.visible(row.subject),
        ].joined(separator: " ")
    }
}
