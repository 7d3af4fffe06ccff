import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Synchronization
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// A server that is killed at any request that it makes to the object store, and another one that goes on.
@Suite(.needsObjectStore, .timeLimit(.minutes(10))) struct UploadKillTests {
    /// In bytes. The stores of the tests take parts that are so small, which saves time.
    private static let partSize: Int64 = 100_000
    private static let data = Data((0..<330_000).map { UInt8(truncatingIfNeeded: ($0 &* 31) >> 2) })

    /// From the request with this number on, nothing comes through; of that one itself, perhaps the answer alone is lost.
    private func kill(_ desk: TestDesk, at number: Int, losing fault: FaultyTransport.Fault) throws {
        let count = Mutex(0)
        try #require(desk.transport).plan { _ in
            let current = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return current < number ? nil : current == number ? fault : .lostRequest
        }
    }

    private struct Sent {
        var path = ""
        /// Up to where the server has said that it has the bytes.
        var acknowledged = 0
        var isStored = false
    }

    /// As far as the server lives.
    private func send(
        to desk: TestDesk, _ message: Message.ID, _ attachment: HelpdeskModels.Attachment.ID, in ticket: Ticket
    )
        async throws -> Sent
    {
        var sent = Sent()
        sent.path = try await desk.beginUpload(Self.data.count)
        for end in [150_000, 330_000] {
            let piece = Self.data[sent.acknowledged..<end]
            guard try await desk.append(piece, at: sent.acknowledged, to: sent.path).status == 204 else { return sent }
            sent.acknowledged = end
        }
        sent.isStored = try await write(to: desk, sent.path, message, attachment, in: ticket) < 300
        return sent
    }

    private func write(
        to desk: TestDesk, _ path: String, _ message: Message.ID, _ attachment: HelpdeskModels.Attachment.ID,
        in ticket: Ticket
    ) async throws -> Int {
        var file = try desk.attachment(at: path, sha256: Self.data.sha256)
        file.id = attachment
        return try await desk.write(in: ticket, as: TestDesk.ann, attachments: [file], id: message).status
    }

    /// Whether the server was alive to the end.
    private func run(_ number: Int, _ fault: FaultyTransport.Fault) async throws -> Bool {
        let killed = try TestDesk(files: .requiredStore(partSize: Self.partSize))
        let next = try TestDesk(beside: killed)
        let (message, attachment) = (Message.ID.make(), HelpdeskModels.Attachment.ID.make())
        let ticket = try await killed.file()
        try kill(killed, at: number, losing: fault)
        let sent = try await send(to: killed, message, attachment, in: ticket)

        let head = try await next.send(.head, sent.path, as: TestDesk.ann, headers: TestDesk.tus)
        if let offset = head.headers[.uploadOffset].flatMap({ Int($0) }) {
            #expect(offset >= sent.acknowledged && offset <= Self.data.count)
            if offset < Self.data.count {
                #expect(try await next.append(Self.data.dropFirst(offset), at: offset, to: sent.path).status == 204)
            }
        } else {
            #expect(sent.isStored, "the upload is gone, and no message has it")
        }
        let status = try await write(to: next, sent.path, message, attachment, in: ticket)
        #expect(status == (sent.isStored ? 200 : 201))
        #expect(try await next.get("/v1/attachments/\(attachment)", as: TestDesk.ben).body == Self.data)

        // Leftovers of the killed one are found, and nothing else is touched.
        let files = next.directory.files
        for upload in try files.uploads(untouchedSince: .distantFuture) { try files.remove(upload) }
        #expect(try await next.uploadNames().isEmpty)
        #expect(try files.contents() == [Self.data.sha256])
        let isAlive = try await killed.get("/v1/attachments/\(attachment)", as: TestDesk.ben).status == 200
        return sent.isStored && isAlive
    }

    @Test(arguments: [false, true])
    func `whenever a server is killed, another one goes on and nothing is lost`(isDone: Bool) async throws {
        var number = 0
        while try await !run(number, isDone ? .lostAnswer : .lostRequest) {
            number += 1
            guard number < 100 else {
                Issue.record("There is no end of requests.")
                return
            }
        }
        // A multipart upload, its parts and its tail, their completion, the copy and the removal.
        #expect(number > 12)
    }

    @Test func `a store that is busy for a moment is asked again, and nobody notices`() async throws {
        let desk = try TestDesk(files: .requiredStore(partSize: Self.partSize))
        let ticket = try await desk.file()
        let count = Mutex(0)
        // Each second request.
        try #require(desk.transport).plan { _ in
            count.withLock { count in
                count += 1
                return count.isMultiple(of: 2) ? nil : .status(503)
            }
        }
        #expect(try await send(to: desk, .make(), .make(), in: ticket).acknowledged == Self.data.count)
    }

    @Test func `a store that is away is said with 503 and in readyz, and used again when it is back`() async throws {
        let desk = try TestDesk(files: .requiredStore(partSize: Self.partSize))
        let transport = try #require(desk.transport)
        func readiness() async throws -> (Int, String) {
            desk.clock.advance(seconds: 2)
            let answer = try await desk.send(.get, "/readyz", as: nil)
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }
        #expect(try await readiness().0 == 200)
        let path = try await desk.beginUpload(10)
        transport.plan { _ in .lostRequest }
        let (status, text) = try await readiness()
        #expect(status == 503 && text.contains("The object store cannot be reached"))
        #expect(try await desk.append(Data("0123456789".utf8), at: 0, to: path).status == 503)
        let head = try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus)
        #expect(head.headers[.uploadOffset] == "0")
        transport.plan(nil)
        #expect(try await readiness().0 == 200)
        #expect(try await desk.append(Data("0123456789".utf8), at: 0, to: path).status == 204)
    }
}
