import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Logging
import Testing

@testable import HelpdeskServer

@Suite struct LogTests {
    private let file = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString).log")

    private func lines() throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func `a request is a line with level, request, method, route, status and duration, and no word of a person`()
        async throws
    {
        defer { try? FileManager.default.removeItem(at: file) }
        let desk = try TestDesk()
        var logger = try ServerLog(file.path, format: .json).logger
        logger[metadataKey: "hb.request.id"] = "r1"
        let ticket = Ticket.ID.make()
        let body = try WireJSON.encode(desk.newTicket("A private subject", text: "A private text"))
        let json: HTTPFields = [.contentType: "application/json"]
        _ = try await desk.send(
            .put, "/v1/tickets/\(ticket)", as: TestDesk.ann, headers: json, body: body, logger: logger)
        _ = try await desk.send(.get, "/v1/private?code=private", as: TestDesk.ann, logger: logger)
        _ = try await desk.send(.get, "/v1/me?token=private", as: nil, logger: logger)

        let lines = try lines()
        let objects = try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["method"] as? String } == ["PUT", "GET", "GET"])
        #expect(objects.map { $0["route"] as? String } == ["/v1/tickets/{ticket}", "NotFound", "/v1/me"])
        #expect(objects.map { $0["status"] as? Int } == [201, 404, 401])
        #expect(objects.map { $0["level"] as? String } == ["info", "info", "info"])
        for object in objects {
            #expect(object["request"] as? String == "r1")
            #expect(object["milliseconds"] is Int)
            #expect(Timestamp(object["time"] as? String ?? "") != nil)
        }
        for line in lines {
            #expect(!line.contains("private"))
            #expect(!line.contains(desk.token(of: TestDesk.ann)))
            #expect(!line.contains(ticket.description))
        }
    }

    @Test func `as text, a line is time, level, message, fields, and nothing that a library attached`() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        let logger = try ServerLog(file.path).logger
        logger.info(
            "GET /v1/me 200", metadata: ["milliseconds": "3", "hb.request.id": "r2", "uri": "/v1/me?private"])
        logger.notice("two\nlines\u{1B}[2J", metadata: ["error": "private"])
        let lines = try lines()
        #expect(lines.first?.wholeMatch(of: /\S+Z info GET \/v1\/me 200 milliseconds=3 request=r2/) != nil)
        #expect(lines.last?.hasSuffix("notice two lines [2J") == true)
        #expect(lines.count == 2)
    }

    @Test func `a log whose file was moved away goes on in a new one, with the level that was set meanwhile`() throws {
        let moved = file.appendingPathExtension("1")
        defer { for file in [file, moved] { try? FileManager.default.removeItem(at: file) } }
        let log = try ServerLog(file.path)
        let logger = log.logger
        logger.info("before")
        try FileManager.default.moveItem(at: file, to: moved)
        logger.info("between")
        log.level = .warning
        try log.reopen()
        logger.info("quiet")
        logger.warning("after")
        #expect(try String(contentsOf: moved, encoding: .utf8).split(separator: "\n").count == 2)
        #expect(try lines().map { $0.hasSuffix("warning after") } == [true])
    }

    @Test func `a log that cannot be opened again stays where it is`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = try ServerLog(folder.appending(path: "log").path)
        let elsewhere = folder.appendingPathExtension("gone")
        try FileManager.default.moveItem(at: folder, to: elsewhere)
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        #expect(throws: ServerFailure.self) { try log.reopen() }
        log.logger.info("still here")
        let text = try String(contentsOf: elsewhere.appending(path: "log"), encoding: .utf8)
        #expect(text.hasSuffix("still here\n"))
    }
}
