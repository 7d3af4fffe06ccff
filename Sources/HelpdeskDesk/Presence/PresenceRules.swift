package import HelpdeskModels

/// A program of a user that is at work on a ticket. It is about this moment: nothing depends on it, and it may be lost.
package struct PresenceEntry: Hashable, Sendable {
    package var ticket: Ticket.ID
    package var user: User.ID
    /// Tells the programs of a user from each other. Two of them count once when they are shown.
    package var program: String
    package var activity: Presence.Activity
    /// When it ends, unless it is announced again.
    package var until: Timestamp

    package init(ticket: Ticket.ID, user: User.ID, program: String, activity: Presence.Activity, until: Timestamp) {
        self.ticket = ticket
        self.user = user
        self.program = program
        self.activity = activity
        self.until = until
    }

    /// Whether the other one is of the same program and ticket, whatever it does there.
    func isSamePlace(as other: Self) -> Bool {
        ticket == other.ticket && user == other.user && program == other.program
    }
}

/// Rows of those who are at work on tickets.
package protocol PresenceRecords {
    func presence(in ticket: Ticket.ID) throws -> [PresenceEntry]
    func presence(of user: User.ID) throws -> [PresenceEntry]
    /// Adds the entry, or replaces the one of the same program and ticket.
    func store(_ entry: PresenceEntry) throws
    /// Deletes the entry of a program in a ticket; it is no error if there is none.
    func deletePresence(in ticket: Ticket.ID, of user: User.ID, program: String) throws
    /// Deletes what ends outside these times.
    func deletePresence(endingOutside times: ClosedRange<Timestamp>) throws
}

/// How many are remembered at work on tickets, and who of them is shown to whom. Everything here is pure.
package struct PresenceRules: Sendable {
    /// Entries of a ticket, of a user, and of a user in one ticket.
    var perTicket = 64
    var perUser = 64
    var perUserInTicket = 8

    /// The ends of entries that are current at `time`. One that ends later than any server's clock can explain was made
    /// while a clock was wrong, and would stay for as long.
    static func ends(at time: Timestamp) -> ClosedRange<Timestamp> {
        let lifetime = Double(Presence.lifetime)
        return Timestamp(milliseconds: time.milliseconds + 1)...time.adding(seconds: 2 * lifetime)
    }

    /// The entries that give way to `new`: the oldest, the user's own if there is one. `own` are those of the user, `here`
    /// those of the ticket.
    func displaced(by new: PresenceEntry, own: [PresenceEntry], here: [PresenceEntry]) -> [PresenceEntry] {
        var own = own.filter { !$0.isSamePlace(as: new) }
        let here = here.filter { !$0.isSamePlace(as: new) }
        var displaced: [PresenceEntry] = []
        let ownHere = own.filter { $0.ticket == new.ticket }
        if let oldest = Self.oldest(of: ownHere), here.count >= perTicket || ownHere.count >= perUserInTicket {
            displaced.append(oldest)
            own.removeAll { $0.isSamePlace(as: oldest) }
        } else if let oldest = Self.oldest(of: here), here.count >= perTicket {
            displaced.append(oldest)
        }
        if let oldest = Self.oldest(of: own), own.count >= perUser { displaced.append(oldest) }
        return displaced
    }

    private static func oldest(of entries: [PresenceEntry]) -> PresenceEntry? {
        entries.min { ($0.until, $0.program, $0.ticket.description) < ($1.until, $1.program, $1.ticket.description) }
    }

    /// The others whom the account may see at work among the entries of a ticket: each once, those who write first. `users`
    /// are those whom the desk has now.
    static func others(
        among entries: [PresenceEntry], for account: Account, users: [User.ID: User]
    ) -> [Presence] {
        var found: [User.ID: Presence] = [:]
        for entry in entries where entry.user != account.user.id {
            guard let user = users[entry.user], account.sees(entry.activity, of: user) else { continue }
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
}

extension Account {
    /// Whether it may know of somebody who does this in a ticket that it sees. A customer knows the colleagues of the own
    /// service, and a specialist only while that one writes what the customer will get.
    fileprivate func sees(_ activity: Presence.Activity, of other: User) -> Bool {
        if isStaff { return true }
        return other.role.isStaff ? activity == .writing : other.service == user.service
    }
}
