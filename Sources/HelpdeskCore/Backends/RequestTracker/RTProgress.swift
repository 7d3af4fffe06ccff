import HelpdeskModels

/// How far the last changes of tickets are read, by `LastUpdated` and by RT's clock, which dates each of its answers.
///
/// `LastUpdated` is what RT's clock said at a change. That clock may have been wrong, and a change becomes visible a while
/// after its date; so no date alone decides what is passed over for good.
struct RTProgress: Codable, Hashable, Sendable {
    /// A change may become visible so long after its date.
    static let overlap = Duration.seconds(60)
    /// After this, nothing more happens in the same second.
    private static let settling = Duration.seconds(5)
    /// A clock that is wrong by less than this costs nothing.
    private static let margin = Duration.seconds(3600)
    /// So often the list is read to the end of what may still become visible.
    private static let thoroughEvery = Duration.seconds(20)

    /// A ticket that was read, as it was then.
    struct Reading: Codable, Hashable, Sendable {
        /// As RT wrote it.
        var lastUpdated: String
        /// When it was first read like that; nil once it was read so late that nothing more could happen in that second.
        var first: Timestamp?
    }

    /// The newest `LastUpdated` that was read, never later than RT's clock was. Nil where there was none.
    private(set) var mark: Timestamp?
    /// When the mark was set, by RT's clock.
    private var marked: Timestamp?
    /// When the list was last read to its end, by RT's clock.
    private var thorough: Timestamp?
    /// Whether nothing more can become visible that is not newer than the mark.
    private var isClosed = false
    /// Since when all changes are in `readings`, by RT's clock.
    private var since = Timestamp(milliseconds: 0)
    private(set) var readings: [String: Reading] = [:]
    /// Whether RT's clock was set back: then changes may have older dates than what was read.
    private(set) var wasSetBack = false

    init() {}

    /// Before anything is read; `newest` is the last change that RT has.
    init(newest: Timestamp?, at now: Timestamp) {
        mark = newest.map { min($0, now) }
        marked = now
        since = now.adding(.zero - Self.margin)
    }

    /// RT's clock is told by an answer.
    mutating func take(time: Timestamp) {
        guard let mark, time < mark else { return }
        self.mark = time
        marked = time
        isClosed = false
        wasSetBack = true
    }

    /// Whether the ticket's last change may be one that was not read.
    func isRecent(_ ticket: RTTicket) -> Bool {
        guard let mark, let changed = ticket.listed.changed else { return true }
        return isClosed ? changed > mark : changed >= mark.adding(.zero - Self.overlap)
    }

    /// Whether the ticket was read since its last change, and so late that nothing was missed.
    func isSettled(_ ticket: RTTicket) -> Bool { isSettled(ticket.listed) }

    private func isSettled(_ ticket: RTListed) -> Bool {
        guard let reading = readings[String(ticket.number)] else { return false }
        return reading.lastUpdated == ticket.lastUpdated && reading.first == nil
    }

    /// Whether a list whose beginning has nothing new is to be read on: for what became visible late.
    func isThoroughDue(at now: Timestamp) -> Bool {
        guard let thorough else { return true }
        return !(.zero..<Self.thoroughEvery).contains(now - thorough)
    }

    /// Notes that tickets are read as they are now.
    mutating func note(_ tickets: [RTListed], at now: Timestamp) {
        for ticket in tickets where !isSettled(ticket) {
            guard ticket.changed.map(isKept) ?? true else { continue }
            let known = readings[String(ticket.number)].flatMap { $0.lastUpdated == ticket.lastUpdated ? $0 : nil }
            let first = known?.first ?? now
            // A date in the future tells nothing of when it was; then it counts how long it has stood.
            let isOld = now - first >= Self.settling || ticket.changed.map { now - $0 >= Self.settling } ?? false
            readings[String(ticket.number)] = Reading(lastUpdated: ticket.lastUpdated, first: isOld ? nil : first)
        }
    }

    /// Notes that everything recent was in the list, to its end or to the first ticket that is not. `hasNews`: not all of it
    /// was settled.
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

    /// Whether a ticket in the list of all was read since its last change, as far as that is remembered. `elapsed`: since
    /// the last comparison, by a clock that is not RT's.
    func isKnown(_ ticket: RTListed, at now: Timestamp, elapsed: Duration) -> Bool {
        let since = min(since, now.adding(.zero - max(elapsed, .zero) - Self.margin))
        guard let changed = ticket.changed, changed >= since else { return true }
        return readings[String(ticket.number)]?.lastUpdated == ticket.lastUpdated
    }

    /// Notes that all tickets were compared; older readings are not needed any more.
    mutating func finishComparison(at now: Timestamp) {
        wasSetBack = false
        since = now.adding(.zero - Self.margin)
        readings = readings.filter { RTDate.read($1.lastUpdated).map(isKept) ?? true }
    }

    /// Whether what was read of a ticket with this last change is asked for again.
    private func isKept(_ changed: Timestamp) -> Bool {
        changed >= since || mark.map { changed >= $0.adding(.zero - Self.overlap) } ?? true
    }
}
