import Foundation
import HelpdeskModels
import HelpdeskTransport

extension NativeBackend {
    func request(
        _ method: TransportRequest.Method, _ path: String, query: [(String, String)] = []
    ) -> TransportRequest {
        var url = address.url + "/v1" + path
        if !query.isEmpty {
            let pairs = query.map { name, value in
                name + "=" + (value.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? "")
            }
            url += "?" + pairs.joined(separator: "&")
        }
        return TransportRequest(method, url: url, headers: [.init("accept", "application/json")])
    }

    func request(
        _ method: TransportRequest.Method, _ path: String, json value: some Encodable
    ) throws(HelpdeskError) -> TransportRequest {
        var request = request(method, path)
        do {
            request.body = .data(try WireJSON.encode(value))
        } catch {
            throw HelpdeskError(.unexpected, detail: "cannot be encoded: \(type(of: value))")
        }
        request.headers.append(.init("content-type", "application/json"))
        return request
    }

    /// Sends with the token. Any status is an answer.
    func send(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        var request = request
        request.headers.append(try authorization)
        return try await transport.send(request, to: address.host)
    }

    /// Sends, and throws unless the answer is a success.
    func exchange(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        try checked(try await send(request))
    }

    func checked(_ response: TransportResponse) throws(HelpdeskError) -> TransportResponse {
        guard (200...299).contains(response.status) else {
            throw HelpdeskError(answer: response, from: address.host)
        }
        return response
    }

    func decode<Value: Decodable>(_ response: TransportResponse) throws(HelpdeskError) -> Value {
        guard Self.bounds.allows(response.body) else { throw bad("JSON of too many parts") }
        do {
            return try WireJSON.decode(Value.self, from: response.body)
        } catch {
            throw bad("not a \(Value.self)")
        }
    }

    func bad(_ detail: String) -> HelpdeskError {
        HelpdeskError(.badAnswer, subject: address.host, detail: detail)
    }

    /// The plausible form of the change; throws `badAnswer` if there is none.
    func plausible(_ change: Change) throws(HelpdeskError) -> Change {
        guard let plausible = change.plausible else {
            throw bad("an implausible \(Mirror(reflecting: change).children.first?.label ?? "change")")
        }
        return plausible
    }

    /// Several times a page of 500 changes with the maximum of files and fields.
    private static let bounds = JSONBounds(values: 1_000_000, depth: 32)

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

extension HelpdeskError {
    /// The meaning of an answer other than success.
    ///
    /// Cabdesk itself always answers with problem details (RFC 9457). A refusal without them comes from a proxy or another
    /// kind of server, and must not discard an intent.
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
            case .internalError: .serverFailed
            case .unavailable: .deskUnavailable
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
        // Of a proxy that has no server to ask.
        case 502...504: .deskUnavailable
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

    /// RFC 9110, section 10.2.3: seconds or a date. At most an hour.
    private static func retryAfter(_ headers: [String: String]) -> Duration? {
        guard let value = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(value) { return seconds >= 0 ? .seconds(min(seconds, 3600)) : nil }
        guard let date = Timestamp(httpDate: value) else { return nil }
        // Measured by the server's clock, because this machine's may be wrong.
        let now = headers["date"].flatMap(Timestamp.init(httpDate:)) ?? .now
        return min(max(date - now, .zero), .seconds(3600))
    }
}
