import HelpdeskCore

/// What a column of the ticket list shows.
public enum TicketColumn: CaseIterable, Sendable {
    /// Whether something is unread, and whether files are attached.
    case mark
    case number
    case service
    case topic
    case subject
    case status
    case created
    case resolved
    /// When something last happened, as short as it can be said.
    case activity
}

extension TicketColumn {
    /// What the list is sorted by when this column is; nil where it cannot be.
    var sortColumn: TicketSort.Column? {
        switch self {
        case .mark, .service: nil
        case .number: .number
        case .topic: .topic
        case .subject: .subject
        case .status: .status
        case .created: .created
        case .resolved: .resolved
        case .activity: .activity
        }
    }
}

extension TicketSort {
    /// The next order that the sort key goes to: newest activity, number, topic, …, and round again.
    var next: TicketSort {
        let all = Column.allCases
        return .natural(all[((all.firstIndex(of: column) ?? 0) + 1) % all.count])
    }

    /// The direction in which one reads a column: texts from A, numbers and times from the newest.
    static func natural(_ column: Column) -> TicketSort {
        TicketSort(column: column, isAscending: [.topic, .subject, .status].contains(column))
    }
}
