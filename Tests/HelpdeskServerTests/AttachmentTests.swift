import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct AttachmentTests {
    @Test func `a range, a condition and a name are answered as HTTP asks`() async throws {
        let desk = try TestDesk()
        let data = Data("0123456789".utf8)
        let attachment = try await desk.upload(data, named: "звіт \"1\" %.txt", mediaType: "text/html; x\"")
        let ticket = try await desk.file()
        try await desk.write(in: ticket, as: TestDesk.ann, attachments: [attachment])
        let path = "/v1/attachments/\(attachment.id)"

        let whole = try await desk.get(path, as: TestDesk.ann)
        #expect(whole.body == data)
        #expect(whole.headers[.contentType] == "application/octet-stream")
        #expect(whole.headers[.xContentTypeOptions] == "nosniff")
        #expect(
            whole.headers[.contentDisposition]
                == "attachment; filename=\"____ _1_ _.txt\"; filename*=UTF-8''%D0%B7%D0%B2%D1%96%D1%82%20%221%22%20%25.txt"
        )
        let tag = try #require(whole.headers[.eTag])

        let part = try await desk.get(path, as: TestDesk.ann, headers: [.range: "bytes=2-4"])
        #expect(part.status == 206)
        #expect(part.body == Data("234".utf8))
        #expect(part.headers[.contentRange] == "bytes 2-4/10")
        let same = try await desk.get(path, as: TestDesk.ann, headers: [.range: "bytes=8-", .ifRange: tag])
        #expect(same.body == Data("89".utf8))
        let changed = try await desk.get(path, as: TestDesk.ann, headers: [.range: "bytes=8-", .ifRange: "\"x\""])
        #expect(changed.status == 200)
        let beyond = try await desk.get(path, as: TestDesk.ann, headers: [.range: "bytes=10-"])
        #expect(beyond.problem == .rangeNotSatisfiable)
        #expect(beyond.headers[.contentRange] == "bytes */10")
        #expect(try await desk.get(path, as: TestDesk.ann, headers: [.ifNoneMatch: tag]).status == 304)
        let head = try await desk.send(.head, path, as: TestDesk.ann)
        #expect(head.body.isEmpty)
        #expect(head.headers[.contentLength] == "10")
    }

    @Test(
        arguments: [
            (nil, ByteRange.Choice.whole), ("bytes=0-0", .part(0...0)), ("bytes=5-", .part(5...9)),
            ("bytes=-3", .part(7...9)), ("bytes=-30", .part(0...9)), ("bytes=3-99999999999999999999", .part(3...9)),
            ("bytes=10-", .none), ("bytes=-0", .none), ("bytes=5-4", .whole), ("bytes=0-1,3-4", .whole),
            ("bytes=a-b", .whole), ("bytes=-", .whole), ("lines=1-2", .whole), ("bytes=--1", .whole),
        ] as [(String?, ByteRange.Choice)])
    func `a range header of ten bytes is understood or passed over`(header: String?, choice: ByteRange.Choice) {
        #expect(ByteRange.choose(header, size: 10) == choice)
    }
}
