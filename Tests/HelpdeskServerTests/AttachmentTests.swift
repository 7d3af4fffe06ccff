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

    @Test func `what an author says of a file is kept, what its bytes say as well, and neither is run`() async throws {
        let desk = try TestDesk()
        let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])
        let html = Data("<script>alert(1)</script>".utf8)
        let files = [
            try await desk.upload(png, named: "report.html", mediaType: "text/html"),
            try await desk.upload(html, named: "photo.png", mediaType: "image/png"),
        ]
        let ticket = try await desk.file()
        let written: TicketUpdate = try await desk.write(in: ticket, as: TestDesk.ann, attachments: files).json()
        let page: Page<Message> = try await desk.get("/v1/tickets/\(ticket.id)/messages", as: TestDesk.ben).json()
        let fed = try await desk.changes(as: TestDesk.ben).changes.compactMap { change in
            if case .message(let message) = change { message } else { nil }
        }
        for attachments in [written.messages, page.items, fed].map({ $0.last?.attachments ?? [] }) {
            #expect(attachments.map(\.name) == ["report.html", "photo.png"])
            #expect(attachments.map(\.mediaType) == ["text/html", "image/png"])
            #expect(attachments.map(\.detectedType) == ["image/png", "text/plain"])
        }
        for file in files {
            for headers: HTTPFields in [[:], [.range: "bytes=1-2"]] {
                let answer = try await desk.get("/v1/attachments/\(file.id)", as: TestDesk.ann, headers: headers)
                #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
                #expect(answer.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
                #expect(answer.headers[.cacheControl] == "private, no-cache")
            }
        }
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
