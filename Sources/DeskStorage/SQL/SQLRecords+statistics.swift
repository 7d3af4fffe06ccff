import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Counting over all tickets.
extension SQLRecords {
    func openTickets(at now: Timestamp) throws -> [CountedTickets] {
        let bounds = CountedTickets.ageBounds.map { SQLValue.integer(now.milliseconds - $0 * 3_600_000) }
        return try rows(Statistics.openTickets, bounds) { row in
            CountedTickets(
                service: row.key(at: 0), topic: row.key(at: 1), ageIndex: Int(row.integer(at: 2)),
                count: Int(row.integer(at: 3)))
        }
    }

    func filedTickets(from: Timestamp, to: Timestamp) throws -> [CountedTickets] {
        try rows(
            """
            SELECT service || '', topic || '', COUNT(*) FROM ticket
            WHERE created >= ? AND created < ? AND merged_into IS NULL GROUP BY 1, 2
            """, from, to
        ) { row in
            CountedTickets(service: row.key(at: 0), topic: row.key(at: 1), count: Int(row.integer(at: 2)))
        }
    }

    func timesToFirstAnswer(from: Timestamp, to: Timestamp) throws -> [Int64] {
        try rows(
            """
            SELECT (SELECT MIN(e.created) FROM event e WHERE e.ticket = t.id AND e.kind = 'answered') - t.created
            FROM ticket t WHERE t.created >= ? AND t.created < ? AND t.merged_into IS NULL
            """, from, to
        ) { $0.optionalInteger(at: 0) }.compactMap(\.self)
    }

    func reopenings(from: Timestamp, to: Timestamp) throws -> Int {
        try row(
            "SELECT COUNT(*) FROM event WHERE kind = 'reopened' AND created >= ? AND created < ?", from, to
        ) { Int($0.integer(at: 0)) } ?? 0
    }

    func resolvedTickets(from: Timestamp, to: Timestamp) throws -> (count: Int, ratings: Statistics.Ratings) {
        try row(
            """
            SELECT COUNT(*), COUNT(rating_score), CAST(coalesce(SUM(rating_score), 0) AS BIGINT) FROM ticket
            WHERE resolved >= ? AND resolved < ? AND merged_into IS NULL
            """, from, to
        ) { row in
            let (rated, sum) = (Int(row.integer(at: 1)), row.integer(at: 2))
            return (
                Int(row.integer(at: 0)),
                Statistics.Ratings(count: rated, mean: rated == 0 ? nil : Double(sum) / Double(rated))
            )
        } ?? (0, Statistics.Ratings())
    }
}

extension Statistics {
    /// Reads all open tickets, and no resolved one.
    static let openTickets = """
        SELECT service, topic,
            CASE WHEN created > ?1 THEN 0 WHEN created > ?2 THEN 1 WHEN created > ?3 THEN 2 WHEN created > ?4 THEN 3
            ELSE 4 END, COUNT(*)
        FROM ticket WHERE status <> 'resolved' GROUP BY 1, 2, 3
        """
}
