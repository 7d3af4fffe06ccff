package import HelpdeskModels

/// Others who are at work on the same ticket.
extension Helpdesk {
    /// Notes what a program of the account does with a ticket, for `Presence.lifetime`, and answers who else is there.
    ///
    /// One who has a ticket open that was merged is at work where its messages go.
    package func announcePresence(
        _ activity: Presence.Activity, in ticket: Ticket.ID, by account: Account, at time: Timestamp
    ) async throws -> OthersPresent {
        let place = try await place(of: ticket, for: account)
        guard account.isStaff || activity != .note else {
            throw StoreError.forbidden("Only agents write internal notes.")
        }
        await presence.announce(activity, in: place, by: account, at: time)
        return OthersPresent(others: await presence.others(in: place, for: account, at: time))
    }

    /// Notes that a program of the account left a ticket; again is no error.
    package func leavePresence(in ticket: Ticket.ID, by account: Account) async throws {
        await presence.leave(try await place(of: ticket, for: account), by: account)
    }

    private func place(of ticket: Ticket.ID, for account: Account) async throws -> Ticket.ID {
        try await database.read { records in
            try records.whereMessagesGo(from: records.ticket(ticket, for: account)).id
        }
    }
}
