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

    /// Sends with the token; any status is an answer.
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
        guard Self.bounds.hold(response.body) else { throw bad("JSON of too many parts") }
        do {
            return try WireJSON.decode(Value.self, from: response.body)
        } catch {
            throw bad("not a \(Value.self)")
        }
    }

    func bad(_ detail: String) -> HelpdeskError {
        HelpdeskError(.badAnswer, subject: address.host, detail: detail)
    }

    /// What a desk can have of it; throws `badAnswer` if that is nothing.
    func plausible(_ change: Change) throws(HelpdeskError) -> Change {
        guard let plausible = change.plausible else {
            throw bad("an implausible \(Mirror(reflecting: change).children.first?.label ?? "change")")
        }
        return plausible
    }

    /// Several times a page of 500 changes with as many files and fields as there may be.
    private static let bounds = JSONBounds(values: 1_000_000, depth: 32)

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
