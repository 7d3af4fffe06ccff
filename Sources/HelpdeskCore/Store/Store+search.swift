import GRDB
import HelpdeskModels

extension Store {
    /// Indexes tickets that were stored before there was an index, a number of them in each transaction so that others
    /// get their turn. Nothing to do in a store that began with one.
    func indexPending(batch: Int = 200) async throws(HelpdeskError) {
        while !Task.isCancelled {
            let isPending = try await read { database in
                try Int.fetchOne(database, sql: "SELECT 1 FROM search_pending LIMIT 1") != nil
            }
            guard isPending else { return }
            try await write { database in
                let seqs = try Int64.fetchAll(
                    database, sql: "SELECT seq FROM search_pending ORDER BY seq DESC LIMIT ?", arguments: [batch])
                try SearchIndex(database: database).add(seqs)
            }
        }
    }
}
