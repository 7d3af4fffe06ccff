import Foundation
package import HelpdeskModels

/// A refusal of the desk, with the reason; ``ProblemError`` says it over HTTP.
package enum StoreError: Error, Hashable {
    /// There is no such thing, or the account may not know of it.
    case notFound
    /// The account of the request was shut out after the request had begun.
    case signedOut
    /// The id stands for something else already. The text says which id.
    case conflict(String)
    /// The role may not do this. The text says what.
    case forbidden(String)
    case invalid([Violation])
    /// An upload cannot become the attachment that a message names. The text says why.
    case unusableUpload(String, Violation.Code)
    /// There is no more room for files. The text says of what.
    case overQuota(String)
    /// Too often; whole seconds until it can be tried again.
    case tooMany(retryAfter: Int)
    /// The cursor of the change feed is not of this desk, or of another account.
    case cursorGone
    /// The `after` of a list names nothing that there is.
    case unknownPage
    /// The stored form of this cannot be read, or does not fit the new values; another try will not help, and nothing
    /// else is affected. The text is for a log.
    case damaged(String)
    /// The database cannot do it now: it is busy, or the disk is full. Nothing was done. The text is for a log.
    case unavailable(String)
    /// The database failed in another way. Nothing was done. The text is for a log.
    case failed(String)
}

/// Why the server or an administrative command cannot go on, as a sentence that says what to do.
package struct ServerFailure: Error, Hashable, Sendable, LocalizedError, CustomStringConvertible {
    package var description: String
    /// Whether it may well work in a moment: the database or the store of the files is away.
    package var isTemporary = false
    package var errorDescription: String? { description }

    package init(_ description: String, isTemporary: Bool = false) {
        self.description = description
        self.isTemporary = isTemporary
    }

    package static func unknown(_ kind: String, _ id: String) -> ServerFailure {
        ServerFailure("There is no \(kind) with the id \(id). See `cabdeskd admin \(kind) list`.")
    }
}
