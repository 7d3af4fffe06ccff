import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct AuditTests {
    let desk: TestDesk
    let telegram: TelegramDesk

    init() throws {
        desk = try TestDesk(engine: .sqlite, files: .folder)
        telegram = TelegramDesk(desk.helpdesk, now: desk.clock.now)
    }

    /// What `acts` leaves on record.
    private func recorded(by acts: () async throws -> Void) async throws -> [AuditRecord] {
        let helpdesk = desk.helpdesk
        let before = try helpdesk.auditRecords().last?.id ?? 0
        try await acts()
        return try helpdesk.auditRecords(after: before)
    }

    /// Ids and numbers, nothing that anybody wrote.
    private func checkTargets(_ records: [AuditRecord]) {
        for record in records { #expect(record.target.wholeMatch(of: /[a-z0-9-]+/) != nil, "\(record.action)") }
    }

    @Test func `every act of an administrator is on record`() async throws {
        let (helpdesk, directory) = (desk.helpdesk, desk.directory)
        #expect(try await telegram.claim("Harbour Taxi", by: TelegramChat(id: 7, name: "Somebody")) == .recorded)
        let link = try #require(try helpdesk.links().first)
        let copy = directory.url.appending(path: "../\(UUID().uuidString)").standardizedFileURL
        let restored = directory.url.appending(path: "../\(UUID().uuidString)").standardizedFileURL
        defer { for url in [copy, restored] { try? FileManager.default.removeItem(at: url) } }
        let topic = HelpdeskModels.Topic(
            id: "maps", title: LocalizedText([.english: "A title"]), recommendation: LocalizedText([:]), order: 1)
        let records = try await recorded {
            var changed = try TestDesk.desk(officeHours: nil)
            for _ in 0..<2 {
                changed.name = "A name"
                try helpdesk.setDesk(changed)
            }
            try helpdesk.addService(Service(id: "city", name: "A name"))
            try helpdesk.renameService("city", to: "A name")
            try helpdesk.addTopic(topic)
            try helpdesk.changeTopic("maps") { $0.order = 2 }
            try helpdesk.putTopics([topic])
            try helpdesk.addUser(User(id: "olga", name: "A name", role: .agent, service: nil))
            try helpdesk.renameUser("olga", to: "A name")
            _ = try directory.desk.createInvitation(for: "olga", expires: .now)
            let (_, token) = try directory.desk.createToken(for: "olga", label: "A label")
            try helpdesk.revokeToken(token)
            try helpdesk.setTelegram(42, ofAgent: "olga")
            try helpdesk.setTelegram(nil, ofAgent: "olga")
            try helpdesk.retireUser("olga")
            try helpdesk.endLink(link.id)
            try directory.backUp(to: copy)
        }
        #expect(
            records.map(\.action) == [
                "desk.change", "service.add", "service.rename", "topic.add", "topic.change", "topic.put", "user.add",
                "user.rename", "invitation.create", "token.create", "token.revoke", "agent.telegram",
                "agent.telegram-remove", "user.retire", "chat.rejected", "desk.backup",
            ])
        #expect(records.allSatisfy { $0.actor.hasPrefix("system:") })
        checkTargets(records)
        try DataDirectory.restore(copy, to: restored)
        let kept = try DataDirectory(restored).desk.auditRecords()
        #expect(kept.map(\.action).suffix(2) == ["desk.backup", "desk.restore"])
    }

    @Test func `every act of an agent is on record, once`() async throws {
        let greta = TestDesk.greta
        try desk.helpdesk.addTopic(
            HelpdeskModels.Topic(
                id: "maps", title: LocalizedText([.english: "M"]), recommendation: LocalizedText([:]), order: 1))
        #expect(try await telegram.claim("Harbour Taxi", by: TelegramChat(id: 7, name: "Somebody")) == .recorded)
        let link = try #require(try desk.helpdesk.links().first)
        let (_, device) = try desk.helpdesk.createToken(for: greta.id, label: "A label")
        let id = Message.ID.make()
        var ticket: Ticket?
        let records = try await recorded {
            var new = desk.newTicket("A subject", text: "A text")
            new.service = TestDesk.harbour.id
            let filed = try await desk.file(new, as: greta)
            ticket = filed
            #expect(try await desk.put("/v1/tickets/\(filed.id)", as: greta, new).status == 200)
            for _ in 0..<2 { try await desk.writeFromTelegram("A text", in: filed, as: greta, id: id) }
            _ = try await telegram.revise(id, text: "Another text", by: .agent(greta.id))
            try await desk.write("A text", in: filed, as: greta, isInternal: true)
            try await desk.ask(.assigned(to: greta.id), for: filed, as: greta)
            try await desk.ask(.moved(to: "maps"), for: filed, as: greta)
            for _ in 0..<2 { try await desk.ask(.resolved, for: filed, as: greta) }
            try await desk.ask(.reopened, for: filed, as: greta)
            let path = "/v1/telegram/links/\(link.id)"
            let json: HTTPFields = [.contentType: "application/json"]
            for change in [
                TelegramLinkChange(state: .linked), TelegramLinkChange(state: .linked),
                TelegramLinkChange(wantsAnswers: false),
            ] {
                let answer = try await desk.send(
                    .patch, path, as: greta, headers: json, body: WireJSON.encode(change))
                #expect(answer.status == 200)
            }
            for _ in 0..<2 { _ = try await desk.send(.delete, path, as: greta) }
            for _ in 0..<2 { _ = try await desk.send(.delete, "/v1/devices/\(device)", as: greta) }
        }
        #expect(
            records.map(\.action) == [
                "ticket.create", "message.write", "message.edit", "note.write", "ticket.assigned", "ticket.moved",
                "ticket.resolved", "ticket.reopened", "chat.linked", "chat.change", "chat.unlinked",
                "device.sign-out",
            ])
        #expect(records.allSatisfy { $0.actor == "greta" })
        let number = "\(ticket?.number ?? 0)"
        #expect(
            records.map(\.target) == Array(repeating: number, count: 8)
                + Array(repeating: "\(link.id)", count: 3) + ["\(device)"])
        checkTargets(records)
    }

    @Test func `of customers, signing in and out is on record, and nothing else`() async throws {
        let ann = TestDesk.ann
        let (_, device) = try desk.helpdesk.createToken(for: ann.id, label: "A label")
        let code = try desk.helpdesk.createInvitation(for: ann.id, expires: desk.clock.now().adding(seconds: 60))
        let records = try await recorded {
            let ticket = try await desk.file()
            try await desk.write("A text", in: ticket, as: ann)
            try await desk.ask(.resolved, for: ticket, as: ann)
            #expect(try await desk.rate(ticket, 5, "A word", as: ann).status == 200)
            let signIn = SignIn(code: code.text, request: .make(), label: "A label")
            _ = try await desk.send(
                .post, "/v1/sessions", as: nil, headers: [.contentType: "application/json"],
                body: WireJSON.encode(signIn))
            _ = try await desk.send(.delete, "/v1/devices/\(device)", as: ann)
            #expect(try await desk.send(.delete, "/v1/devices/\(device)", as: TestDesk.ben).status == 404)
        }
        #expect(records.map(\.action) == ["invitation.use", "device.sign-out"])
        #expect(records.map(\.actor) == ["ann", "ann"])
        #expect(records.last?.target == "\(device)")
        checkTargets(records)
    }
}
