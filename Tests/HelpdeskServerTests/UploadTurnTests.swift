import Foundation
import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Requests that write to one upload at the same time, with bodies that come when the test says so.
@Suite(.timeLimit(.minutes(5))) struct UploadTurnTests {
    private let desk: TestDesk

    init() throws { desk = try TestDesk() }

    /// A request that is under way, and the end at which its bytes go in.
    private struct Sending {
        let source: RequestBody.Source
        let answer: Task<TestAnswer, any Error>

        func send(_ count: Int) async { await source.yield(ByteBuffer(repeating: 7, count: count)) }
    }

    private func begin(_ path: String, at offset: Int, checksum: String? = nil) -> Sending {
        let (body, source) = RequestBody.makeStream()
        var headers = TestDesk.tus
        headers[.uploadOffset] = "\(offset)"
        headers[.contentType] = "application/offset+octet-stream"
        headers[.uploadChecksum] = checksum
        let (desk, fields) = (desk, headers)
        return Sending(
            source: source,
            answer: Task { try await desk.send(.patch, path, as: TestDesk.ann, headers: fields, stream: body) })
    }

    private func offset(_ path: String) async throws -> Int {
        let answer = try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus)
        return Int(answer.headers[.uploadOffset] ?? "") ?? -1
    }

    /// Waits until the upload is at `offset`.
    private func until(_ path: String, isAt wanted: Int) async throws {
        while try await offset(path) != wanted { await Task.yield() }
    }

    /// Bytes that are the upload's as soon as they have come: more than one write of a folder, one part of an object store.
    private static let batch =
        if case .objectStore(let settings) = TestFiles.current { Int(settings.partSize) } else { 600_000 }

    @Test("A request at another place than the one under way is refused, with the place, and disturbs nobody")
    func elsewhere() async throws {
        let path = try await desk.beginUpload(2 * Self.batch)
        let first = begin(path, at: 0)
        await first.send(Self.batch)
        try await until(path, isAt: Self.batch)
        let second = try await desk.append(Data(count: 10), at: 0, to: path)
        #expect(second.problem == .offsetMismatch)
        #expect(second.headers[.uploadOffset] == "\(Self.batch)")
        await first.send(Self.batch)
        first.source.finish()
        #expect(try await first.answer.value.status == 204)
        #expect(try await offset(path) == 2 * Self.batch)
    }

    @Test("A request takes over where one stands whose client has fallen silent")
    func takeover() async throws {
        let path = try await desk.beginUpload(2 * Self.batch)
        let silent = begin(path, at: 0)
        await silent.send(Self.batch)
        try await until(path, isAt: Self.batch)
        // Bytes that have arrived and are not in the upload yet are sent again.
        await silent.send(1000)
        let second = try await desk.append(Data(count: Self.batch), at: Self.batch, to: path)
        #expect(second.status == 204)
        #expect(try await silent.answer.value.problem == .offsetMismatch)
        #expect(try await offset(path) == 2 * Self.batch)
    }

    @Test("Where a checksum vouches for all, nothing counts before the end: a second request begins at the same place")
    func checksum() async throws {
        let path = try await desk.beginUpload(2 * Self.batch)
        let silent = begin(path, at: 0, checksum: "sha256 WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U=")
        // More pieces than the body's stream holds: once they are taken, the request is inside, and not still on its way.
        for _ in 0..<12 { await silent.send(Self.batch / 12) }
        #expect(try await offset(path) == 0)
        #expect(try await desk.append(Data(count: 2 * Self.batch), at: 0, to: path).status == 204)
        #expect(try await silent.answer.value.problem == .offsetMismatch)
        #expect(try await offset(path) == 2 * Self.batch)
    }

    @Test("Of many requests that begin at one place, one comes through, however they mix")
    func many() async throws {
        for round in 0..<10 {
            let path = try await desk.beginUpload(600_000)
            let desk = desk
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await desk.append(Data(count: 600_000), at: 0, to: path).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(statuses == [204] + Array(repeating: 409, count: 7), "round \(round)")
            #expect(try await offset(path) == 600_000)
        }
    }

    @Test(
        "A body that breaks off is the client's doing: 400, and what arrived is kept unless a checksum vouches for it")
    func brokenBody() async throws {
        struct Broken: Error {}
        for checksum in [nil, "sha1 qqo4u4uXsJ3uUbaOjZ1tTSJiXnA="] {
            let path = try await desk.beginUpload(2 * Self.batch)
            let sending = begin(path, at: 0, checksum: checksum)
            await sending.send(Self.batch)
            await sending.send(1000)
            sending.source.finish(Broken())
            #expect(try await sending.answer.value.problem == .malformed)
            #expect(try await offset(path) == (checksum == nil ? Self.batch + 1000 : 0))
        }
    }

    @Test("A JSON body that breaks off is the client's doing, too")
    func brokenJSON() async throws {
        struct Broken: Error {}
        let (body, source) = RequestBody.makeStream()
        await source.yield(ByteBuffer(string: "{\"topic\":"))
        source.finish(Broken())
        let answer = try await desk.send(
            .put, "/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, headers: [.contentType: "application/json"],
            stream: body)
        #expect(answer.problem == .malformed)
    }
}
