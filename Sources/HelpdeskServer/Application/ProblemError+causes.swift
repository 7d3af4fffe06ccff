import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import SystemKit

extension ProblemError {
    /// What a request is answered whose handling threw `error`.
    init(cause error: any Error) {
        switch error {
        case let error as ProblemError: self = error
        case let error as StoreError: self.init(refusal: error)
        case let error as FileFailure: self.init(error.isDiskFull ? .unavailable : .internalError)
        case is ClientBody.Interrupted: self.init(.malformed, "The body was cut off, or is not as its headers say.")
        // The server ends, or the client has gone and reads no answer.
        case is CancellationError: self.init(.unavailable)
        case is NIOTooManyBytesError: self.init(.tooLarge)
        case let error as any HTTPResponseError: self.init(Self.kind(of: error.status))
        default: self.init(.internalError)
        }
    }

    private init(refusal error: StoreError) {
        switch error {
        case .notFound: self.init(.notFound)
        case .conflict(let detail): self.init(.conflict, detail)
        case .forbidden(let detail): self.init(.forbidden, detail)
        case .invalid(let violations): self.init(.invalid, violations: violations)
        case .overQuota(let detail): self.init(.quotaExceeded, detail)
        case .tooMany(let seconds): self.init(.tooManyRequests, headers: [.retryAfter: "\(seconds)"])
        case .cursorGone: self.init(.cursorGone)
        case .unknownPage: self.init(.malformed, "The parameter `after` is not the `next` of a page of this list.")
        case .unavailable: self.init(.unavailable)
        case .damaged, .failed: self.init(.internalError)
        }
    }

    private static func kind(of status: HTTPResponse.Status) -> Problem.Kind {
        switch status.code {
        case 404: .notFound
        case 405: .methodNotAllowed
        case 413: .tooLarge
        case 415: .unsupportedMediaType
        case 400..<500: .malformed
        default: .internalError
        }
    }
}
