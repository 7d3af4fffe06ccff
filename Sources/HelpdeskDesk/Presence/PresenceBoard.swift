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
        /// Nil for all programs with the token that do not say which they are.
        let program: Presence.Program?

        init(_ account: Account, _ program: Presence.Program?) {
            user = account.user.id
            token = account.token
            self.program = program
        }
    }

    private struct Entry {
        let user: User
        let activity: Presence.Activity
        let until: Timestamp
        /// When it was announced, among all announcements.
        let order: UInt64
    }

    private struct Place: Hashable {
        let ticket: Ticket.ID
        let seat: Seat
    }

    private let perTicket: Int
    private let perUser: Int
    private let perUserInTicket: Int
    private let total: Int
    private var tickets: [Ticket.ID: [Seat: Entry]] = [:]
    /// Where each user is.
    private var places: [User.ID: Set<Place>] = [:]
    private var count = 0
    /// The announcements in their order, from the place `first` on. Those that were repeated or have ended are passed over.
    private var announcements: [(place: Place, order: UInt64)] = []
    private var first = 0
    private var order: UInt64 = 0
    /// When everything was last looked through for what has expired.
    private var swept = Timestamp(milliseconds: 0)

    /// More than `perTicket` entries of a ticket or `total` ones push out the oldest: the user's own if there is one. So do
    /// more than `perUserInTicket` entries of a user in a ticket, or `perUser` in all.
    package init(perTicket: Int = 64, total: Int = 10_000, perUser: Int = 64, perUserInTicket: Int = 8) {
        self.perTicket = perTicket
        self.total = total
        self.perUser = perUser
        self.perUserInTicket = perUserInTicket
    }

    /// Notes what a program of the account does with the ticket, until the lifetime ends. Whether the account may see the
    /// ticket was checked before.
    package func announce(
        _ activity: Presence.Activity, in ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil,
        at time: Timestamp
    ) {
        forgetExpired(at: time)
        let place = Place(ticket: ticket, seat: Seat(account, program))
        remove(place)
        makeRoom(for: place)
        order += 1
        let until = time.adding(seconds: Double(Presence.lifetime))
        tickets[ticket, default: [:]][place.seat] = Entry(
            user: account.user, activity: activity, until: until, order: order)
        places[account.user.id, default: []].insert(place)
        count += 1
        announcements.append((place, order))
        // Once in as many announcements as there are entries, so that each costs the same.
        if announcements.count > 2 * (count + 64) {
            announcements = announcements[first...].filter { isCurrent($0) }
            first = 0
        }
    }

    /// Forgets what a program of the account did with the ticket; again is no error.
    package func leave(_ ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil) {
        remove(Place(ticket: ticket, seat: Seat(account, program)))
    }

    /// The users who are at work on the ticket, whoever may know of them.
    func users(in ticket: Ticket.ID) -> Set<User.ID> {
        Set((tickets[ticket] ?? [:]).keys.map(\.user))
    }

    /// The others whom the account may see at work on the ticket: each once, those who write first.
    ///
    /// `users` are those whom the desk still has, as it has them now; nil takes all as they were when they came.
    package func others(
        in ticket: Ticket.ID, for account: Account, at time: Timestamp, among users: [User.ID: User]? = nil
    ) -> [Presence] {
        var found: [User.ID: Presence] = [:]
        for entry in (tickets[ticket] ?? [:]).values
        where entry.until > time && entry.user.id != account.user.id {
            let known = users.map { $0[entry.user.id] } ?? entry.user
            guard let user = known, account.sees(entry.activity, of: user) else { continue }
            let activity = max(found[user.id]?.activity ?? entry.activity, entry.activity)
            found[user.id] = Presence(user: Author(user), activity: activity)
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

    private func remove(_ place: Place) {
        guard tickets[place.ticket]?.removeValue(forKey: place.seat) != nil else { return }
        count -= 1
        if tickets[place.ticket]?.isEmpty ?? false { tickets[place.ticket] = nil }
        places[place.seat.user]?.remove(place)
        if places[place.seat.user]?.isEmpty ?? false { places[place.seat.user] = nil }
    }

    private func makeRoom(for place: Place) {
        let own = places[place.seat.user] ?? []
        let ownHere = own.filter { $0.ticket == place.ticket }
        let here = tickets[place.ticket] ?? [:]
        if let oldest = oldest(of: ownHere), here.count >= perTicket || ownHere.count >= perUserInTicket {
            remove(oldest)
        } else if here.count >= perTicket {
            oldest(of: here.keys.map { Place(ticket: place.ticket, seat: $0) }).map(remove)
        }
        guard let rest = places[place.seat.user], let oldest = oldest(of: rest) else {
            if count >= total { removeOldest() }
            return
        }
        if rest.count >= perUser || count >= total { remove(oldest) }
    }

    /// Among as many as a ticket or a user may have.
    private func oldest(of places: some Collection<Place>) -> Place? {
        places.min { (order(of: $0) ?? 0) < (order(of: $1) ?? 0) }
    }

    private func order(of place: Place) -> UInt64? { tickets[place.ticket]?[place.seat]?.order }

    private func isCurrent(_ announcement: (place: Place, order: UInt64)) -> Bool {
        order(of: announcement.place) == announcement.order
    }

    private func removeOldest() {
        while first < announcements.count {
            let announcement = announcements[first]
            first += 1
            guard isCurrent(announcement) else { continue }
            remove(announcement.place)
            return
        }
    }

    /// Looks through everything once in a lifetime, so that an entry stays for at most two. Also when the clock was set
    /// back: nothing would expire for as long.
    private func forgetExpired(at time: Timestamp) {
        let lifetime = Double(Presence.lifetime)
        guard time >= swept.adding(seconds: lifetime) || time < swept else { return }
        swept = time
        let latest = time.adding(seconds: lifetime)
        for (ticket, entries) in tickets {
            for (seat, entry) in entries where entry.until <= time || entry.until > latest {
                remove(Place(ticket: ticket, seat: seat))
            }
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
