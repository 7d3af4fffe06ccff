import Foundation
import HTTPTypes
import HelpdeskModels
import HelpdeskTransport
import Testing

/// The way of a client to a desk in the same process, on which a test can do something before each request and with each
/// answer.
struct DeskTransport: Transport {
    let desk: TestDesk
    let user: User
    /// Throws if the request does not arrive.
    var before: @Sendable (TransportRequest) async throws -> Void = { _ in }
    /// Throws if the answer does not arrive.
    var after: @Sendable (TransportRequest, TransportResponse) async throws -> Void = { _, _ in }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        do {
            try await before(request)
            let response = try await answer(request)
            try await after(request, response)
            return response
        } catch let error as TransportError {
            throw error
        } catch  where Task.isCancelled {
            throw TransportError(.cancelled)
        } catch {
            Issue.record(error)
            throw TransportError(.unexpected, detail: "\(error)")
        }
    }

    private func answer(_ request: TransportRequest) async throws -> TransportResponse {
        var headers = HTTPFields()
        for header in request.headers where header.name != "authorization" {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
        var body: Data?
        if case .data(let data) = request.body { body = data }
        let place = request.url.firstRange(of: "://").map { request.url[$0.upperBound...] } ?? ""
        let path = place.drop { $0 != "/" }
        let method = HTTPRequest.Method(rawValue: request.method.rawValue) ?? .get
        let answer = try await desk.enduring {
            try await desk.send(method, String(path), as: user, headers: headers, body: body)
        }
        return TransportResponse(
            status: answer.status, headers: ["content-type": answer.headers[.contentType] ?? ""], body: answer.body)
    }
}
