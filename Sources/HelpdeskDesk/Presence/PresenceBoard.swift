package import HelpdeskModels

/// Who is at work on which ticket, as the programs say it again and again. It is about this moment, so it is kept in
/// memory alone, and the commit of nothing waits for it.
///
/// Each process has a board of its own. Where several serve one desk, those who are connected to different ones do not see
/// each other; nothing else depends on it, and a board that is shared can take the place of this one.
package actor PresenceBoard {
    /// One program of a person. Two of them count once when they are shown.
    private struct Seat: Hashable {
        let user: User.ID
        let token: Int64
    }

    private struct Entry {
        let user: User
        let activity: Presence.Activity
        let until: Timestamp
    }

    private let perTicket: Int
    private let total: Int
    private var tickets: [Ticket.ID: [Seat: Entry]] = [:]
    private var count = 0
    /// When everything was last looked through for what has expired.
    private var swept = Timestamp(milliseconds: 0)

    /// More than `perTicket` entries of a ticket or `total` ones push out the oldest.
    package init(perTicket: Int = 64, total: Int = 10_000) {
        self.perTicket = perTicket
        self.total = total
    }

    /// Notes what a program of the account does with the ticket, until the lifetime ends. Whether the account may see the
    /// ticket was checked before.
    package func announce(
        _ activity: Presence.Activity, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) {
        forgetExpired(at: time)
        let seat = Seat(user: account.user.id, token: account.token)
        remove(seat, from: ticket)
        if let entries = tickets[ticket], entries.count >= perTicket { removeOldest(of: ticket) }
        if count >= total, let ticket = ticketOfOldest { removeOldest(of: ticket) }
        let until = time.adding(seconds: Double(Presence.lifetime))
        tickets[ticket, default: [:]][seat] = Entry(user: account.user, activity: activity, until: until)
        count += 1
    }

    /// Forgets what a program of the account did with the ticket; again is no error.
    package func leave(_ ticket: Ticket.ID, by account: Account) {
        remove(Seat(user: account.user.id, token: account.token), from: ticket)
    }

    /// The others whom the account may see at work on the ticket: each once, those who write first.
    package func others(in ticket: Ticket.ID, for account: Account, at time: Timestamp) -> [Presence] {
        var found: [User.ID: Presence] = [:]
        for entry in (tickets[ticket] ?? [:]).values
        where entry.until > time && entry.user.id != account.user.id {
            guard account.sees(entry.activity, of: entry.user) else { continue }
            let activity = max(found[entry.user.id]?.activity ?? entry.activity, entry.activity)
            found[entry.user.id] = Presence(user: Author(entry.user), activity: activity)
        }
        let inOrder = found.values.sorted {
            $0.activity == $1.activity
                ? ($0.user.name, $0.user.id.rawValue) < ($1.user.name, $1.user.id.rawValue)
                : $0.activity > $1.activity
        }
        return Array(inOrder.prefix(Presence.count))
    }

    /// The number of entries, those that have expired and were not forgotten yet included.
    var entryCount: Int { count }

    private func remove(_ seat: Seat, from ticket: Ticket.ID) {
        guard tickets[ticket]?.removeValue(forKey: seat) != nil else { return }
        count -= 1
        if tickets[ticket]?.isEmpty ?? false { tickets[ticket] = nil }
    }

    private func removeOldest(of ticket: Ticket.ID) {
        let oldest = tickets[ticket]?.min { $0.value.until < $1.value.until }
        if let oldest { remove(oldest.key, from: ticket) }
    }

    private var ticketOfOldest: Ticket.ID? {
        tickets.compactMap { id, entries in entries.values.map(\.until).min().map { (id, $0) } }
            .min { $0.1 < $1.1 }?.0
    }

    /// Looks through everything once in a lifetime, so that an entry stays for at most two. Also when the clock was set
    /// back: nothing would expire for as long.
    private func forgetExpired(at time: Timestamp) {
        let lifetime = Double(Presence.lifetime)
        guard time >= swept.adding(seconds: lifetime) || time < swept else { return }
        swept = time
        let latest = time.adding(seconds: lifetime)
        for (ticket, entries) in tickets {
            let kept = entries.filter { $0.value.until > time && $0.value.until <= latest }
            count -= entries.count - kept.count
            tickets[ticket] = kept.isEmpty ? nil : kept
        }
    }
}

extension Account {
    /// Whether it may know of somebody who does this in a ticket that it sees. A customer knows the colleagues of the own
    /// service, and a specialist only while that one writes what the customer will get.
    fileprivate func sees(_ activity: Presence.Activity, of other: User) -> Bool {
        if isStaff { return true }
        return other.role.isStaff ? activity == .writing : other.service == user.service
    }
}
