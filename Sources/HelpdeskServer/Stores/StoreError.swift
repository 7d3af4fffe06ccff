import HelpdeskModels

/// What a store refuses, and why; ``ProblemError`` says it over HTTP.
enum StoreError: Error, Hashable {
    /// There is no such thing, or the account may not know of it.
    case notFound
    /// The id stands for something else already. The text says which id.
    case conflict(String)
    /// The role may not do this. The text says what.
    case forbidden(String)
    case invalid([Violation])
    /// There is no more room for files. The text says of what.
    case overQuota(String)
    /// Too often; whole seconds until it can be tried again.
    case tooMany(retryAfter: Int)
    /// The cursor of the change feed is not of this desk, or of another account.
    case cursorGone
    /// The `after` of a list names nothing that there is.
    case unknownPage
    /// The stored data cannot be read as what it should be. The text names the column.
    case corrupt(String)
}
