import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

extension Trait where Self == ConditionTrait {
    /// For suites that need an object store.
    static var needsObjectStore: Self {
        .enabled(if: TestFiles.objectStore != nil, "OBJECT_STORE names no object store.")
    }
}

/// Uploads to an object store whose requests reach one server or another.
@Suite(.needsObjectStore, .timeLimit(.minutes(10))) struct SharedUploadTests {
    private let (first, second): (TestDesk, TestDesk)

    init() throws {
        first = try TestDesk(files: .requiredStore())
        second = try TestDesk(beside: first)
    }

    private static func bytes(_ count: Int, seed: Int = 31) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: ($0 &* seed) >> 3) })
    }

    private func offset(_ path: String, at desk: TestDesk) async throws -> Int? {
        let answer = try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus)
        return answer.headers[.uploadOffset].flatMap { Int($0) }
    }

    /// A message with the upload, and what comes down of it.
    private func claim(_ path: String, as content: Data, at desk: TestDesk) async throws -> Data {
        let attachment = try desk.attachment(at: path, sha256: content.sha256)
        let ticket = try await desk.file()
        #expect(try await desk.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        return try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben).body
    }

    @Test func `requests that reach two servers in turn make one file`() async throws {
        // Two parts and a tail, in pieces that end nowhere near them.
        let data = Self.bytes(12_000_000)
        let path = try await first.beginUpload(data.count)
        var position = 0
        for (turn, length) in [1_700_000, 4_000_001, 10, 5_300_000, 400_000, 500_000].enumerated() {
            let (desk, other) = turn.isMultiple(of: 2) ? (first, second) : (second, first)
            let piece = data[position..<min(position + length, data.count)]
            #expect(try await desk.append(piece, at: position, to: path).status == 204)
            position += piece.count
            #expect(try await offset(path, at: other) == position)
        }
        #expect(position > 12_000_000 - 1_000_000 && position < data.count)
        #expect(try await second.append(data.dropFirst(position), at: position, to: path).status == 204)
        #expect(try await claim(path, as: data, at: first) == data)
        #expect(try await first.uploadNames().isEmpty)
        #expect(
            try first.objects().keys.sorted() == ["files/\(try data.sha256.description.prefix(2))/\(try data.sha256)"])
    }

    @Test func `a request at another server takes over from one whose client has fallen silent`() async throws {
        let part = 5 << 20
        let data = Self.bytes(2 * part)
        let path = try await first.beginUpload(data.count)
        let (body, source) = RequestBody.makeStream()
        var headers = TestDesk.tus
        headers[.uploadOffset] = "0"
        headers[.contentType] = "application/offset+octet-stream"
        let (desk, fields) = (first, headers)
        let silent = Task { try await desk.send(.patch, path, as: TestDesk.ann, headers: fields, stream: body) }
        await source.yield(ByteBuffer(bytes: data.prefix(part)))
        while try await offset(path, at: second) != part { await Task.yield() }
        // Bytes that are no part yet are nobody's, and no server says that they are there.
        await source.yield(ByteBuffer(repeating: 7, count: 1000))
        for desk in [first, second] { #expect(try await offset(path, at: desk) == part) }

        #expect(try await second.append(data.dropFirst(part), at: part, to: path).status == 204)
        await source.yield(ByteBuffer(repeating: 7, count: 1000))
        source.finish()
        #expect(try await silent.value.problem == .offsetMismatch)
        for desk in [first, second] { #expect(try await offset(path, at: desk) == data.count) }
        #expect(try await claim(path, as: data, at: first) == data)
    }

    @Test func `a server whose own request was overtaken elsewhere takes the next one`() async throws {
        let part = 5 << 20
        let data = Self.bytes(2 * part + 10)
        let path = try await first.beginUpload(data.count)
        let (body, source) = RequestBody.makeStream()
        var headers = TestDesk.tus
        headers[.uploadOffset] = "0"
        headers[.contentType] = "application/offset+octet-stream"
        let (desk, fields) = (first, headers)
        let silent = Task { try await desk.send(.patch, path, as: TestDesk.ann, headers: fields, stream: body) }
        await source.yield(ByteBuffer(bytes: data.prefix(part)))
        while try await offset(path, at: first) != part { await Task.yield() }
        #expect(try await second.append(data[part..<2 * part], at: part, to: path).status == 204)
        // The silent one stands at its part, and is still there.
        #expect(try await first.append(data.dropFirst(2 * part), at: 2 * part, to: path).status == 204)
        #expect(try await silent.value.problem == .offsetMismatch)
        #expect(try await claim(path, as: data, at: second) == data)
    }

    @Test func `a write with an old lease fails, and the newer one's bytes stay`() throws {
        let files = first.directory.files
        let upload = Upload.ID.make()
        try files.create(upload, metadata: nil)
        let older = try files.append(to: upload, countsAtOnce: true)
        #expect(try older.begin(at: 0) == .begun)
        let newer = try second.directory.files.append(to: upload, countsAtOnce: true)
        let late = try second.directory.files.append(to: upload, countsAtOnce: true)
        #expect(try newer.begin(at: 0) == .begun)
        #expect(try late.begin(at: 0) == .taken)
        let (mine, others) = (Self.bytes(6_000_000), Self.bytes(6_000_000, seed: 17))
        #expect(throws: UploadOvertaken.self) { try others.withUnsafeBytes { try older.write($0, at: 0) } }
        #expect(throws: UploadOvertaken.self) { try older.synchronize() }
        try mine.withUnsafeBytes { try newer.write($0, at: 0) }
        try newer.synchronize()
        let digest = try mine.sha256
        let file = try #require(try files.verify(upload, is: digest, known: PartialDigest()))
        try file.commit()
        #expect(try files.read(digest, at: 5_999_990, count: 100) == mine.suffix(10))
        #expect(try files.append(to: upload, countsAtOnce: true).begin(at: 5) == .elsewhere(6_000_000))
    }

    @Test func `another content than the message names is refused, whoever has followed the digest`() async throws {
        let data = Self.bytes(5_300_000)
        let path = try await first.beginUpload(data.count)
        #expect(try await first.append(data, at: 0, to: path).status == 204)
        for desk in [first, second] {
            let wrong = try desk.attachment(at: path, sha256: data.dropLast().sha256)
            let ticket = try await desk.file()
            #expect(try await desk.write(in: ticket, as: TestDesk.ann, attachments: [wrong]).problem == .invalid)
        }
        #expect(try first.directory.files.contents().isEmpty)
        #expect(try await claim(path, as: data, at: second) == data)
    }

    @Test func `bytes that are not those of their checksum count nowhere, though they were a part`() async throws {
        let data = Self.bytes(6_000_000)
        let path = try await first.beginUpload(data.count)
        var headers = TestDesk.tus
        headers[.uploadOffset] = "0"
        headers[.contentType] = "application/offset+octet-stream"
        headers[.uploadChecksum] = "sha256 WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U="
        let wrong = try await first.send(
            .patch, path, as: TestDesk.ann, headers: headers, body: Self.bytes(6_000_000, seed: 3))
        #expect(wrong.problem == .checksumMismatch)
        #expect(try await offset(path, at: second) == 0)
        #expect(try await second.append(data, at: 0, to: path).status == 204)
        #expect(try await claim(path, as: data, at: first) == data)
    }

    @Test func `an upload whose parts the store has thrown away begins anew`() async throws {
        let data = Self.bytes(11_000_000)
        let store = try #require(first.directory.objects?.store)
        for isComplete in [false, true] {
            let path = try await first.beginUpload(data.count)
            let length = isComplete ? data.count : 5_300_000
            #expect(try await first.append(data.prefix(length), at: 0, to: path).status == 204)
            for part in try store.multiparts(ObjectUpload.folder) { try store.abort(part.id, part.key) }
            if isComplete {
                let attachment = try first.attachment(at: path, sha256: data.sha256)
                let ticket = try await first.file()
                let answer = try await first.write(in: ticket, as: TestDesk.ann, attachments: [attachment])
                #expect((400..<500).contains(answer.status))
            } else {
                #expect(try await first.append(data.dropFirst(length), at: length, to: path).status == 404)
            }
            #expect(try await first.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus).status == 404)
        }
    }
}
