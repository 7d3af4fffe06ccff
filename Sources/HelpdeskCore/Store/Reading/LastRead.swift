import GRDB
import HelpdeskModels
import Synchronization

/// The answer to the last question of its kind on one connection, for as long as nothing is written by anybody: letters
/// of a filter follow each other faster than changes do.
final class LastRead<Question: Equatable & Sendable, Answer: Sendable>: Sendable {
    /// All that was committed before a transaction began, as far as its connection can tell.
    private struct Version: Equatable {
        /// Changes with each commit of another connection (SQLite, `PRAGMA data_version`).
        let others: Int?
        /// Grows with each change by this one.
        let own: Int

        init(_ database: Database) throws {
            others = try Int.fetchOne(database, sql: "PRAGMA data_version")
            own = database.totalChangesCount
        }
    }

    private struct Known {
        let version: Version
        let question: Question
        let answer: Answer
    }

    private let known = Mutex<Known?>(nil)

    /// The answer as of this transaction; nil if it is not known.
    func answer(to question: Question, _ database: Database) throws -> Answer? {
        let version = try Version(database)
        return known.withLock { known in
            guard let known, known.version == version, known.question == question else { return nil }
            return known.answer
        }
    }

    /// Keeps an answer that was read in this transaction.
    func keep(_ answer: Answer, to question: Question, _ database: Database) throws {
        let new = Known(version: try Version(database), question: question, answer: answer)
        known.withLock { $0 = new }
    }
}

/// The tickets of a list in its order, with the numbers by which the search index knows them.
struct ListOrder: Sendable {
    private(set) var ids: [Ticket.ID] = []
    private var seqs: [Int64] = []

    mutating func append(_ id: Ticket.ID, seq: Int64) {
        ids.append(id)
        seqs.append(seq)
    }

    /// Those that a filter has found.
    func ids(in found: SeqSet) -> [Ticket.ID] {
        var result: [Ticket.ID] = []
        result.reserveCapacity(min(ids.count, found.count))
        for index in ids.indices where found.contains(seqs[index]) { result.append(ids[index]) }
        return result
    }
}
