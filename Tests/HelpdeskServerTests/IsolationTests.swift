import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct IsolationTests {
    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    @Test func `every address of another service's things says that there is no such thing`() async throws {
        let attachment = try await desk.upload(Data("secret".utf8))
        var new = desk.newTicket()
        new.message.attachments = [attachment]
        let ticket = try await desk.file(new)
        let event = Event.ID.make()
        try await desk.ask(.resolved, for: ticket, as: TestDesk.ann, id: event)
        let upload = try await desk.beginUpload(5)

        let vera = TestDesk.vera
        let base = "/v1/tickets/\(ticket.id)"
        for path in [base, "\(base)/messages", "\(base)/events", "/v1/attachments/\(attachment.id)"] {
            #expect(try await desk.get(path, as: vera).problem == .notFound, "\(path)")
        }
        #expect(try await desk.put(base, as: vera, new).problem == .notFound)
        #expect(try await desk.write(in: ticket, as: vera).problem == .notFound)
        #expect(try await desk.write(in: ticket, as: vera, id: new.messageID).problem == .notFound)
        #expect(try await desk.ask(.reopened, for: ticket, as: vera).problem == .notFound)
        #expect(try await desk.ask(.resolved, for: ticket, as: vera, id: event).problem == .notFound)
        let mark = ReadMark(ticket: ticket.id, readUpTo: .now)
        #expect(try await desk.put("\(base)/read", as: vera, mark).problem == .notFound)
        #expect(try await desk.put("\(base)/rating", as: vera, Rating(score: 5)).problem == .notFound)
        #expect(try await desk.ask(.assigned, for: ticket, as: vera).problem == .notFound)
        #expect(try await desk.send(.head, upload, as: vera, headers: TestDesk.tus).status == 404)
        #expect(try await desk.append(Data("12345".utf8), at: 0, to: upload, as: vera).problem == .notFound)
        #expect(try await desk.send(.delete, upload, as: vera, headers: TestDesk.tus).problem == .notFound)

        // The ids of messages and events are as secret as those of tickets.
        let own = try await desk.file(as: vera)
        #expect(try await desk.write(in: own, as: vera, id: new.messageID).problem == .notFound)
        #expect(try await desk.ask(.resolved, for: own, as: vera, id: event).problem == .notFound)

        let page: Page<Ticket> = try await desk.get("/v1/tickets", as: vera).json()
        #expect(page.items.map(\.id) == [own.id])
        let services: Page<Service> = try await desk.get("/v1/services", as: vera).json()
        #expect(services.items == [TestDesk.valley])
        for change in try await desk.changes(as: vera).changes {
            switch change {
            case .service(let service): #expect(service == TestDesk.valley)
            case .ticket(let seen): #expect(seen.id == own.id)
            case .message(let seen): #expect(seen.ticket == own.id)
            case .event(let seen): #expect(seen.ticket == own.id)
            case .agent: Issue.record("the staff is not the customers' business")
            case .telegramLink(let link): #expect(link.service == TestDesk.valley.id)
            case .phoneFile: Issue.record("a file from a phone is its user's alone")
            case .desk, .topic, .readMark, .incident: break
            }
        }
    }

    @Test func `an upload of a colleague cannot be claimed`() async throws {
        let attachment = try await desk.upload(Data("mine".utf8), as: TestDesk.ben)
        let ticket = try await desk.file()
        let answer = try await desk.write(in: ticket, as: TestDesk.ann, attachments: [attachment])
        #expect(answer.problem == .invalid)
    }

    @Test func `an internal note leaves no trace that a customer could see`() async throws {
        let ticket = try await desk.file()
        try await desk.write(in: ticket, as: TestDesk.greta)
        let before = try await desk.changes(as: TestDesk.ann)
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
        #expect(try await desk.changes(as: TestDesk.ann).changes == before.changes)
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

    @Test func `without a valid token every address is closed`() async throws {
        for endpoint in desk.endpoints {
            guard case .authenticated = endpoint.action else { continue }
            let path = endpoint.path.replacing(/\{[a-z]+\}/, with: UUID().uuidString.lowercased())
            let answer = try await desk.send(endpoint.method, path, as: nil, headers: TestDesk.tus)
            #expect(answer.status == 401, "\(endpoint.name)")
        }
        let forged = try await desk.send(
            .get, "/v1/me", as: nil, headers: [.authorization: "Bearer \(AccessToken.make().text)"])
        #expect(forged.status == 401)
        #expect(forged.headers[.wwwAuthenticate] == "Bearer")
    }
}
