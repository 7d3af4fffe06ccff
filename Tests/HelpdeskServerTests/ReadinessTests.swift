import Foundation
import GRDB
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct ReadinessTests {
    private let log = StatementLog()
    private let desk: TestDesk

    init() throws {
        let log = log
        desk = try TestDesk(engine: .sqlite, files: .folder) { log.note($0) }
    }

    /// What `/readyz` says, a second after the last time.
    private func readiness() async throws -> (status: Int, text: String) {
        desk.clock.advance(seconds: 1)
        let answer = try await desk.send(.get, "/readyz", as: nil)
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    @Test("The server is ready only while its files can be written")
    func files() async throws {
        #expect(try await desk.send(.get, "/healthz", as: nil).status == 200)
        #expect(try await readiness().status == 200)
        try FileManager.default.removeItem(at: #require(desk.directory.vault).files)
        let answer = try await readiness()
        #expect(answer.status == 503)
        #expect(answer.text.contains("files"))
    }

    @Test("The server is not ready while SQLite refuses to write, and is again afterwards")
    func refusedWrites() async throws {
        let pool = try #require(desk.directory.sqlite).pool
        try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
        #expect(try await readiness().text == "The database cannot be written.\n")
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, desk.newTicket()).status == 503)
        try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
        #expect(try await readiness().status == 200)
    }

    @Test("The server is not ready while another process keeps the database to itself")
    func lockedDatabase() async throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: #require(desk.directory.sqlite).pool.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(try await readiness().status == 503)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try await readiness().status == 200)
    }

    @Test("However many ask at once, the database is asked once a second")
    func manyAsk() async throws {
        let desk = desk
        _ = log.take()
        for _ in 0..<2 {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 { group.addTask { try await desk.send(.get, "/readyz", as: nil).status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(log.take().count { $0.hasPrefix("UPDATE desk") } == 1)
            desk.clock.advance(seconds: 1)
        }
    }
}
