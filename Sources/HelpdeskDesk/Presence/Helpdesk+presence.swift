package import HelpdeskModels

/// Others who are at work on the same ticket. They are no part of the change feed: nothing of it needs to be remembered or
/// caught up with.
extension Helpdesk {
    /// Notes what a program of the account does with a ticket, for `Presence.lifetime`, and answers who else is there.
    ///
    /// One who has a ticket open that was merged is at work where its messages go.
    package func announcePresence(
        _ activity: Presence.Activity, in ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil,
        at time: Timestamp
    ) async throws -> OthersPresent {
        try await database.writeFleeting { records in
            let place = try records.whereMessagesGo(from: records.ticket(ticket, for: account)).id
            guard account.isStaff || activity != .note else {
                throw StoreError.forbidden("Only agents write internal notes.")
            }
            let new = PresenceEntry(
                ticket: place, user: account.user.id, program: account.presenceProgram(program), activity: activity,
                until: time.adding(seconds: Double(Presence.lifetime)))
            let ends = PresenceRules.ends(at: time)
            let here = try records.presence(in: place).filter { ends.contains($0.until) }
            let own = try records.presence(of: new.user).filter { ends.contains($0.until) }
            for entry in PresenceRules().displaced(by: new, own: own, here: here) {
                try records.deletePresence(in: entry.ticket, of: entry.user, program: entry.program)
            }
            try records.store(new)
            // Somebody may have been shut out or renamed since.
            let users = try Set(here.map(\.user)).compactMap { try records.user($0) }.filter { $0.retired == nil }
            return OthersPresent(
                others: PresenceRules.others(
                    among: here, for: account,
                    users: Dictionary(users.map { ($0.user.id, $0.user) }) { $1 }))
        }
    }

    /// Notes that a program of the account left a ticket; again is no error.
    package func leavePresence(
        in ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil
    ) async throws {
        try await database.writeFleeting { records in
            let place = try records.whereMessagesGo(from: records.ticket(ticket, for: account)).id
            try records.deletePresence(in: place, of: account.user.id, program: account.presenceProgram(program))
        }
    }

    /// Forgets who was at work and who tried to sign in, as soon as it means nothing any more.
    package func forgetFleeting(at time: Timestamp) async throws {
        try await database.commitFleeting { records in
            try records.deletePresence(endingOutside: PresenceRules.ends(at: time))
            try records.deleteAttempts(before: time)
        }
    }
}

extension Account {
    /// A program of the account by its own id; those without one that have signed in with one token are one.
    fileprivate func presenceProgram(_ program: Presence.Program?) -> String {
        program.map { "\(token)/\($0)" } ?? "\(token)"
    }
}
