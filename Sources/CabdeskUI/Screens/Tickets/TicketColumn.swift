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
        }
    }
}

extension TicketSort {
    /// The next order that the sort key goes to: newest activity, number, topic, …, and round again.
    var next: TicketSort {
        let all = Column.allCases
        let index = ((all.firstIndex(of: column) ?? 0) + 1) % all.count
        let isText = [.topic, .subject, .status].contains(all[index])
        return TicketSort(column: all[index], isAscending: isText)
    }
}
