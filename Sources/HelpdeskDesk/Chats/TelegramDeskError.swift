import HelpdeskModels
import SystemKit

/// Why the desk did not do what a bot asked.
package enum TelegramDeskError: Error, Hashable, Sendable {
    /// There is no such thing, or not any more, or the author may not know of it.
    case gone
    /// Understood and refused for good. The text is for a log and holds nothing that people wrote.
    case refused(String)
    /// The cursor of the feed is not of this desk.
    case cursorGone
    /// Not now: the database is busy, the disk is full. Nothing was done.
    case unavailable(String)
    /// The stored form of this cannot be read, or does not fit the new values; another try will not help, and nothing
    /// else is affected.
    case damaged(String)

    package init(cause error: any Error) {
        switch error {
        case let error as TelegramDeskError: self = error
        case StoreError.notFound, StoreError.unknownPage, StoreError.signedOut: self = .gone
        case StoreError.cursorGone: self = .cursorGone
        case StoreError.conflict(let detail), StoreError.forbidden(let detail), StoreError.overQuota(let detail):
            self = .refused(detail)
        case StoreError.invalid(let violations):
            self = .refused(violations.map { "\($0.field) \($0.code.rawValue)" }.joined(separator: ", "))
        case StoreError.tooMany: self = .refused("too often")
        case StoreError.overQuota(let detail): self = .refused(detail)
        case StoreError.damaged(let detail): self = .damaged(detail)
        case StoreError.unavailable(let detail), StoreError.failed(let detail): self = .unavailable(detail)
        case let error as FileFailure: self = .unavailable("\(error)")
        default: self = .unavailable("\(type(of: error))")
        }
    }

    /// Runs `body` and names its errors.
    package static func naming<Value>(_ body: () async throws -> Value) async throws(TelegramDeskError) -> Value {
        do {
            return try await body()
        } catch {
            throw TelegramDeskError(cause: error)
        }
    }
}
