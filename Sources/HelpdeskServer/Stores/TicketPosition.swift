import HelpdeskModels

/// Where a page of the list of tickets ends: `UPDATED-NUMBER`.
struct TicketPosition: CustomStringConvertible {
    /// Milliseconds since 1970.
    var updated: Int64
    var number: Int64

    init(_ ticket: Ticket) {
        updated = ticket.updated.milliseconds
        number = Int64(ticket.number)
    }

    /// Throws ``StoreError/unknownPage`` if the text is not one.
    init(_ text: String) throws {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let updated = Int64(parts[0]), let number = Int64(parts[1]) else {
            throw StoreError.unknownPage
        }
        self.updated = updated
        self.number = number
    }

    var description: String { "\(updated)-\(number)" }
}
