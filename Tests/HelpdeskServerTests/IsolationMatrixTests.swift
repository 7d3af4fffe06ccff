import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Every operation of docs/openapi.yaml, asked by everybody who must not learn what it knows.
@Suite struct IsolationMatrixTests {
    let world: IsolationWorld
    var desk: TestDesk { world.desk }

    init() async throws { world = try await IsolationWorld() }

    /// The operations of the document that take a token, with what is known of them here.
    private var operations: [(name: String, sample: OperationSample)] {
        get throws {
            let (document, samples) = (APIDocument.shared, OperationSample.all)
            return try document.statuses.keys.filter { !document.open.contains($0) }.sorted().map { name in
                (name, try #require(samples[name], "\(name) is not in the matrix"))
            }
        }
    }

    @Test func `the matrix has every operation of the document and every parameter of its paths`() {
        #expect(Set(OperationSample.all.keys) == Set(APIDocument.shared.statuses.keys))
        for (name, sample) in OperationSample.all {
            let parameters = IsolationWorld.parameters(of: name)
            #expect(parameters.isSubset(of: world.ids.keys), "\(name)")
            #expect(parameters.isEmpty == (sample.naming == .nothing), "\(name)")
        }
    }

    @Test func `without a valid token all operations have one answer, and nothing happens`() async throws {
        let before = try await desk.changes(as: TestDesk.greta)
        let authorizations: [HTTPFields] =
            [[:], [.authorization: "Bearer"], [.authorization: "Basic eDp5"]]
            + world.deadTokens.map { [.authorization: "Bearer \($0)"] }
        var answers: [[Bool]: Set<TestAnswer>] = [:]
        for (name, sample) in try operations {
            for ids in [world.ids, IsolationWorld.unknown(like: world.ids)] {
                for index in sample.bodies.indices {
                    for authorization in authorizations {
                        let answer = try await world.send(name, sample, ids, body: index, headers: authorization)
                        #expect(answer.problem == .unauthorized || answer.status == 401, "\(name)")
                        let kind = [name.hasPrefix("HEAD"), name.contains("/v1/uploads")]
                        answers[kind, default: []].insert(answer)
                    }
                }
            }
        }
        // An answer to HEAD has no body, and one about uploads names the version of tus.
        for (_, answers) in answers { #expect(answers.count == 1) }
        let after = try await desk.changes(as: TestDesk.greta)
        #expect(after.changes == before.changes)
        #expect(after.cursor == before.cursor)
    }

    @Test(arguments: [TestDesk.vera, TestDesk.ben, TestDesk.greta, TestDesk.ann])
    func `what a user may not know of is answered, and looked for, as if it were not there`(user: User) async throws {
        // The first request of a minute also notes that the token is used.
        _ = try await desk.get("/v1/me", as: user)
        var looked = 0
        for hidden in world.hidden(from: user) {
            for (name, sample) in try operations where sample.naming == .thing || sample.naming == .own {
                guard IsolationWorld.parameters(of: name).isSubset(of: hidden.keys) else { continue }
                for index in sample.bodies.indices {
                    _ = world.statements.take()
                    let unknown = IsolationWorld.unknown(like: hidden)
                    let nothing = try await world.send(name, sample, unknown, as: user, body: index)
                    let forNothing = world.statements.take()
                    let foreign = try await world.send(name, sample, hidden, as: user, body: index)
                    #expect(foreign == nothing, "\(name)")
                    #expect(world.statements.take() == forNothing, "\(name)")
                    #expect(foreign.status == (sample.naming == .own ? 204 : 404), "\(name)")
                    looked += 1
                }
            }
        }
        #expect(looked > 0)
        // The things of others are as they were before they were asked for.
        #expect(try await desk.send(.head, world.upload, as: TestDesk.ann, headers: TestDesk.tus).status == 200)
        let links: Page<TelegramLink> = try await desk.get("/v1/telegram/links", as: TestDesk.ann).json()
        #expect(links.items.first?.wantsAnswers == true)
    }

    @Test func `an id that is another's cannot be given to a new thing, and nothing more is said`() async throws {
        let vera = TestDesk.vera
        let nothing = try await desk.get("/v1/tickets/\(Ticket.ID.make())", as: vera)
        let own = try await desk.file(as: vera)
        let file = try await desk.upload(Data("x".utf8), as: vera)
        for hidden in world.hidden(from: vera) where hidden["message"] != nil {
            for (name, sample) in try operations where sample.naming == .newThing && sample.audience != .staff {
                #expect(try await world.send(name, sample, hidden, as: vera) == nothing, "\(name)")
            }
            var ids = hidden
            ids["ticket"] = "\(own.id)"
            for name in [
                "PUT /v1/tickets/{ticket}/messages/{message}", "PUT /v1/tickets/{ticket}/events/{event}",
            ] {
                let sample = try #require(OperationSample.all[name])
                #expect(try await world.send(name, sample, ids, as: vera) == nothing, "\(name)")
            }
            var taken = file
            taken.id = try #require(hidden["attachment"].flatMap { Attachment.ID($0) })
            #expect(try await desk.write("T", in: own, as: vera, attachments: [taken]) == nothing)
            var first = desk.newTicket()
            first.messageID = try #require(hidden["message"].flatMap { Message.ID($0) })
            #expect(try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: vera, first) == nothing)
        }
    }

    @Test func `an upload of somebody else is as unknown to a message as none`() async throws {
        let foreign = try await desk.upload(Data("mine".utf8), as: TestDesk.ben)
        let ticket = try await desk.file()
        func answer(_ attachment: NewAttachment) async throws -> TestAnswer {
            try await desk.write(in: ticket, as: TestDesk.ann, attachments: [attachment])
        }
        var unknown = foreign
        unknown.upload = .make()
        let nothing = try await answer(unknown)
        #expect(nothing.problem == .invalid)
        #expect(try await answer(foreign) == nothing)
    }

    @Test func `the end of a page that is another's is no end of a page`() async throws {
        let vera = TestDesk.vera
        let own = try await desk.file(as: vera)
        let hidden = world.hidden(from: vera)[0]
        for (list, thing) in [
            ("/v1/telegram/links", "link"), ("/v1/tickets/\(own.id)/messages", "message"),
            ("/v1/tickets/\(own.id)/events", "event"),
        ] {
            let nothing = try await desk.get("\(list)?after=\(Ticket.ID.make())", as: vera)
            #expect(nothing.problem == .malformed)
            #expect(try await desk.get("\(list)?after=\(hidden[thing] ?? "")", as: vera) == nothing, "\(list)")
        }
        let note = world.hidden(from: TestDesk.ann)[0]["message"] ?? ""
        let messages = "/v1/tickets/\(world.ticket.id)/messages"
        let nothing = try await desk.get("\(messages)?after=\(Ticket.ID.make())", as: TestDesk.ann)
        #expect(try await desk.get("\(messages)?after=\(note)", as: TestDesk.ann) == nothing)
    }

    @Test func `what a role may not do is refused in the same words to all who have it`() async throws {
        for (name, sample) in try operations {
            let refused: [User] =
                switch sample.audience {
                case .everybody: []
                case .staff: [TestDesk.ann, TestDesk.ben, TestDesk.vera]
                case .administrators: [TestDesk.ann, TestDesk.vera, TestDesk.greta]
                case .customers: [TestDesk.greta]
                }
            var answers: Set<TestAnswer> = []
            for user in refused { answers.insert(try await world.send(name, sample, world.ids, as: user)) }
            #expect(answers.allSatisfy { $0.problem == .forbidden }, "\(name)")
            #expect(answers.count == min(1, refused.count), "\(name)")
            #expect(refused.isEmpty || APIDocument.shared.statuses[name]?.contains(403) == true, "\(name)")
        }
        let own = try await desk.file(as: TestDesk.vera)
        for event in [NewEvent.assigned(to: nil), .moved(to: Topic.otherID)] {
            #expect(try await desk.ask(event, for: own, as: TestDesk.vera).problem == .forbidden)
        }
        #expect(try await desk.write(in: own, as: TestDesk.vera, isInternal: true).problem == .forbidden)
    }

    @Test func `no answer to a stranger holds anything of another's, and none changes with it`() async throws {
        let vera = TestDesk.vera
        let own = try await desk.file(as: vera)
        func lists() async throws -> [String: TestAnswer] {
            var found: [String: TestAnswer] = [:]
            for (name, sample) in try operations where name.hasPrefix("GET") {
                guard sample.audience == .everybody else { continue }
                found[name] = try await world.send(name, sample, ["ticket": "\(own.id)", "attachment": "x"], as: vera)
            }
            return found
        }
        let cursor = try await desk.changes(as: vera).cursor
        let before = try await lists()
        #expect(before["GET /v1/tickets"]?.status == 200)
        let secrets = world.secrets
        for (name, answer) in before {
            let text = "\(answer.headers)" + String(decoding: answer.body, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret), "\(name)") }
        }
        try await happen()
        let after = try await lists()
        for (name, answer) in before { #expect(after[name] == answer, "\(name)") }
        let news = try await desk.changes(as: vera, after: cursor)
        #expect(news.changes.isEmpty)
        #expect(news.cursor == cursor)
    }

    /// Something of every kind, at Harbour Taxi.
    private func happen() async throws {
        let (ann, greta) = (TestDesk.ann, TestDesk.greta)
        _ = try await desk.file()
        let id = Message.ID.make()
        try await desk.write(IsolationWorld.text, in: world.ticket, as: ann, id: id)
        try await desk.write("A note", in: world.ticket, as: greta, isInternal: true)
        try await desk.ask(.assigned(to: greta.id), for: world.ticket, as: greta)
        try await desk.ask(.resolved, for: world.ticket, as: greta)
        #expect(try await desk.rate(world.ticket, 5, as: ann).status == 200)
        let mark = ReadMark(ticket: world.ticket.id, readUpTo: desk.clock.now())
        #expect(try await desk.put("/v1/tickets/\(world.ticket.id)/read", as: ann, mark).status == 200)
        for user in [ann, greta] {
            let own = PresenceAnnouncement(activity: .writing)
            #expect(try await desk.put("/v1/tickets/\(world.ticket.id)/presence", as: user, own).status == 200)
        }
        let link = world.ids["link"] ?? ""
        #expect(try await desk.send(.delete, "/v1/telegram/links/\(link)", as: ann).status == 204)
        let photo = "/v1/drafts/\(world.draft)/files/\(world.ids["file"] ?? "")"
        #expect(try await desk.send(.delete, photo, as: ann).status == 204)
        for isOwn in [true, false] {
            let reply = NewCannedReply(name: "N", text: LocalizedText([.english: IsolationWorld.text]), isOwn: isOwn)
            let answer = try await desk.put("/v1/canned-replies/\(CannedReply.ID.make())", as: greta, reply)
            #expect(answer.status == 201)
        }
        try desk.helpdesk.renameService(TestDesk.harbour.id, to: "Harbour Cars")
    }
}
