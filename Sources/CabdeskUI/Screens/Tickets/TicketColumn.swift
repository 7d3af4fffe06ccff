import HelpdeskCore

/// The columns of the ticket list.
public enum TicketColumn: CaseIterable, Sendable {
    /// Whether something is unread, whether files are attached, and whether an answer was begun.
    case mark
    case number
    case service
    case topic
    case subject
    case status
    /// The agent who takes care of it.
    case assignee
    /// How long the customer has been waiting for the desk: for the staff.
    case waiting
    case created
    case resolved
    /// When something last happened, as short as it can be said.
    case activity
}

extension TicketColumn {
    /// The order of the list when it is sorted by this column; nil if it cannot be.
    var sortColumn: TicketSort.Column? {
        switch self {
        case .mark: nil
        case .service: .service
        case .assignee: .assignee
        case .waiting: .waiting
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
    func next(among all: [Column]) -> TicketSort {
        return .natural(all[((all.firstIndex(of: column) ?? 0) + 1) % all.count])
    }

    /// The direction in which one reads a column: texts from A, numbers and times from the newest, who waits longest first.
    static func natural(_ column: Column) -> TicketSort {
        TicketSort(
            column: column, isAscending: [.topic, .subject, .status, .service, .assignee, .waiting].contains(column))
    }
}

/// The columns of the ticket list for a window's width. The least important give way first; the one that the list is sorted
/// by is always there.
struct TicketColumns: Equatable {
    struct Column: Equatable {
        let kind: TicketColumn
        let start: Int
        let width: Int
    }

    let all: [Column]

    /// - Parameters:
    ///   - digits: of the largest number in the list.
    ///   - hasWaiting: whether the desk says since when customers wait.
    init(width: Int, query: TicketQuery, digits: Int, isStaff: Bool, hasWaiting: Bool) {
        // With the space between them, and one at each end.
        var widths: [TicketColumn: Int] = [.mark: 3, .number: max(4, digits), .subject: 20, .status: 12]
        var room = width - 1 - widths.values.reduce(0) { $0 + $1 + 1 }
        func add(_ kind: TicketColumn) {
            let columns = Self.leastWidth(kind)
            guard widths[kind] == nil else { return }
            widths[kind] = columns
            room -= columns + 1
        }
        let sorted = TicketColumn.allCases.first { $0.sortColumn == query.order.column }
        if let sorted { add(sorted) }
        let byImportance: [TicketColumn] =
            (isStaff ? [.service, .assignee] + (hasWaiting ? [.waiting] : []) : [])
            + (query.view == .resolved ? [.resolved] : [])
            + [.topic, .created, .resolved, .activity]
        for kind in byImportance where widths[kind] == nil && room > Self.leastWidth(kind) { add(kind) }
        // The rest goes to the texts that are cut first, then to the time of day, then to the subject again.
        func widen(_ kind: TicketColumn, to columns: Int) {
            guard let now = widths[kind], room > 0 else { return }
            widths[kind] = min(max(now, columns), now + room)
            room -= (widths[kind] ?? now) - now
        }
        widen(.subject, to: 32)
        for kind in [TicketColumn.topic, .service, .assignee] { widen(kind, to: 16) }
        widen(.subject, to: 48)
        for kind in [TicketColumn.created, .resolved] where room >= 6 { widen(kind, to: 16) }
        for kind in [TicketColumn.topic, .service] { widen(kind, to: 22) }
        // A window that is too narrow for all takes it from the subject.
        widths[.subject, default: 0] = max(8, widths[.subject, default: 0] + room)
        var start = 1
        all = TicketColumn.allCases.compactMap { kind in
            guard let columns = widths[kind] else { return nil }
            defer { start += columns + 1 }
            return Column(kind: kind, start: start, width: columns)
        }
    }

    private static func leastWidth(_ kind: TicketColumn) -> Int {
        switch kind {
        case .activity: 5
        case .waiting: 7
        case .mark, .number, .service, .topic, .subject, .status, .assignee, .created, .resolved: 10
        }
    }
}
