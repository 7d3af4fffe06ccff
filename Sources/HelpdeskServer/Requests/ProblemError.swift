import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import SystemKit

/// An error that is answered as problem details (RFC 9457).
struct ProblemError: Error, Hashable {
    var problem: Problem
    var headers: HTTPFields = [:]

    init(_ kind: Problem.Kind, _ detail: String? = nil, violations: [Violation]? = nil, headers: HTTPFields = [:]) {
        let (status, title) = Self.title(of: kind)
        problem = Problem(kind: kind, title: title, status: status, detail: detail, violations: violations)
        self.headers = headers
    }

    /// Asks for another token (RFC 6750, section 3).
    static let signIn = ProblemError(
        .unauthorized, "Sign in again, or ask the administrator for a new token.",
        headers: [.wwwAuthenticate: "Bearer"])

    /// Asks to wait (RFC 6585, section 4).
    static func tooMany(retryAfter seconds: Int) -> ProblemError {
        ProblemError(.tooManyRequests, "Try again in \(seconds) s.", headers: [.retryAfter: "\(seconds)"])
    }

    private static func title(of kind: Problem.Kind) -> (Int, String) {
        switch kind {
        case .malformed: (400, "The request cannot be understood")
        case .unauthorized: (401, "A valid token is needed")
        case .forbidden: (403, "This account may not do that")
        case .notFound: (404, "There is no such thing")
        case .methodNotAllowed: (405, "The method is not for this address")
        case .conflict: (409, "The id stands for something else")
        case .offsetMismatch: (409, "The upload is at another offset")
        case .cursorGone: (410, "The cursor is not known; start from the beginning")
        case .unsupportedVersion: (412, "The version of the protocol is not supported")
        case .tooLarge: (413, "The content is too large")
        case .quotaExceeded: (413, "The service has no more room for files")
        case .unsupportedMediaType: (415, "The media type is not supported here")
        case .rangeNotSatisfiable: (416, "The file has no such range")
        case .invalid: (422, "The content is not allowed")
        case .tooManyRequests: (429, "Too many requests")
        case .internalError: (500, "The server made a mistake")
        // The code is of tus 1.0.0, checksum.
        case .checksumMismatch: (460, "The bytes are not those of the checksum")
        case .unavailable: (503, "The server cannot do this now; try again later")
        }
    }

    var response: Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        let status = HTTPResponse.Status(code: problem.status)
        guard let data = try? WireJSON.encode(problem) else { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension ProblemError {
    /// The answer to a request whose handler threw `error`.
    init(cause error: any Error) {
        switch error {
        case let error as ProblemError: self = error
        case let error as StoreError: self.init(refusal: error)
        case let error as FileFailure: self.init(error.isDiskFull ? .unavailable : .internalError)
        case is ClientBody.Interrupted: self.init(.malformed, "The body was cut off, or is not as its headers say.")
        // The server is shutting down, or the client is gone and reads no answer.
        case is CancellationError: self.init(.unavailable)
        case is NIOTooManyBytesError: self.init(.tooLarge)
        case let error as any HTTPResponseError: self.init(Self.kind(of: error.status))
        default: self.init(.internalError)
        }
    }

    private init(refusal error: StoreError) {
        switch error {
        case .notFound: self.init(.notFound)
        case .signedOut: self = .signIn
        case .conflict(let detail): self.init(.conflict, detail)
        case .forbidden(let detail): self.init(.forbidden, detail)
        case .invalid(let violations): self.init(.invalid, violations: violations)
        case .unusableUpload(let detail, let code):
            self.init(.invalid, detail, violations: [Violation(field: "attachments", code: code)])
        case .overQuota(let detail): self.init(.quotaExceeded, detail)
        case .tooMany(let seconds): self = .tooMany(retryAfter: seconds)
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
