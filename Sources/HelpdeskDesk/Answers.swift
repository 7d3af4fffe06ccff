package import HelpdeskModels

/// Where a page of the list of tickets ends: `UPDATED-NUMBER`.
package struct TicketPosition: Hashable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970.
    package var updated: Int64
    package var number: Int64

    package init(updated: Int64, number: Int64) {
        self.updated = updated
        self.number = number
    }

    package init(_ ticket: Ticket) {
        updated = ticket.updated.milliseconds
        number = Int64(ticket.number)
    }

    /// Throws ``StoreError/unknownPage`` if the text is not one.
    package init(_ text: String) throws {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let updated = Int64(parts[0]), let number = Int64(parts[1]) else {
            throw StoreError.unknownPage
        }
        self.updated = updated
        self.number = number
    }

    package var description: String { "\(updated)-\(number)" }
}

extension Page {
    /// A page of the first `limit` of `found`, which holds one more where there is another page.
    package init(_ found: consuming [Item], limit: Int, key: (Item) -> String) {
        let hasMore = found.count > limit
        if hasMore { found.removeSubrange(limit...) }
        self.init(items: found, next: hasMore ? found.last.map(key) : nil)
    }
}

/// The outcome of a write: the value to answer with, and whether the write made something new or was a repetition.
package struct Written<Value: Sendable>: Sendable {
    package var value: Value
    package var isNew: Bool

    package init(value: Value, isNew: Bool) {
        self.value = value
        self.isNew = isNew
    }
}
