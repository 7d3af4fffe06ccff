import Foundation
import GRDB
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// How SQLite finds what the server asks for.
@Suite struct QueryPlanTests {
    let world: IsolationWorld
    private var desk: TestDesk { world.desk }

    init() async throws { world = try await IsolationWorld(engine: .sqlite) }

    /// Tables with a handful of rows however long a desk works: the desk itself, its topics; and its services, whose
    /// names are compared with one that was typed, five times an hour at the most from one chat. Those at work on tickets
    /// are forgotten within two minutes. The ids that a statement is given are few, and so is
    /// each part of a page.
    private static let small: Set = [
        "desk", "topic", "service", "storage", "telegram_agent", "cleaning", "presence", "json_each", "part",
        "search_fill", "main.search_index_config",
    ]

    /// Scans that are meant: by these indexes a list is read from its newest end, and no further than its `LIMIT`.
    private static let ordered: Set = ["ticket_activity", "ticket_open"]

    /// Statements that read all of something because all of it is asked for, once an hour or by the alert bot.
    private static let whole: Set = [
        "SELECT id FROM upload",
        Statistics.openTickets,
        "\(LinkedChat.query) WHERE l.state IN ('linked', 'blocked') ORDER BY l.ordinal",
    ]

    /// Does everything that the interface, the bots and the housekeeping can do, and returns the statements that ran.
    private func statements() async throws -> Set<String> {
        _ = world.statements.take()
        var ran: Set<String> = []
        for user in [TestDesk.ann, TestDesk.greta] {
            for (name, sample) in OperationSample.all.sorted(by: { $0.key < $1.key }) {
                for index in sample.bodies.indices {
                    _ = try await world.send(name, sample, world.ids, as: user, body: index)
                }
            }
            for query in ["status=open,new", "status=resolved", "limit=1"] {
                let page: Page<Ticket> = try await desk.get("/v1/tickets?\(query)", as: user).json()
                if let next = page.next { _ = try await desk.get("/v1/tickets?\(query)&after=\(next)", as: user) }
            }
            _ = try await desk.changes(as: user, limit: 2)
            for limit in [2, 500] {
                let beginning = "&order=newest" + (user.role.isStaff ? "&window=1" : "")
                _ = try await desk.changes(as: user, from: beginning, limit: limit)
            }
            ran.formUnion(world.statements.take())
        }
        try await actInTelegram()
        try desk.helpdesk.tidyUp(at: desk.clock.now())
        try await desk.helpdesk.forgetFleeting(at: desk.clock.now())
        var retention = Retention()
        (retention.auditDays, retention.resolvedDays) = (1, 1)
        try desk.helpdesk.tidyUp(at: desk.clock.now().adding(seconds: 2 * 86_400), retention: retention)
        ran.formUnion(world.statements.take())
        return ran
    }

    private func actInTelegram() async throws {
        let telegram = TelegramDesk(desk.helpdesk, now: desk.clock.now)
        let author = TelegramAuthor.customer(chat: 7)
        let offer: TelegramLinkOffer = try await desk.send(.post, "/v1/telegram/links", as: TestDesk.ann).json()
        _ = try await telegram.service(ofCode: offer.token)
        _ = try await telegram.redeem(code: offer.token, by: TelegramChat(id: 7, name: "Ann"))
        _ = try await telegram.rename(TelegramChat(id: 7, name: "Anna"))
        _ = try await telegram.claim("Harbour Taxi", by: TelegramChat(id: 8, name: "Max"))
        for chat: Int64 in [7, 8] { _ = try await telegram.standing(ofChat: chat) }
        _ = try await telegram.chats(of: TestDesk.harbour.id)
        _ = try await telegram.tickets(of: TestDesk.harbour.id, openOnly: true, limit: 5)
        _ = try await telegram.linkedChats()
        let id = Message.ID.make()
        _ = try await telegram.write(id, in: world.ticket.id, text: "T", files: [desk.photo()], by: author)
        _ = try await telegram.revise(id, text: "U", by: author)
        _ = try await desk.put("/v1/drafts/\(world.draft)", as: TestDesk.ann, DraftAnnouncement(title: ""))
        _ = try await telegram.openDraft(ofChat: 7)
        _ = try await telegram.offer([desk.photo()], to: world.draft, ofChat: 7)
        _ = try await telegram.agent(telegramUser: 1)
        _ = try await telegram.unlink(chat: 8)
        let cursor = try await telegram.latestCursor()
        _ = try await telegram.changes(after: cursor)
    }

    private func plan(of sql: String) async throws -> [String] {
        try await #require(desk.directory.sqlite).pool.read { db in
            // The plan of a statement does not depend on its values.
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
            statement.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(statement).map { $0["detail"] }
        }
    }

    @Test func `nothing that the server asks of its database reads a table that grows`() async throws {
        let explained = try await statements().filter { sql in
            ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } && !sql.contains("sqlite_master")
        }
        #expect(explained.count > 80)
        for sql in explained.subtracting(Self.whole).sorted() {
            for step in try await plan(of: sql) where step.hasPrefix("SCAN ") && !Self.isHarmless(step, in: sql) {
                Issue.record("\(step): \(sql)")
            }
        }
    }

    private static func isHarmless(_ step: String, in sql: String) -> Bool {
        let words = step.split(separator: " ").map(String.init)
        // A subquery, a row of constants: what they are made of has steps of its own.
        guard words.count > 1, words[1].first != "(", step != "SCAN CONSTANT ROW" else { return true }
        if small.contains(words[1]) { return true }
        // FTS5 goes along its index from the newest end, no further than the `LIMIT`.
        if words.contains("VIRTUAL") { return sql.contains("search_index MATCH ?") && sql.contains("LIMIT ?") }
        return ordered.contains(words.last ?? "") && sql.hasSuffix("LIMIT ?")
    }

    @Test(arguments: [TestDesk.ann, TestDesk.greta])
    func `open tickets are found without passing over resolved ones`(user: User) async throws {
        _ = world.statements.take()
        _ = try await desk.get("/v1/tickets?status=new,open,waiting", as: user)
        let sql = try #require(world.statements.take().first { $0.contains("FROM ticket WHERE") })
        let steps = try await plan(of: sql)
        let index = user.role.isStaff ? "ticket_open" : "ticket_service_open"
        #expect(steps.count == 1 && steps[0].contains("USING INDEX \(index)"), "\(steps)")
    }

    @Test(arguments: [TestDesk.ann, TestDesk.greta])
    func `the newest tickets are found without passing over any other`(user: User) async throws {
        func steps(_ query: String) async throws -> [String] {
            _ = world.statements.take()
            _ = try await desk.get("/v1/changes?\(query)", as: user)
            let found = world.statements.take().filter { $0.contains("ORDER BY updated DESC") }.sorted()
            #expect(!found.isEmpty)
            var steps: [String] = []
            for sql in found { steps += try await plan(of: sql).filter { $0.contains(" ticket ") } }
            return steps
        }
        let index = user.role.isStaff ? "ticket_activity" : "ticket_service_activity"
        let first = try await steps("order=newest&limit=500")
        #expect(first.count == 1 && first[0].contains("INDEX \(index)"), "\(first)")
        guard user.role.isStaff else { return }
        let inWindow = try await steps("order=newest&limit=500&window=1")
        #expect(inWindow.count == 2, "\(inWindow)")
        for index in ["ticket_activity (updated>?)", "ticket_open (updated<?)"] {
            #expect(inWindow.contains { $0.contains("INDEX \(index)") }, "\(inWindow)")
        }
    }
}
