import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// What the desk has erased is erased from the store, its index and its copies of files.
@Suite("Erasing what the desk has erased", .timeLimit(.minutes(5)))
struct ErasingTests {
    private static let words = "elevenlemons"
    private static let content = Data("bytes that nobody else has".utf8)

    private let desk: Desk
    private let ticket: Ticket
    private let message: Message
    private let other: Ticket

    init() async throws {
        desk = try Desk(Me(user: Sample.agent, service: nil))
        let desk = desk
        ticket = await desk.backend.addTicket("About \(Self.words)")
        message = await desk.backend.answer(
            ticket.id, "The drawer has \(Self.words)", file: Self.content, named: "\(Self.words).bin")
        other = await desk.backend.addTicket("No dial tone")
        await desk.backend.addAgent()
        _ = try await desk.engine.syncOnce()
        _ = try await viewed.copy(of: try #require(message.attachments.first))
    }

    private var viewed: ViewedFiles { ViewedFiles(AttachmentSaver(store: desk.store, backend: desk.backend)) }

    private func apply(_ change: (inout ChangePage) -> Void) async throws {
        let cursor = try await desk.store.cursor()
        var page = ChangePage(changes: [], cursor: "next", hasMore: false)
        change(&page)
        #expect(try await desk.store.apply(page, after: cursor))
    }

    /// The files of the store that have the bytes.
    private func places(of bytes: Data) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: desk.store.directory)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            FileManager.default.contents(atPath: "\(desk.store.directory)/\(name)")?.range(of: bytes) != nil
        }
    }

    private func found(_ filter: String) async throws -> [Ticket.ID] {
        try await desk.store.ticketIDs(TicketQuery(filter: filter))
    }

    private var nobody: Author { Author(id: User.ID(Author.erasedPrefix + "1"), name: "", role: .customer) }

    @Test("A ticket that is gone leaves neither rows nor a place in the search nor copies of its files")
    func goneTicket() async throws {
        #expect(try await found(Self.words) == [ticket.id])
        #expect(try !places(of: Self.content).isEmpty)
        try await apply { $0.gone = [ticket.id] }
        #expect(try await desk.store.conversation(ticket.id) == nil)
        #expect(try await found(Self.words).isEmpty)
        #expect(try await found("") == [other.id])
        #expect(try places(of: Self.content).isEmpty)
        // Nor are its words and file names in free pages.
        #expect(try places(of: Data(Self.words.utf8)).isEmpty)
    }

    @Test("Free pages are cleared of removed tickets once a day, as that takes its time")
    func cleanedOnceADay() async throws {
        let second = await desk.backend.addTicket("About twelvelemons")
        await desk.backend.answer(second.id, "A", file: Data("b".utf8), named: "twelvelemons.bin")
        _ = try await desk.engine.syncOnce()
        try await apply { $0.gone = [ticket.id] }
        try await apply {
            $0.cursor = "third"
            $0.gone = [second.id]
        }
        func hasLeftovers() async throws -> Bool {
            try await desk.store.read { try MetaKey.hasLeftovers.read($0) } != nil
        }
        #expect(try await hasLeftovers())
        desk.clock.advance(seconds: 86_401)
        try await apply { $0.cursor = "fourth" }
        #expect(try await !hasLeftovers())
        #expect(try places(of: Data("twelvelemons".utf8)).isEmpty)
    }

    /// A reply with a file, a note and a resolution that wait, and a reply that is being written.
    private func leaveUnsent() async throws -> OutgoingFile {
        let folder = try TemporaryFolder()
        try folder.write(Data("photo".utf8), to: "photo.jpg")
        let begun = Draft(kind: .reply(ticket.id), text: "Begun")
        try await desk.store.saveDraft(begun)
        var reply = Draft(kind: .reply(ticket.id), text: "Not sent")
        try await desk.store.saveDraft(reply)
        let file = try await desk.store.attach(path: folder.path + "/photo.jpg", to: reply.id, limits: .standard)
        reply.files = [file]
        _ = try await desk.store.queueReply(reply, origin: .tui)
        _ = try await desk.store.queueReply(Draft(kind: .note(ticket.id), text: "A note"), origin: .tui)
        try await desk.store.queueTransition(.resolved, ticket: ticket.id)
        return file
    }

    @Test(
        "What was not sent for a ticket that is gone is a draft: a reply of a new ticket with its files, a note a note")
    func unsentWords() async throws {
        let file = try await leaveUnsent()
        await desk.backend.erase(ticket.id)
        _ = try? await desk.engine.syncOnce()
        _ = try? await desk.engine.syncOnce()
        #expect(try await desk.store.conversation(ticket.id) == nil)
        let drafts = try await desk.store.drafts()
        #expect(
            Set(drafts.map { "\($0.kind) \($0.text)" }) == [
                "newTicket Not sent", "newTicket Begun", "\(Draft.Kind.note(ticket.id)) A note",
            ])
        #expect(drafts.first { $0.text == "Not sent" }?.files == [file])
        #expect(try await desk.store.outboxCounts() == (0, 0))
        #expect(try await found(Self.words).isEmpty)
        // It can be sent as what it is now.
        var draft = try #require(drafts.first { $0.text == "Not sent" })
        draft.topic = Topic.otherID
        draft.service = Sample.service.id
        let new = try await desk.store.queueTicket(draft, origin: .tui)
        _ = try await desk.engine.syncOnce()
        #expect(try await desk.conversation(new).messages.first?.message.attachments.map(\.name) == ["photo.jpg"])
    }

    @Test("An answer that comes after the news that the ticket is gone does not bring it back")
    func lateAnswer() async throws {
        _ = try await desk.store.queueReply(Draft(kind: .reply(ticket.id), text: "On its way"), origin: .tui)
        let item = try #require(try await desk.store.takeNextDue())
        #expect(try await desk.store.beginSending(item))
        try await apply { $0.gone = [ticket.id] }
        #expect(try await desk.store.conversation(ticket.id) != nil)
        try await desk.store.confirm(item, TicketUpdate(ticket: ticket))
        #expect(try await desk.store.conversation(ticket.id) == nil)
        #expect(try await desk.store.drafts().isEmpty)
    }

    @Test("Of an emptied message no file of the store has a word, and nothing finds it")
    func emptied() async throws {
        #expect(try !places(of: Data(Self.words.utf8)).isEmpty)
        var emptied = ticket
        emptied.subject = Ticket.erasedSubject
        emptied.author = nobody
        let empty = Message(
            id: message.id, ticket: ticket.id, author: nobody, origin: .tui, text: "", created: message.created)
        try await apply { $0.changes = [.ticket(emptied), .message(empty)] }
        let conversation = try await desk.conversation(ticket.id)
        #expect(conversation.messages.map(\.message.isErased) == [true])
        #expect(conversation.messages.allSatisfy { $0.message.text.isEmpty && $0.message.attachments.isEmpty })
        #expect(try await found(Self.words).isEmpty)
        #expect(try places(of: Data(Self.words.utf8)).isEmpty)
        #expect(try places(of: Self.content).isEmpty)
        #expect(try await Set(found("")) == [ticket.id, other.id])
    }

    @Test("An id that is in use again is listed, though the page says that it was erased, too")
    func usedAgain() async throws {
        let anew = Agent(id: Sample.agent.id, name: "Another one", role: .agent)
        let digest = try #require(SHA256Digest(of: Data(Sample.agent.id.rawValue.utf8)))
        try await apply { page in
            page.erased = [digest]
            page.changes = [.agent(anew)]
        }
        #expect(try await desk.store.deskSnapshot().agents.map(\.name) == ["Another one"])
    }

    @Test("People and services are forgotten by the digests of their ids, and no others")
    func digests() async throws {
        try await apply { page in
            page.changes = [.service(Sample.service), .service(Service(id: "volna", name: "Volna"))]
        }
        #expect(try await desk.store.deskSnapshot().agents.map(\.id) == [Sample.agent.id])
        let digests = try [Sample.agent.id.rawValue, Sample.service.id.rawValue].map {
            try #require(SHA256Digest(of: Data($0.utf8)))
        }
        try await apply {
            $0.cursor = "third"
            $0.erased = digests
        }
        let snapshot = try await desk.store.deskSnapshot()
        #expect(snapshot.agents.isEmpty)
        #expect(snapshot.services.map(\.id) == ["volna"])
    }

    @Test("A copy of a file that another message has, too, stays")
    func sharedFile() async throws {
        let same = await desk.backend.answer(other.id, "The same", file: Self.content, named: "again.bin")
        _ = try await desk.engine.syncOnce()
        #expect(same.attachments.first?.sha256 == message.attachments.first?.sha256)
        try await apply { $0.gone = [ticket.id] }
        #expect(try !places(of: Self.content).isEmpty)
    }

    @Test("A page of an older or newer desk is read, whatever it says of things that are gone")
    func wire() throws {
        let old: ChangePage = try WireJSON.decode(from: Data(#"{"changes":[],"cursor":"c","hasMore":false}"#.utf8))
        #expect(old.erased == nil && old.isEmpty)
        let message =
            #"{"attachments":[],"author":{"id":"erased-1","name":"","role":"customer"},"#
            + #""created":"2026-01-02T03:04:05.000Z","id":"01890000-0000-7000-8000-000000000000","isErased":true,"#
            + #""isInternal":false,"origin":"tui","text":"","ticket":"01890000-0000-7000-8000-000000000001"}"#
        let read: Message = try WireJSON.decode(from: Data(message.utf8))
        #expect(read.isErased == true && read.author.isErased)
        #expect(try String(decoding: WireJSON.encode(read), as: UTF8.self) == message)
    }
}
