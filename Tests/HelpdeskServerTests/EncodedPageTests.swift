import Foundation
import HTTPTypes
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// The list of tickets, of which a page is written once for as long as nothing changes.
@Suite struct EncodedPageTests {
    private let log = StatementLog()
    private let desk: TestDesk

    init() throws {
        let log = log
        desk = try TestDesk { log.note($0) }
    }

    private func list(as user: User, _ query: String = "") async throws -> [Ticket] {
        let page: Page<Ticket> = try await desk.get("/v1/tickets\(query)", as: user).json()
        return page.items
    }

    /// What is in the tables, past every page that is kept.
    private func stored(as user: User) async throws -> [Ticket] {
        let token = try #require(AccessToken(desk.token(of: user)))
        let found = try await desk.helpdesk.account(
            tokenDigest: desk.environment.digester.digest(of: token), at: desk.clock.now())
        let account = try #require(found)
        return try await desk.helpdesk.tickets(for: account, statuses: [], after: nil, limit: 500).items
    }

    @Test("The list that was just asked for shows what was written since, here or by another process")
    func changes() async throws {
        let desk = desk
        let beside = try TestDesk(beside: desk)
        let ticket = try await desk.file(as: TestDesk.ann)
        let writes: [(String, @Sendable () async throws -> Void)] = [
            ("a ticket", { _ = try await desk.file(as: TestDesk.ann) }),
            ("a message", { try await desk.write("Again", in: ticket, as: TestDesk.greta) }),
            ("a status", { _ = try await desk.ask(.resolved, for: ticket, as: TestDesk.greta) }),
            ("a ticket of another process", { _ = try await beside.file(as: TestDesk.ben) }),
            ("a message by another process", { try await beside.write("Once more", in: ticket, as: TestDesk.ann) }),
        ]
        for (what, write) in writes {
            let before = try await list(as: TestDesk.greta)
            #expect(try await list(as: TestDesk.greta) == before, "\(what)")
            try await write()
            let after = try await list(as: TestDesk.greta)
            #expect(after != before, "\(what)")
            #expect(try await after == stored(as: TestDesk.greta), "\(what)")
        }
    }

    @Test("Nobody gets the page of another service, of other statuses or of another place")
    func keys() async throws {
        let (ours, theirs) = (try await desk.file(as: TestDesk.ann), try await desk.file(as: TestDesk.vera))
        for _ in 0..<2 {
            #expect(try await list(as: TestDesk.greta).map(\.id) == [theirs.id, ours.id])
            #expect(try await list(as: TestDesk.ann).map(\.id) == [ours.id])
            #expect(try await list(as: TestDesk.ben).map(\.id) == [ours.id])
            #expect(try await list(as: TestDesk.vera).map(\.id) == [theirs.id])
            #expect(try await list(as: TestDesk.greta, "?status=resolved").isEmpty)
            let first: Page<Ticket> = try await desk.get("/v1/tickets?limit=1", as: TestDesk.greta).json()
            #expect(first.items.map(\.id) == [theirs.id])
            #expect(try await list(as: TestDesk.greta, "?limit=1&after=\(first.next ?? "")").map(\.id) == [ours.id])
        }
    }

    @Test("The same page again is not read again on SQLite, and nowhere without a token")
    func repetition() async throws {
        _ = try await desk.file(as: TestDesk.ann)
        // The first request of an account writes that its token is in use.
        for _ in 0..<2 { _ = try await list(as: TestDesk.ann) }
        _ = log.take()
        _ = try await list(as: TestDesk.ben)
        _ = try await list(as: TestDesk.ann)
        _ = log.take()
        _ = try await list(as: TestDesk.ann)
        let statements = log.take()
        #expect(statements.contains { $0.contains("FROM ticket") } == TestEngine.isPostgres)
        #expect(statements.contains { $0.contains("FROM token t JOIN user u") })
        #expect(try await desk.send(.get, "/v1/tickets", as: nil).status == 401)
    }

    @Test("Pages are kept in a bounded room, the newest of them")
    func room() {
        let pages = EncodedPages()
        func query(_ limit: Int) -> EncodedPages.Query { .init(only: nil, statuses: [], after: nil, limit: limit) }
        let version = RowsVersion(connection: 1, number: 1)
        for limit in 1...100 {
            pages.keep(.init(repeating: 0, count: 100_000), query(limit), version)
            #expect(pages.page(query(limit), version) != nil)
        }
        let kept = (1...100).count { pages.page(query($0), version) != nil }
        #expect(kept * 100_000 <= 4 << 20)
        #expect(pages.page(query(100), RowsVersion(connection: 1, number: 2)) == nil)
        #expect(pages.page(query(100), RowsVersion(connection: 2, number: 1)) == nil)
    }
}
