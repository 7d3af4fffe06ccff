import GRDB
import HelpdeskModels

extension Store {
    /// Tickets of the own service that share at least two of the text's rarer words, newest activity first: a guard
    /// against writing the same twice. None for a text of less than two words, or from a store that cannot be read.
    ///
    /// Words count from four letters on, without their last two from six letters on, so that endings do not matter.
    public func similarTickets(to text: String, limit: Int) async -> [TicketRow] {
        let now = moment
        let found = try? await read { database in
            try TicketRow.fetch(SimilarTickets(database: database).ids(text, limit: limit), at: now, database)
        }
        return found ?? []
    }
}
