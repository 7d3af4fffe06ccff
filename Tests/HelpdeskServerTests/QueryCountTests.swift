import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The number of statements of a request does not depend on how much there is: a database may be a network away.
@Suite struct QueryCountTests {
    private let log = StatementLog()
    private let desk: TestDesk

    init() throws {
        let log = log
        desk = try TestDesk { log.note($0) }
    }

    /// The statements of each request.
    private func counts(in ticket: Ticket) async throws -> [String: Int] {
        let id = Ticket.ID.make()
        let requests: [(String, () async throws -> TestAnswer)] = [
            ("tickets", { try await desk.get("/v1/tickets?limit=500", as: TestDesk.ann) }),
            ("messages", { try await desk.get("/v1/tickets/\(ticket.id)/messages?limit=500", as: TestDesk.ann) }),
            ("events", { try await desk.get("/v1/tickets/\(ticket.id)/events?limit=500", as: TestDesk.greta) }),
            ("changes", { try await desk.get("/v1/changes?limit=500", as: TestDesk.ann) }),
            ("changes for the staff", { try await desk.get("/v1/changes?limit=500", as: TestDesk.greta) }),
            ("the newest tickets", { try await desk.get("/v1/changes?order=newest&limit=500", as: TestDesk.ann) }),
            ("a few of the newest", { try await desk.get("/v1/changes?order=newest&limit=20", as: TestDesk.greta) }),
            ("a ticket", { try await desk.put("/v1/tickets/\(id)", as: TestDesk.ann, desk.newTicket()) }),
            ("a reply", { try await desk.write(in: ticket, as: TestDesk.ann) }),
            ("a status", { try await desk.ask(.resolved, for: ticket, as: TestDesk.greta) }),
            ("the status before", { try await desk.ask(.reopened, for: ticket, as: TestDesk.ann) }),
        ]
        var counts: [String: Int] = [:]
        for (name, request) in requests {
            _ = log.take()
            let answer = try await request()
            #expect(answer.status < 300, "\(name)")
            // Statements of FTS5 about its own tables never go over a network.
            counts[name] = log.take().count { !$0.contains("'main'.'search_index_") }
        }
        return counts
    }

    private func write(_ count: Int, in ticket: Ticket) async throws {
        for number in 0..<count {
            let file = try await desk.upload(
                Data("file \(ticket.id) \(number)".utf8), named: "\(number).txt", as: TestDesk.greta)
            let other = try await desk.file(as: TestDesk.ann)
            let message = try await desk.write("\(number)", in: ticket, as: TestDesk.greta, attachments: [file])
            #expect(message.status == 201)
            let mark = ReadMark(ticket: other.id, readUpTo: other.created)
            _ = try await desk.put("/v1/tickets/\(other.id)/read", as: TestDesk.ann, mark)
        }
    }

    @Test func `a request costs as many statements with much on the desk as with little`() async throws {
        let ticket = try await desk.file()
        try await write(2, in: ticket)
        _ = try await counts(in: ticket)
        let few = try await counts(in: ticket)
        try await write(30, in: ticket)
        let many = try await counts(in: ticket)
        // Once a minute the use of a token is noted as well.
        for (name, count) in many {
            #expect(abs(count - (few[name] ?? 0)) <= 3, "\(name): \(count), \(few[name] ?? 0)")
        }
        // With the beginning and the end of a transaction, and with signing in.
        for (name, count) in many { #expect((1...30).contains(count), "\(name): \(count)") }
    }
}
