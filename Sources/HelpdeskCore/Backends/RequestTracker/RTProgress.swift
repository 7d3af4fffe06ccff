import HelpdeskModels

/// How far the changes of tickets are read, by `LastUpdated` and by RT's clock, which dates each answer.
///
/// `LastUpdated` is the time of a change by RT's clock. That clock may have been wrong, and a change becomes visible a while
/// after its date. So a date alone never decides that a change is skipped for good.
struct RTProgress: Codable, Hashable, Sendable {
    /// How long after its date a change may become visible.
    static let overlap = Duration.seconds(60)
    /// After this time, no further change has the same date, which is in seconds.
    private static let settling = Duration.seconds(5)
    /// A clock that is wrong by less than this does no harm.
    private static let margin = Duration.seconds(3600)
    /// How often the list is read as far as changes may still become visible.
    private static let thoroughEvery = Duration.seconds(20)

    /// The state of a ticket when it was read.
    struct Reading: Codable, Hashable, Sendable {
        /// In RT's own format.
        var lastUpdated: String
        /// When it was first read in this state; nil once it was read so late that no further change can have the same date.
        var first: Timestamp?
    }

    /// The newest `LastUpdated` read so far, never later than RT's clock was. Nil if there was none.
    private(set) var mark: Timestamp?
    /// The time when the mark was set, by RT's clock.
    private var marked: Timestamp?
    /// The time when the list was last read to its end, by RT's clock.
    private var thorough: Timestamp?
    /// Whether everything that can still become visible is newer than the mark.
    private var isClosed = false
    /// The time from which on `readings` has all changes, by RT's clock.
    private var since = Timestamp(milliseconds: 0)
    private(set) var readings: [String: Reading] = [:]
    /// Whether RT's clock was set back, so that new changes may have older dates than those read.
    private(set) var wasSetBack = false

    init() {}

    /// The state before anything is read; `newest` is RT's last change.
    init(newest: Timestamp?, at now: Timestamp) {
        mark = newest.map { min($0, now) }
        marked = now
        since = now.adding(.zero - Self.margin)
    }

    /// Takes in the time of RT's clock from an answer.
    mutating func observe(time: Timestamp) {
        guard let mark, time < mark else { return }
        self.mark = time
        marked = time
        isClosed = false
        wasSetBack = true
    }

    /// Whether the last change of the ticket may be unread.
    func isRecent(_ ticket: RTTicket) -> Bool {
        guard let mark, let changed = ticket.listed.changed else { return true }
        return isClosed ? changed > mark : changed >= mark.adding(.zero - Self.overlap)
    }

    /// Whether the ticket was read after its last change, and late enough to have missed nothing.
    func isSettled(_ ticket: RTTicket) -> Bool { isSettled(ticket.listed) }

    private func isSettled(_ ticket: RTListed) -> Bool {
        guard let reading = readings[String(ticket.number)] else { return false }
        return reading.lastUpdated == ticket.lastUpdated && reading.first == nil
    }

    /// Whether to read on in a list whose beginning has nothing new, for changes that became visible late.
    func isThoroughDue(at now: Timestamp) -> Bool {
        guard let thorough else { return true }
        return !(.zero..<Self.thoroughEvery).contains(now - thorough)
    }

    /// Records that the tickets were read in their current state.
    mutating func note(_ tickets: [RTListed], at now: Timestamp) {
        for ticket in tickets where !isSettled(ticket) {
            guard ticket.changed.map(isKept) ?? true else { continue }
            let known = readings[String(ticket.number)].flatMap { $0.lastUpdated == ticket.lastUpdated ? $0 : nil }
            let first = known?.first ?? now
            // A date in the future is no use; then the time since the first reading counts.
            let isOld = now - first >= Self.settling || ticket.changed.map { now - $0 >= Self.settling } ?? false
            readings[String(ticket.number)] = Reading(lastUpdated: ticket.lastUpdated, first: isOld ? nil : first)
        }
    }

    /// Records that the list was read to its end, or to the first ticket that is not recent. `hasNews`: whether a ticket was
    /// not settled.
    mutating func finish(_ recent: [RTTicket], hasNews: Bool, isLong: Bool, at now: Timestamp) {
        if isLong { thorough = now }
        let newest = recent.compactMap(\.listed.changed).filter { $0 <= now }.max()
        if let newest, mark.map({ newest > $0 }) ?? true {
            mark = newest
            marked = now
            isClosed = false
        } else if !hasNews, !recent.isEmpty, let marked, now - marked >= Self.overlap {
            isClosed = true
        }
    }

    /// Whether a ticket in the list of all was read after its last change, as far as remembered. `elapsed`: the time since
    /// the last comparison, by a clock other than RT's.
    func isKnown(_ ticket: RTListed, at now: Timestamp, elapsed: Duration) -> Bool {
        let since = min(since, now.adding(.zero - max(elapsed, .zero) - Self.margin))
        guard let changed = ticket.changed, changed >= since else { return true }
        return readings[String(ticket.number)]?.lastUpdated == ticket.lastUpdated
    }

    /// Records that all tickets were compared, and drops readings that are no longer needed.
    mutating func finishComparison(at now: Timestamp) {
        wasSetBack = false
        since = now.adding(.zero - Self.margin)
        readings = readings.filter { RTDate.read($1.lastUpdated).map(isKept) ?? true }
    }

    /// Whether the reading of a ticket with this last change is still needed.
    private func isKept(_ changed: Timestamp) -> Bool {
        changed >= since || mark.map { changed >= $0.adding(.zero - Self.overlap) } ?? true
    }
}
