import CurlTransport
import Foundation
import HelpdeskTransport
import Synchronization
import Testing

/// Over a real server with TLS.
struct CurlTransportTests {
    let server: LocalServer
    let transport: CurlTransport

    init() throws {
        server = try LocalServer.shared.get()
        transport = try CurlTransport(caFile: server.caFile)
    }

    private func get(
        _ path: String, headers: [TransportRequest.Header] = [],
        sink: TransportRequest.Sink = .memory(limit: 1 << 20), patience: TransportRequest.Patience = .total(20)
    ) -> TransportRequest {
        TransportRequest(.get, url: server.url(path), headers: headers, sink: sink, patience: patience)
    }

    @Test("An answer comes with status, headers in lower case and body")
    func answer() async throws {
        let response = try await transport.send(get("/hello", headers: [.init("authorization", "Bearer secret")]))
        #expect(response.status == 200)
        #expect(response.headers["x-mixed"] == "Yes")
        #expect(response.body == Data("Bearer secret".utf8))
    }

    @Test("A signed request has the access key and a signature, and neither it nor its printed form has the secret one")
    func signature() async throws {
        var request = get("/hello", headers: [.init("x-amz-content-sha256", "UNSIGNED-PAYLOAD")])
        request.signature = RequestSignature(
            region: "eu-central-1", service: "s3", accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI")
        // The server answers with the header `Authorization` that it got.
        for response in [try await transport.send(request), try transport.sendWaiting(request)] {
            let sent = String(decoding: response.body, as: UTF8.self)
            #expect(sent.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"))
            #expect(sent.contains("/eu-central-1/s3/aws4_request"))
            #expect(sent.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date"))
            #expect(!sent.contains("wJalrXUtnFEMI"))
        }
        #expect(!"\(request)".contains("wJalrXUtnFEMI") && !String(reflecting: request).contains("wJalrXUtnFEMI"))
    }

    @Test("A thread that waits gets answers and errors as a task does")
    func waiting() throws {
        #expect(try transport.sendWaiting(get("/hello", headers: [.init("authorization", "x")])).body == Data("x".utf8))
        let plain = TransportRequest(.get, url: "http://127.0.0.1:1/")
        #expect(throws: TransportError(.insecureAddress)) { try transport.sendWaiting(plain) }
    }

    @Test("A certificate of another authority is refused, and the token is not in the error")
    func otherAuthority() async throws {
        let transport = try CurlTransport(caFile: server.otherCAFile)
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(get("/hello", headers: [.init("authorization", "Bearer secret")]))
        }
        #expect(error?.code == .untrustedCertificate)
        #expect(error?.detail?.contains("secret") == false)
    }

    @Test("A certificate for another name is refused")
    func otherName() async throws {
        let request = TransportRequest(.get, url: "https://localhost:\(server.port)/hello")
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.code == .untrustedCertificate)
    }

    @Test("A missing file of authorities is said when the transport is made")
    func missingAuthority() {
        let error = #expect(throws: TransportError.self) { try CurlTransport(caFile: "/nonexistent.pem") }
        #expect(error?.code == .certificateFileUnreadable)
    }

    @Test("What must not be repeated reaches the server once, though its answer is lost on a kept connection")
    func once() async throws {
        _ = try await transport.send(get("/hello"))
        var request = TransportRequest(.post, url: server.url("/vanishing"), body: .data(Data("an answer".utf8)))
        request.isRepeatable = false
        let sent = request
        let error = await #expect(throws: TransportError.self) { try await transport.send(sent) }
        #expect(error?.code == .timedOut)
        #expect(try await transport.send(get("/hits/vanishing")).body == Data("1".utf8))
    }

    @Test("A port where nobody listens is unreachable")
    func unreachable() async throws {
        // Of the discard service, which nobody runs.
        let request = TransportRequest(.get, url: "https://127.0.0.1:9/hello")
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.code == .unreachable)
    }

    @Test("Plain HTTP is refused")
    func insecure() async throws {
        let request = TransportRequest(.get, url: "http://127.0.0.1:\(server.port)/hello")
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.code == .insecureAddress)
    }

    @Test("A server that stays silent times out")
    func timeOut() async throws {
        // So that the connection, which can take long on a busy machine, is there.
        _ = try await transport.send(get("/hello"))
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(get("/silent", patience: .total(1)))
        }
        #expect(error?.code == .timedOut)
    }

    @Test("Cancelling the task ends the transfer, and the transport goes on")
    func cancellation() async throws {
        let request = get("/silent/cancelled")
        let task = Task { [transport] in try await transport.send(request) }
        var hits = "0"
        for _ in 0..<10_000 where hits == "0" {
            hits = String(decoding: try await transport.send(get("/hits/silent/cancelled")).body, as: UTF8.self)
        }
        #expect(hits == "1")
        task.cancel()
        let result = await task.result
        let error = #expect(throws: TransportError.self) { try result.get() }
        #expect(error?.code == .cancelled)
        #expect(try await transport.send(get("/hello")).status == 200)
    }

    @Test("A task that is cancelled before it sends ends too")
    func cancelledBefore() async throws {
        let request = get("/silent")
        let task = Task { [transport] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(request)
        }
        let result = await task.result
        let error = #expect(throws: TransportError.self) { try result.get() }
        #expect(error?.code == .cancelled)
    }

    @Test("A redirect is an answer and not followed")
    func redirect() async throws {
        let response = try await transport.send(get("/redirect"))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "/hello")
    }

    @Test("A body is bounded after it was unpacked")
    func bound() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(get("/bomb", sink: .memory(limit: 1 << 20)))
        }
        #expect(error?.code == .answerTooLarge)
        let whole = try await transport.send(get("/bomb", sink: .memory(limit: 10_000_000)))
        #expect(whole.body.count == 10_000_000)
    }

    @Test("Many requests at once all get their own answers")
    func concurrency() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                let request = get("/hello", headers: [.init("authorization", "\(number)")])
                group.addTask { [transport] in
                    let response = try await transport.send(request)
                    return response.body == Data("\(number)".utf8)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
