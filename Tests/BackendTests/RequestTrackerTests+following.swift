import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

/// Following tickets that others change, and what looking costs.
extension RealBackends.RequestTrackerTests {
    @Test("a ticket that was merged is followed, with its messages and its replies")
    func merged() async throws {
        let first = try await file("Зливається")
        let second = try await file("Ціль злиття")
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        try await tracker.administer(
            .put, "/ticket/\(first.ticket.number)", ["MergeInto": String(second.ticket.number)])
        try await mirror.catchUp(with: customer)
        #expect(mirror.tickets[first.ticket.id] == nil)
        #expect(mirror.messages(of: second.ticket.id).map(\.text) == ["Зливається.", "Ціль злиття."])
        let update = try await customer.putMessage(
            .make(), ticket: first.ticket.id, NewMessage(origin: .cli, text: "до злитого"))
        #expect(update.ticket.id == second.ticket.id)
        #expect(update.messages.contains { $0.text == "до злитого" })
        // A reader that comes later sees the same.
        var later = Mirror()
        try await later.catchUp(with: customer)
        #expect(later.messages(of: second.ticket.id).map(\.text) == ["Зливається.", "Ціль злиття.", "до злитого"])
    }

    @Test("a ticket that was moved changes its topic, and one that was moved out of sight is gone")
    func moved() async throws {
        let filed = try await file("Переїжджає")
        let hidden = try await file("Зникає в черзі")
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        try await tracker.administer(.put, "/ticket/\(filed.ticket.number)", ["Queue": "Billing"])
        try await tracker.administer(.put, "/ticket/\(hidden.ticket.number)", ["Queue": "Hidden"])
        try await mirror.catchUp(with: customer)
        #expect(mirror.tickets[filed.ticket.id]?.topic == tracker.queue("Billing"))
        #expect(mirror.tickets[hidden.ticket.id] == nil)
    }

    @Test("a ticket that was deleted or given to somebody else is gone")
    func vanished() async throws {
        let deleted = try await file("Видаляється")
        let given = try await file("Віддається")
        var mirror = Mirror()
        try await mirror.catchUp(with: customer)
        try await tracker.administer(.put, "/ticket/\(deleted.ticket.number)", ["Status": "deleted"])
        try await tracker.administer(
            .put, "/ticket/\(given.ticket.number)", ["Requestor": tracker.user("stranger").name])
        try await mirror.catchUp(with: customer)
        #expect(mirror.tickets[deleted.ticket.id] == nil && mirror.tickets[given.ticket.id] == nil)
    }

    @Test(
        "an idle round is one request, a round with a change three, and one with a file in it four",
        .timeLimit(.minutes(2)))
    func roundCost() async throws {
        let counted = CountingTransport(try CurlTransport(caFile: tracker.caFile))
        let backend = try tracker.backend(transport: counted)
        let filed = try await file("Рахуємо")
        var mirror = Mirror()
        try await mirror.catchUp(with: backend)
        // The last seconds are read again until nothing more can happen in them.
        var idle = 0
        while idle != 1 {
            counted.reset()
            try await mirror.catchUp(with: backend)
            idle = counted.count
        }
        _ = try await agent.putMessage(
            .make(), ticket: filed.ticket.id, NewMessage(origin: .cli, text: "одна зміна"))
        counted.reset()
        try await mirror.catchUp(with: backend)
        #expect(counted.count == 3)
        #expect(mirror.messages(of: filed.ticket.id).last?.text == "одна зміна")
        let mail = try await OutgoingMail([("файл.bin", Data([0, 255]))], to: agent, in: folder)
        _ = try await agent.putMessage(
            .make(), ticket: filed.ticket.id,
            NewMessage(origin: .cli, text: "з файлом", attachments: mail.attachments), mail.context)
        counted.reset()
        try await mirror.catchUp(with: backend)
        #expect(counted.count == 4)
        let last = try #require(mirror.messages(of: filed.ticket.id).last)
        #expect(last.text == "з файлом" && last.attachments.map(\.name) == ["файл.bin"])
    }
}
