import GRDB
import HelpdeskModels

extension Store {
    /// Indexes tickets that were stored before there was an index, or whose page was the last before the program ended,
    /// a number of them in each transaction so that others get their turn.
    func indexPending(batch: Int = 200) async throws(HelpdeskError) {
        while !Task.isCancelled {
            let isPending = try await read { database in
                try Int.fetchOne(database, sql: "SELECT 1 FROM search_pending LIMIT 1") != nil
            }
            guard isPending else { return }
            try await write { try SearchIndex(database: $0).addPending(batch) }
        }
    }
}
