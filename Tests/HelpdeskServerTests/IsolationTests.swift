import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

/// Internal notes; for everything else see ``IsolationMatrixTests``.
@Suite struct IsolationTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `an internal note leaves no trace that a customer could see`() async throws {
        let ticket = try await desk.file()
        try await desk.write(in: ticket, as: TestDesk.greta)
        let before = try await desk.changes(as: TestDesk.ann)
        let beginning = try await desk.get("/v1/changes?limit=2", as: TestDesk.ann)
        let paths = ["", "/messages", "/events"].map { "/v1/tickets/\(ticket.id)\($0)" } + ["/v1/tickets"]
        var seen: [Data] = []
        for path in paths { seen.append(try await desk.get(path, as: TestDesk.ann).body) }

        let attachment = try await desk.upload(Data("internal".utf8), as: TestDesk.greta)
        let id = Message.ID.make()
        let note = try await desk.write(
            "Do not tell them.", in: ticket, as: TestDesk.greta, isInternal: true, attachments: [attachment], id: id)
        #expect(note.status == 201)
        #expect(try note.json(TicketUpdate.self).events.isEmpty)

        for (path, body) in zip(paths, seen) {
            #expect(try await desk.get(path, as: TestDesk.ann).body == body, "\(path)")
        }
        let after = try await desk.changes(as: TestDesk.ann, after: before.cursor)
        #expect(after.changes.isEmpty)
        #expect(after.cursor == before.cursor)
        let anew = try await desk.changes(as: TestDesk.ann)
        #expect(anew.changes == before.changes)
        #expect(anew.cursor == before.cursor)
        #expect(try await desk.get("/v1/changes?limit=2", as: TestDesk.ann) == beginning)
        #expect(try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ann).problem == .notFound)
        #expect(try await desk.write(in: ticket, as: TestDesk.ann, id: id).problem == .notFound)

        let agents: Page<Message> = try await desk.get("/v1/tickets/\(ticket.id)/messages", as: TestDesk.greta).json()
        #expect(agents.items.last?.isInternal == true)
        #expect(
            try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.greta).body == Data("internal".utf8))
    }

    @Test func `a customer may not write internal notes`() async throws {
        let ticket = try await desk.file()
        #expect(try await desk.write(in: ticket, as: TestDesk.ann, isInternal: true).problem == .forbidden)
        var new = desk.newTicket()
        new.message.isInternal = true
        #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new).problem == .forbidden)
    }
}
