import GRDB

/// An error of the database as far as a log may know it: without the statement and its arguments.
protocol DatabaseFailure: Error {
    var codeDescription: String { get }
}

extension DatabaseError: DatabaseFailure {
    var codeDescription: String { "\(extendedResultCode) \(message ?? "")" }
}
