import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import SystemKit
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The digest that is made while an upload arrives is that of the file, however it arrived.
@Suite struct UploadDigestTests {
    let desk: TestDesk
    let data = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    init() throws { desk = try TestDesk() }

    private func id(_ path: String) throws -> Upload.ID { try #require(Upload.ID(String(path.suffix(36)))) }

    /// The status of a message with the upload, said to have the digest of `content`.
    private func claim(_ path: String, as content: Data, at place: TestDesk? = nil) async throws -> Int {
        let ticket = try await desk.file()
        let attachment = try desk.attachment(at: path, sha256: content.sha256)
        return try await (place ?? desk).write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status
    }

    @Test func `a file that came in pieces is known without reading it again, and forgotten with the message`()
        async throws
    {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_001), at: 0, to: path)
        _ = try await desk.append(data.dropFirst(1_000_001), at: 1_000_001, to: path)
        let digest = try desk.environment.digests.digest(of: id(path))
        #expect(digest.count == 3_000_000)
        #expect(try digest.value == data.sha256)
        #expect(try await claim(path, as: data.dropLast()) == 422)
        #expect(try await claim(path, as: data) == 201)
        #expect(try desk.environment.digests.digest(of: id(path)).count == 0)
    }

    @Test func `an upload goes on in a server that was started anew, and has its digest`() async throws {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_000), at: 0, to: path)
        let next = try TestDesk(beside: desk)
        #expect(try await next.append(data.dropFirst(1_000_000), at: 1_000_000, to: path).status == 204)
        #expect(try next.environment.digests.digest(of: id(path)).count == 0)
        #expect(try await claim(path, as: data.prefix(1_000_000), at: next) == 422)
        #expect(try await claim(path, as: data, at: next) == 201)
    }

    @Test func `what another server wrote behind is read`() async throws {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_000), at: 0, to: path)
        let other = try TestDesk(beside: desk)
        _ = try await other.append(data[1_000_000..<2_000_000], at: 1_000_000, to: path)
        _ = try await desk.append(data.dropFirst(2_000_000), at: 2_000_000, to: path)
        #expect(try desk.environment.digests.digest(of: id(path)).count == 1_000_000)
        #expect(try await claim(path, as: data) == 201)
    }

    @Test func `two servers with one folder do not write to one upload at once`() async throws {
        let desk = try TestDesk(files: .folder)
        let path = try await desk.beginUpload(data.count)
        let file = try #require(desk.directory.vault).open(id(path), flags: O_WRONLY)
        #expect(file.lock())
        #expect(try await desk.append(data, at: 0, to: path).problem == .offsetMismatch)
        file.unlock()
        #expect(try await desk.append(data, at: 0, to: path).status == 204)
    }

    @Test func `bytes that are refused for their checksum are no part of the digest`() async throws {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_000), at: 0, to: path)
        var headers = TestDesk.tus
        headers[.contentType] = "application/offset+octet-stream"
        headers[.uploadOffset] = "1000000"
        headers[.uploadChecksum] = "sha256 WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U="
        let wrong = try await desk.send(
            .patch, path, as: TestDesk.ann, headers: headers, body: Data(repeating: 9, count: 1_500_000))
        #expect(wrong.problem == .checksumMismatch)
        _ = try await desk.append(data.dropFirst(1_000_000), at: 1_000_000, to: path)
        #expect(try desk.environment.digests.digest(of: id(path)).count == 3_000_000)
        #expect(try await claim(path, as: data) == 201)
    }

    @Test func `more bytes than announced are refused, and those before them are digested`() async throws {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_000), at: 0, to: path)
        #expect(try await desk.append(data, at: 1_000_000, to: path).problem == .tooLarge)
        let answer = try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus)
        let offset = try #require(answer.headers[.uploadOffset].flatMap { Int($0) })
        #expect(try desk.environment.digests.digest(of: id(path)).count == Int64(offset))
    }

    @Test func `an upload that is given up is forgotten`() async throws {
        let path = try await desk.beginUpload(data.count)
        _ = try await desk.append(data.prefix(1_000_000), at: 0, to: path)
        _ = try await desk.send(.delete, path, as: TestDesk.ann, headers: TestDesk.tus)
        #expect(try desk.environment.digests.digest(of: id(path)).count == 0)
    }
}
