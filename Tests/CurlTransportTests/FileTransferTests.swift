import CurlTransport
import Foundation
import HelpdeskTransport
import Synchronization
import Testing

/// Files up and down over a real server with TLS.
struct FileTransferTests {
    let server: LocalServer
    let transport: CurlTransport
    let path: String
    /// The answer of the server at every path that has no other: 1 MiB.
    let content = Data((0..<1_048_576).map { UInt8(truncatingIfNeeded: $0) })

    init() throws {
        server = try LocalServer.shared.get()
        transport = try CurlTransport(caFile: server.caFile)
        path = server.directory + "/" + UUID().uuidString
    }

    private func download(
        _ name: String = "/content", from offset: Int64 = 0, limit: Int64 = 1 << 20,
        progress: (@Sendable (Int64) -> Void)? = nil
    ) async throws -> TransportResponse {
        try await transport.send(
            TransportRequest(
                .get, url: server.url(name), headers: offset > 0 ? [.init("range", "bytes=\(offset)-")] : [],
                sink: .file(path: path, offset: offset, limit: limit), patience: .whileDataMoves, progress: progress))
    }

    private var file: Data? { FileManager.default.contents(atPath: path) }

    @Test("A download fills a file and tells its progress")
    func whole() async throws {
        let last = Mutex<Int64>(0)
        let response = try await download { position in last.withLock { $0 = position } }
        #expect(response.status == 200)
        #expect(file == content)
        #expect(last.withLock { $0 } == 1_048_576)
    }

    @Test("A range goes on where the file ends")
    func range() async throws {
        try content.prefix(300_000).write(to: URL(fileURLWithPath: path))
        #expect(try await download(from: 300_000).status == 206)
        #expect(file == content)
    }

    @Test("A whole answer to a range begins the file anew")
    func wholeInsteadOfRange() async throws {
        try Data(repeating: 9, count: 2_000_000).write(to: URL(fileURLWithPath: path))
        _ = try await transport.send(
            TransportRequest(
                .get, url: server.url("/content"), sink: .file(path: path, offset: 2_000_000, limit: 1 << 20)))
        #expect(file == content)
    }

    @Test("Another range than was asked for is refused before anything is written")
    func wrongRange() async throws {
        try content.prefix(100).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: TransportError.self) { try await download("/wrong-range", from: 100) }
        #expect(error?.code == .badAnswer)
        #expect(file == content.prefix(100))
    }

    @Test("The body of an error does not go into the file")
    func errorBody() async throws {
        try content.prefix(100).write(to: URL(fileURLWithPath: path))
        let response = try await download("/missing", from: 100)
        #expect(response.status == 404)
        #expect(response.body == Data("no file".utf8))
        #expect(file == content.prefix(100))
    }

    @Test("A file that is larger than announced is refused")
    func tooLarge() async throws {
        let error = await #expect(throws: TransportError.self) { try await download(limit: 1000) }
        #expect(error?.code == .answerTooLarge)
        #expect((file?.count ?? 0) <= 1000)
    }

    @Test("A part of a file is sent, byte for byte")
    func upload() async throws {
        try content.write(to: URL(fileURLWithPath: path))
        let last = Mutex<Int64>(0)
        let response = try await transport.send(
            TransportRequest(
                .patch, url: server.url("/"), body: .file(path: path, offset: 256, length: 1_048_320),
                patience: .whileDataMoves, progress: { position in last.withLock { $0 = position } }))
        // The content repeats every 256 bytes: the part is the content's beginning.
        let whole = try await transport.send(
            TransportRequest(.put, url: server.url("/"), body: .data(content.prefix(1_048_320))))
        let answer = String(decoding: response.body, as: UTF8.self)
        #expect(answer.hasPrefix("PATCH 1048320 "))
        #expect(answer.dropFirst(6) == String(decoding: whole.body, as: UTF8.self).dropFirst(4))
        #expect(last.withLock { $0 } == 1_048_320)
    }

    @Test("A post without a body says so")
    func emptyPost() async throws {
        let response = try await transport.send(TransportRequest(.post, url: server.url("/")))
        #expect(String(decoding: response.body, as: UTF8.self).hasPrefix("POST 0 "))
    }

    @Test("A file that is shorter than was said fails, and the transport goes on")
    func shrunk() async throws {
        try content.prefix(10).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(
                TransportRequest(.put, url: server.url("/"), body: .file(path: path, offset: 0, length: 20)))
        }
        #expect(error?.code == .fileChanged)
        #expect(try await download().status == 200)
    }
}
