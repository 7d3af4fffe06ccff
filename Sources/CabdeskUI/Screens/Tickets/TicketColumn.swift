import HelpdeskCore

/// The columns of the ticket list.
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
    /// The order of the list when it is sorted by this column; nil if it cannot be.
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

/// The columns of the ticket list for a window's width. The least important give way first.
struct TicketColumns {
    struct Column {
        let kind: TicketColumn
        let start: Int
        let width: Int
    }

    let all: [Column]

    init(width: Int, isStaff: Bool) {
        let dates = width >= 116 ? 16 : 10
        var fixed: [(TicketColumn, Int)] = [(.mark, 2), (.number, 6)]
        if isStaff, width >= 58 { fixed.append((.service, width >= 116 ? 16 : 10)) }
        if width >= 64 { fixed.append((.topic, width >= 116 ? 22 : 12)) }
        fixed.append((.subject, 0))
        fixed.append((.status, 12))
        if width >= 74 { fixed.append((.created, dates)) } else { fixed.append((.activity, 5)) }
        if width >= (isStaff ? 100 : 80) { fixed.append((.resolved, dates)) }
        let used = fixed.reduce(0) { $0 + $1.1 } + fixed.count
        var start = 1
        all = fixed.map { kind, columns in
            let columns = kind == .subject ? max(8, width - used - 1) : columns
            defer { start += columns + 1 }
            return Column(kind: kind, start: start, width: columns)
        }
    }
}
