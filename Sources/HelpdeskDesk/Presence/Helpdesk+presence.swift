package import HelpdeskModels

/// Others who are at work on the same ticket.
extension Helpdesk {
    /// Notes what a program of the account does with a ticket, for `Presence.lifetime`, and answers who else is there.
    ///
    /// One who has a ticket open that was merged is at work where its messages go.
    package func announcePresence(
        _ activity: Presence.Activity, in ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil,
        at time: Timestamp
    ) async throws -> OthersPresent {
        let place = try await place(of: ticket, for: account)
        guard account.isStaff || activity != .note else {
            throw StoreError.forbidden("Only agents write internal notes.")
        }
        await presence.announce(activity, in: place, by: account, program: program, at: time)
        // Somebody may have been shut out or renamed since.
        let ids = await presence.users(in: place)
        let users = try await database.read { records in
            let found = try ids.compactMap { try records.user($0) }.filter { $0.retired == nil }.map(\.user)
            return Dictionary(found.map { ($0.id, $0) }) { $1 }
        }
        return OthersPresent(others: await presence.others(in: place, for: account, at: time, among: users))
    }

    /// Notes that a program of the account left a ticket; again is no error.
    package func leavePresence(
        in ticket: Ticket.ID, by account: Account, program: Presence.Program? = nil
    ) async throws {
        await presence.leave(try await place(of: ticket, for: account), by: account, program: program)
    }

    private func place(of ticket: Ticket.ID, for account: Account) async throws -> Ticket.ID {
        try await database.read { records in
            try records.prove(RequestAccount.current)
            return try records.whereMessagesGo(from: records.ticket(ticket, for: account)).id
        }
    }
}
