import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct UploadTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    private func offset(_ path: String) async throws -> String? {
        try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus).headers[.uploadOffset]
    }

    @Test func `a file goes up in pieces and comes down as it was`() async throws {
        let data = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let path = try await desk.beginUpload(data.count)
        #expect(try await desk.append(data.prefix(1_000_000), at: 0, to: path).headers[.uploadOffset] == "1000000")
        #expect(try await offset(path) == "1000000")
        #expect(try await desk.append(data.dropFirst(1_000_000), at: 1_000_000, to: path).status == 204)
        let attachment = try desk.attachment(at: path, sha256: data.sha256)
        let ticket = try await desk.file()
        let update: TicketUpdate = try await desk.write(
            "", in: ticket, as: TestDesk.ann, attachments: [attachment]
        ).json()
        #expect(update.messages.first?.attachments.first?.size == 3_000_000)
        #expect(try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben).body == data)
        #expect(try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus).status == 404)
        #expect(try await desk.uploadNames().isEmpty)
    }

    @Test func `bytes for another offset, or more than announced, are refused`() async throws {
        let path = try await desk.beginUpload(10)
        _ = try await desk.append(Data("12345".utf8), at: 0, to: path)
        for wrong in [0, 4, 6, 10] {
            let answer = try await desk.append(Data("67890".utf8), at: wrong, to: path)
            #expect(answer.problem == .offsetMismatch)
            #expect(answer.headers[.uploadOffset] == "5")
        }
        #expect(try await desk.append(Data("678901".utf8), at: 5, to: path).problem == .tooLarge)
        #expect(try await offset(path) == "5")
    }

    @Test func `an empty file goes up and comes down`() async throws {
        let path = try await desk.beginUpload(0)
        #expect(try await offset(path) == "0")
        // A client may say so by a PATCH, and need not.
        #expect(try await desk.append(Data(), at: 0, to: path).status == 204)
        let attachment = try desk.attachment(at: path, sha256: Data().sha256)
        let update: TicketUpdate = try await desk.write(
            "", in: desk.file(), as: TestDesk.ann, attachments: [attachment]
        ).json()
        #expect(update.messages.first?.attachments.first?.size == 0)
        let answer = try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben)
        #expect(answer.status == 200 && answer.body.isEmpty)
    }

    @Test func `an upload is refused that is too large, or of another version of tus`() async throws {
        func create(_ headers: HTTPFields) async throws -> Problem.Kind? {
            try await desk.send(.post, "/v1/uploads", as: TestDesk.ann, headers: headers).problem
        }
        #expect(try await create([.tusResumable: "1.0.0", .uploadLength: "2147483649"]) == .tooLarge)
        #expect(try await create([.tusResumable: "1.0.0", .uploadLength: "-1"]) == .malformed)
        #expect(try await create([.tusResumable: "1.0.0"]) == .malformed)
        #expect(
            try await create([.tusResumable: "1.0.0", .uploadLength: "5", .uploadChecksum: "sha256 x"]) == .malformed)
        #expect(try await create([.tusResumable: "0.2.2", .uploadLength: "5"]) == .unsupportedVersion)
        let options = try await desk.send(.options, "/v1/uploads", as: nil)
        #expect(
            options.headers[.tusExtension] == "creation,creation-with-upload,checksum,expiration,termination")
    }

    @Test func `a message is refused whose upload is incomplete, another file, unknown, or named twice`() async throws {
        let ticket = try await desk.file()
        func write(_ attachments: [NewAttachment]) async throws -> Problem.Kind? {
            try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: attachments).problem
        }
        let half = try await desk.beginUpload(10)
        _ = try await desk.append(Data("12345".utf8), at: 0, to: half)
        #expect(try await write([desk.attachment(at: half, sha256: Data("12345".utf8).sha256)]) == .invalid)
        var other = try await desk.upload(Data("one".utf8))
        other.sha256 = try Data("two".utf8).sha256
        #expect(try await write([other]) == .invalid)
        var unknown = other
        unknown.upload = .make()
        #expect(try await write([unknown]) == .invalid)
        let good = try await desk.upload(Data("good".utf8))
        #expect(try await write([good, good]) == .invalid)
        #expect(try await write([good]) == nil)
    }

    @Test func `a repetition is answered though its upload is gone or made anew`() async throws {
        let ticket = try await desk.file()
        let id = Message.ID.make()
        var attachment = try await desk.upload(Data("once".utf8))
        let first = try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment], id: id)
        let second = try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment], id: id)
        attachment.upload = try await desk.upload(Data("once".utf8)).upload
        let third = try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment], id: id)
        #expect((first.status, second.status, third.status) == (201, 200, 200))
        #expect(first.body == third.body)
        attachment.name = "another.txt"
        #expect(
            try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment], id: id).problem
                == .conflict)
    }

    @Test(arguments: ["../../etc/passwd", "/etc/passwd", ".", "..", "", " ", "a\u{0}b", "a\nb", "a\u{1B}[2Jb"])
    func `a name that is a path or cannot be shown is refused`(name: String) async throws {
        let ticket = try await desk.file()
        let attachment = try await desk.upload(Data("x".utf8), named: name)
        let answer = try await desk.write("T", in: ticket, as: TestDesk.ann, attachments: [attachment])
        #expect(answer.problem == .invalid)
    }

    @Test func `an upload that is given up is gone`() async throws {
        let path = try await desk.beginUpload(10)
        #expect(try await desk.send(.delete, path, as: TestDesk.ann, headers: TestDesk.tus).status == 204)
        #expect(try await desk.append(Data("12345".utf8), at: 0, to: path).problem == .notFound)
    }

    @Test func `bytes that are not those of their checksum are refused and forgotten`() async throws {
        let path = try await desk.beginUpload(10)
        func append(_ text: String, at offset: Int, checksum: String) async throws -> TestAnswer {
            var headers = TestDesk.tus
            headers[.contentType] = "application/offset+octet-stream"
            headers[.uploadOffset] = "\(offset)"
            headers[.uploadChecksum] = checksum
            return try await desk.send(
                .patch, path, as: TestDesk.ann, headers: headers, body: Data(text.utf8))
        }
        let digest = "sha256 WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U="  // of 12345
        #expect(try await append("12345", at: 0, checksum: digest).status == 204)
        let wrong = try await append("67890", at: 5, checksum: digest)
        #expect(wrong.status == 460)
        #expect(wrong.problem == .checksumMismatch)
        #expect(try await offset(path) == "5")
        for malformed in ["sha256", "sha256 x", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha256 MTIzNDU="] {
            #expect(try await append("67890", at: 5, checksum: malformed).problem == .malformed)
        }
    }

    @Test("SHA-1, which tus asks for, is a checksum as well, and the server names both")
    func sha1() async throws {
        let options = try await desk.send(.options, "/v1/uploads", as: nil)
        #expect(options.headers[.tusChecksumAlgorithm] == "sha1,sha256")
        let path = try await desk.beginUpload(5)
        func append(_ checksum: String) async throws -> TestAnswer {
            var headers = TestDesk.tus
            headers[.contentType] = "application/offset+octet-stream"
            headers[.uploadOffset] = "0"
            headers[.uploadChecksum] = checksum
            return try await desk.send(.patch, path, as: TestDesk.ann, headers: headers, body: Data("12345".utf8))
        }
        #expect(try await append("sha1 qqo4u4uXsJ3uUbaOjZ1tTSJiXnA=").problem == .checksumMismatch)
        #expect(try await append("sha1 WZRHGrsBESr8wYFZ9sx0tPURuZgG2lmzyvWpwXPKz8U=").problem == .malformed)
        #expect(try await append("sha1 jLIjfQZ5yojbZGTqxg2pY0VROWQ=").status == 204)
    }

    @Test("Whatever a request for an upload is answered, the answer names the version of tus")
    func version() async throws {
        let path = try await desk.beginUpload(5)
        let answers = [
            try await desk.send(.post, "/v1/uploads", as: TestDesk.ann),
            try await desk.send(.put, path, as: TestDesk.ann), try await desk.send(.get, "/v1/uploads", as: nil),
            try await desk.send(.head, path, as: nil, headers: TestDesk.tus),
            try await desk.send(.head, path, as: TestDesk.vera, headers: TestDesk.tus),
            try await desk.send(.patch, path, as: TestDesk.ann, headers: [.tusResumable: "0.2.2"]),
            try await desk.send(.options, "/v1/uploads", as: nil),
        ]
        #expect(answers.map(\.status) == [412, 405, 405, 401, 404, 412, 204])
        for answer in answers { #expect(answer.headers[.tusResumable] == "1.0.0") }
        #expect(answers[0].headers[.tusVersion] == "1.0.0")
        #expect(try await desk.get("/v1/me", as: TestDesk.ann).headers[.tusResumable] == nil)
    }

    @Test("What a client says of an upload comes back with its offset, and goes with it")
    func metadata() async throws {
        func begin(_ metadata: String) async throws -> TestAnswer {
            let headers: HTTPFields = [.tusResumable: "1.0.0", .uploadLength: "5", .uploadMetadata: metadata]
            return try await desk.send(.post, "/v1/uploads", as: TestDesk.ann, headers: headers)
        }
        let metadata = "filename 0JfQstGW0YIudHh0,is_private"
        let path = try #require(try await begin(metadata).headers[.location])
        let head = try await desk.send(.head, path, as: TestDesk.ann, headers: TestDesk.tus)
        #expect(head.headers[.uploadMetadata] == metadata)
        let plain = try await desk.beginUpload(5)
        let other = try await desk.send(.head, plain, as: TestDesk.ann, headers: TestDesk.tus)
        #expect(other.headers[.uploadMetadata] == nil)
        #expect(try await begin(String(repeating: "x", count: 4097)).problem == .malformed)
        for path in [path, plain] { _ = try await desk.send(.delete, path, as: TestDesk.ann, headers: TestDesk.tus) }
        #expect(try await desk.uploadNames().isEmpty)
    }

    @Test func `an upload can begin with its first bytes, and says when it ends`() async throws {
        var headers = TestDesk.tus
        headers[.uploadLength] = "10"
        headers[.contentType] = "application/offset+octet-stream"
        let answer = try await desk.send(
            .post, "/v1/uploads", as: TestDesk.ann, headers: headers, body: Data("12345".utf8))
        #expect(answer.status == 201)
        #expect(answer.headers[.uploadOffset] == "5")
        #expect(answer.headers[.uploadExpires] == desk.clock.now().adding(seconds: 7 * 86_400).httpDate)
        let path = try #require(answer.headers[.location])
        #expect(try await desk.append(Data("67890".utf8), at: 5, to: path).headers[.uploadOffset] == "10")
    }

    @Test func `uploads that nobody claimed for a week are removed, and so are files without one`() async throws {
        let old = try await desk.beginUpload(10)
        desk.clock.advance(seconds: 8 * 86_400)
        let fresh = try await desk.beginUpload(10)
        let (stray, new) = (Upload.ID.make(), Upload.ID.make())
        let files = desk.directory.files
        for upload in [stray, new] { try files.create(upload, metadata: nil) }
        for upload in [stray, try #require(Upload.ID(String(old.suffix(36))))] {
            try await desk.makeOld(upload)
        }
        try desk.helpdesk.tidyUp(at: desk.clock.now())
        #expect(try await desk.send(.head, old, as: TestDesk.ann, headers: TestDesk.tus).status == 404)
        #expect(try await offset(fresh) == "0")
        #expect(try await desk.uploadNames() == [new.description, String(fresh.suffix(36))])
    }
}
