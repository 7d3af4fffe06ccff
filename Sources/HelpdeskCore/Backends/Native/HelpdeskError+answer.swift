import Foundation
import HelpdeskModels
import HelpdeskTransport

extension HelpdeskError {
    /// What an answer other than success means.
    ///
    /// Only problem details (RFC 9457) are Cabdesk's own word. A refusal without them comes from something in between
    /// or of another kind, and must not condemn an intent.
    init(answer response: TransportResponse, from host: String) {
        let mediaType = response.headers["content-type"]?.prefix { $0 != ";" }.lowercased()
        let problem =
            mediaType == "application/problem+json"
            ? try? WireJSON.decode(Problem.self, from: response.body) : nil
        let code: Code =
            switch problem?.kind {
            case .unauthorized: .tokenRejected
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .conflict, .offsetMismatch: .conflict
            case .tooLarge: .tooLarge
            case .quotaExceeded: .quotaExceeded
            case .malformed, .invalid, .unsupportedMediaType: .invalid
            case .tooManyRequests: .tooManyRequests
            case .internalError, .unavailable: .serverFailed
            case .checksumMismatch, .cursorGone, .methodNotAllowed, .unsupportedVersion, .rangeNotSatisfiable:
                .badAnswer
            case nil: Self.code(status: response.status, isProblem: problem != nil)
            }
        let title = problem.map { $0.detail ?? $0.title }
        self.init(
            code, subject: host, detail: "HTTP \(response.status)" + (title.map { ": " + $0.prefix(300) } ?? ""),
            violations: problem?.violations ?? [], retryAfter: Self.retryAfter(response.headers))
    }

    private static func code(status: Int, isProblem: Bool) -> Code {
        switch status {
        case 408, 425: .serverFailed
        case 413: .tooLarge
        case 429: .tooManyRequests
        case 500...599: .serverFailed
        case 401 where isProblem: .tokenRejected
        case 403 where isProblem: .forbidden
        case 404 where isProblem: .notFound
        case 409 where isProblem: .conflict
        case 400...499 where isProblem: .invalid
        case 300...499: .notCabdesk
        default: .badAnswer
        }
    }

    /// RFC 9110, section 10.2.3: seconds or a date. At most an hour is heeded.
    private static func retryAfter(_ headers: [String: String]) -> Duration? {
        guard let value = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(value) { return seconds >= 0 ? .seconds(min(seconds, 3600)) : nil }
        guard let date = Timestamp(httpDate: value) else { return nil }
        // By the clock that made the date: that of this machine may say anything.
        let now = headers["date"].flatMap(Timestamp.init(httpDate:)) ?? .now
        return min(max(date - now, .zero), .seconds(3600))
    }
}
