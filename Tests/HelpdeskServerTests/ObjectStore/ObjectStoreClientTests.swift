import Foundation
import HelpdeskTransport
import Synchronization
import TOMLText
import Testing

@testable import DeskStorage

/// Requests to an object store, and how they are tried again, without a network.
@Suite struct ObjectStoreClientTests {
    /// Answers one by one; the last one again and again.
    private final class Script: WaitingTransport, Sendable {
        private let answers: Mutex<[Result<TransportResponse, TransportError>]>
        private let asked = Mutex<[TransportRequest]>([])

        init(_ answers: [Result<TransportResponse, TransportError>]) {
            self.answers = Mutex(answers)
        }

        var requests: [TransportRequest] { asked.withLock(\.self) }

        func sendWaiting(_ request: TransportRequest) throws(TransportError) -> TransportResponse {
            asked.withLock { $0.append(request) }
            let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
            guard let answer else { throw TransportError(.unexpected) }
            return try answer.get()
        }
    }

    private func client(_ script: Script, prefix: String = "desk") throws -> ObjectStoreClient {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("AKIDEXAMPLE\n".utf8).write(to: folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = ObjectStoreSettings(
            endpoint: "https://s3.example.net", region: "eu-central-1", bucket: "cabs", prefix: prefix,
            accessKey: .file(folder), secretKey: .file(folder))
        settings.pause = 0
        return try ObjectStoreClient(settings, transport: script)
    }

    private static func answer(_ status: Int, _ body: String = "") -> Result<TransportResponse, TransportError> {
        .success(TransportResponse(status: status, headers: [:], body: Data(body.utf8)))
    }

    @Test func `a request names bucket and prefix in its path, and is signed with both keys`() throws {
        let script = Script([Self.answer(200)])
        try client(script).put(Data("x".utf8), to: "files/ab/c")
        let request = try #require(script.requests.first)
        #expect(request.url == "https://s3.example.net/cabs/desk/files/ab/c")
        #expect(request.signature?.accessKey == "AKIDEXAMPLE" && request.signature?.region == "eu-central-1")
        #expect(request.signature.map { "\($0)" } == "…")
        let digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        #expect(request.headers.contains(.init("x-amz-content-sha256", digest)))
        #expect(script.requests.count == 1)
    }

    @Test func `what a query holds is encoded, and in the order of the names`() throws {
        let page = "<R><IsTruncated>true</IsTruncated><NextContinuationToken>a/b+c==</NextContinuationToken></R>"
        let script = Script([Self.answer(200, page), Self.answer(200, "<R><IsTruncated>false</IsTruncated></R>")])
        #expect(try client(script).list("up loads/").isEmpty)
        #expect(
            script.requests.map(\.url) == [
                "https://s3.example.net/cabs?list-type=2&prefix=desk%2Fup%20loads%2F",
                "https://s3.example.net/cabs?continuation-token=a%2Fb%2Bc%3D%3D&list-type=2&prefix=desk%2Fup%20loads%2F",
            ])
    }

    @Test(
        arguments: [
            (answer(503), 3), (answer(500), 3), (answer(429), 3), (.failure(TransportError(.timedOut)), 3),
            (.failure(TransportError(.unreachable)), 3), (answer(403), 1), (answer(404), 1), (answer(400), 1),
            (.failure(TransportError(.untrustedCertificate)), 1),
        ] as [(Result<TransportResponse, TransportError>, Int)])
    func `a store that is away is asked three times, one that refuses once`(
        answer: Result<TransportResponse, TransportError>, count: Int
    ) throws {
        let script = Script([answer])
        let client = try client(script)
        #expect(throws: ObjectStoreFailure.self) { try client.put(Data(), to: "x") }
        #expect(script.requests.count == count)
        let single = Script([answer])
        let other = try self.client(single)
        #expect(throws: ObjectStoreFailure.self) { try other.copy("x", to: "y", effort: .single) }
        #expect(single.requests.count == 1)
    }

    @Test func `what must not be done twice is not sent again once the store may have it`() throws {
        for (answer, count) in [
            (Self.answer(503), 3), (.failure(TransportError(.unreachable)), 3),
            (.failure(TransportError(.timedOut)), 1),
            (Self.answer(500), 1),
        ] {
            let script = Script([answer])
            let client = try client(script)
            #expect(throws: ObjectStoreFailure.self) { try client.createMultipart("x") }
            #expect(script.requests.count == count)
            #expect(script.requests.allSatisfy { !$0.isRepeatable })
        }
        let script = Script([Self.answer(503), Self.answer(200, "<R><UploadId>id</UploadId></R>")])
        #expect(try client(script).createMultipart("x") == "id")
    }

    @Test func `an answer of success with an error inside is an error`() throws {
        let error = "<Error><Code>InternalError</Code></Error>"
        for body in [error, "", "nothing"] {
            let client = try client(Script([Self.answer(200, body)]))
            #expect(throws: ObjectStoreFailure.self) { try client.copy("x", to: "y") }
            #expect(throws: ObjectStoreFailure.self) { try client.complete("id", "x", []) }
        }
    }

    @Test func `what a proxy says in the place of its store is not taken for an object that is gone`() throws {
        let missing = try client(Script([Self.answer(404, "<Error><Code>NoSuchKey</Code></Error>")]))
        #expect(try missing.size(of: "x") == nil)
        try missing.delete("x")
        for body in ["<html>Not here</html>", "Not here"] {
            let client = try client(Script([Self.answer(404, body)]))
            let failure = #expect(throws: ObjectStoreFailure.self) { try client.read("x", at: 0, count: 1) }
            #expect(failure?.kind == .failed)
        }
    }

    @Test func `a range that is not the one that was asked for is not taken`() throws {
        let client = try client(Script([Self.answer(200, "abcdef")]))
        #expect(try client.read("x", at: 0, count: 6) == Data("abcdef".utf8))
        #expect(throws: ObjectStoreFailure.self) { try client.read("x", at: 3, count: 3) }
        #expect(throws: ObjectStoreFailure.self) { try client.read("x", at: 0, count: 5) }
    }

    @Test func `XML is read with its entities, and nothing is fetched for it`() throws {
        let text = """
            <?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]>
            <r xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Key>a&amp;b&#34;</Key><Other>&e;</Other></r>
            """
        let answer = try #require(ObjectStoreAnswer(Data(text.utf8)))
        #expect(answer["Key"] == "a&b\"")
        #expect(answer["Other"] == "")
        #expect(ObjectStoreAnswer(Data("<r><x>".utf8)) == nil)
        #expect(ObjectStoreAnswer(Data(String(repeating: "<r>", count: 100_000).utf8)) == nil)
        #expect(ObjectStoreAnswer.time("2026-11-29T21:15:10.534Z")?.timeIntervalSince1970 == 1_795_986_910.534)
        #expect(ObjectStoreAnswer.time("2026-11-29T21:15:10Z")?.timeIntervalSince1970 == 1_795_986_910)
        #expect(ObjectStoreAnswer.time("yesterday") == nil)
    }
}
