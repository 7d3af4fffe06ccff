import GRDB
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
