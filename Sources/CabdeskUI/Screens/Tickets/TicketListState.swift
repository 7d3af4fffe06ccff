public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// The list of tickets: a window onto the store. All ids in memory, rows only around the visible page.
public struct TicketListState: Equatable, Sendable {
    public var query = TicketQuery()
    public var viewport = ListViewport<Ticket.ID>()
    public var rows: [Ticket.ID: TicketRow] = [:]
    public var counts = TicketCounts()
    public var filter = TextEditor("", singleLine: true)
    public var isFiltering = false
    /// Whether the store has answered once.
    public var isLoaded = false
    /// The query of the list that is shown.
    var shownQuery: TicketQuery?
    /// The marked tickets, in the order in which they were marked, whatever the list shows now.
    public var marks: [Ticket.ID] = []
    /// What was done in the list last and can be taken back.
    var undo: ListUndo?
    /// The tickets that the desk has with the words of the filter; nil while it cannot be asked.
    var deskSearch: DeskSearch?
    /// Tickets that came, or came up, above the first row that is shown.
    var arrivedAbove: Set<Ticket.ID> = []
    /// The newest message that was announced or was there before; nil before anything was received as a whole.
    private var announced: Int64?
    /// How often news were announced.
    private(set) var announcements = 0

    public init() {}

    /// Takes in the counts; true if there is something new to announce.
    mutating func take(_ counts: TicketCounts) -> Bool {
        self.counts = counts
        defer { announced = counts.news.map { max(announced ?? 0, $0.last) } }
        guard let announced, let news = counts.news, news.unread > announced else { return false }
        announcements += 1
        return true
    }

    /// Takes in the rows of the same query anew. A list that stands at its top stays there; else it says what came above.
    mutating func update(_ ids: [Ticket.ID], for query: TicketQuery, rows: Int) {
        let old = viewport
        viewport.update(ids: ids)
        let isSame = shownQuery == query
        shownQuery = query
        if isSame, old.top == 0 { viewport.scrollToTop() }
        viewport.scrollToSelection(rows: rows)
        if isSame { noteArrivals(old, rows: rows) } else { arrivedAbove = [] }
    }

    /// Forgets what has come into view.
    mutating func forgetSeen(rows: Int) {
        if arrivedAbove.isEmpty { return }
        arrivedAbove.formIntersection(viewport.ids[..<viewport.visible(rows: rows).lowerBound])
    }

    private mutating func noteArrivals(_ old: ListViewport<Ticket.ID>, rows: Int) {
        let above = viewport.ids[..<viewport.visible(rows: rows).lowerBound]
        let visible = old.visible(rows: rows)
        let oldAbove = old.ids[..<visible.lowerBound]
        if above.elementsEqual(oldAbove) { return }
        let hidden = Set(oldAbove)
        let seen = Set(old.ids[visible])
        // A row that was in view and is above now came up if it passed one that was above before; else it was only pushed there.
        let lastHidden = above.lastIndex(where: hidden.contains) ?? 0
        for (index, id) in zip(above.indices, above) where !hidden.contains(id) {
            if index < lastHidden || !seen.contains(id) { arrivedAbove.insert(id) }
        }
    }

    /// The digits of the largest number that was shown: a column that shrank again while one scrolls would be restless.
    private(set) var digits = 0

    mutating func take(_ rows: [TicketRow]) {
        for row in rows {
            self.rows[row.id] = row
            digits = max(digits, row.number.map { "\($0)".count } ?? 0)
        }
    }

    var selectedRow: TicketRow? { viewport.selection.flatMap { rows[$0] } }

    /// The outbox is empty: what waited there has left and cannot be taken back any more.
    mutating func forgetQueuedUndo() {
        switch undo {
        case .change, .replies: undo = nil
        case .shift, nil: break
        }
    }
}

/// What one key takes back in the list.
enum ListUndo: Equatable, Sendable {
    /// A change that was queued for one or several tickets.
    case change([Event.ID])
    /// An answer to several tickets, with its text.
    case replies([Message.ID], text: String)
    case shift(BegunShift)
}
