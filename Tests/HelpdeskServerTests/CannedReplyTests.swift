import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

@Suite("Canned replies of the desk and of its staff") struct CannedReplyTests {
    let desk: TestDesk
    let id = CannedReply.ID.make()
    /// Another specialist than Greta.
    let otto = Account(user: User(id: "otto", name: "Otto", role: .agent, service: nil), service: nil, token: 0)

    init() async throws {
        desk = try TestDesk()
        try desk.helpdesk.addUser(otto.user)
    }

    private func write(
        _ name: String = "Welcome", _ text: [Language: String] = [.english: "Hello {customer}"], isOwn: Bool = false,
        as user: User = TestDesk.greta, id: CannedReply.ID? = nil
    ) async throws -> TestAnswer {
        let new = NewCannedReply(name: name, text: LocalizedText(text), isOwn: isOwn)
        return try await desk.put("/v1/canned-replies/\(id ?? self.id)", as: user, new)
    }

    private func replies(_ changes: [Change]) -> [CannedReply] {
        changes.compactMap { if case .cannedReply(let reply) = $0 { reply } else { nil } }
    }

    private func replies(as user: User, after cursor: String? = nil) async throws -> [CannedReply] {
        replies(try await desk.changes(as: user, after: cursor).changes)
    }

    private func repliesOfOtto() async throws -> [CannedReply] {
        replies(try await desk.helpdesk.changes(after: nil, limit: 500, for: otto).page.changes)
    }

    @Test func `the desk's reaches all of the staff, one's own its owner, and no customer either`() async throws {
        #expect(try await write().status == 201)
        let own = CannedReply.ID.make()
        #expect(try await write("Mine", isOwn: true, id: own).status == 201)
        let greta = try await replies(as: TestDesk.greta)
        #expect(greta.map(\.id) == [id, own] && greta.map(\.owner) == [nil, TestDesk.greta.id])
        #expect(greta.first?.text[.english] == "Hello {customer}")
        #expect(try await repliesOfOtto().map(\.id) == [id])
        for user in [TestDesk.ann, TestDesk.vera] {
            #expect(try await replies(as: user).isEmpty, "\(user.name)")
        }
    }

    @Test func `a text is replaced, and the same again changes nothing`() async throws {
        let first: CannedReply = try await write().json()
        let cursor = try await desk.changes(as: TestDesk.greta).cursor
        #expect(try await write().status == 200)
        #expect(try await replies(as: TestDesk.greta, after: cursor).isEmpty)
        let text: [Language: String] = [.english: "Hi", .ukrainian: "Вітаю"]
        let second: CannedReply = try await write("Greeting", text).json()
        #expect(second.id == first.id && second.name == "Greeting" && second.text.texts == text)
        #expect(try await replies(as: TestDesk.greta, after: cursor) == [second])
    }

    @Test func `a reply cannot change hands, and another's own is as unknown as none`() async throws {
        _ = try await write()
        #expect(try await write(isOwn: true).problem == .conflict)
        let own = CannedReply.ID.make()
        let new = NewCannedReply(name: "Secret", text: LocalizedText([.english: "S"]), isOwn: true)
        _ = try await desk.helpdesk.putCannedReply(own, new, by: otto, at: desk.clock.now())
        for isOwn in [true, false] {
            #expect(try await write("Secret", [.english: "S"], isOwn: isOwn, id: own).problem == .notFound)
        }
        let unknown = try await desk.send(.delete, "/v1/canned-replies/\(CannedReply.ID.make())", as: TestDesk.greta)
        #expect(unknown.problem == .notFound)
        #expect(try await desk.send(.delete, "/v1/canned-replies/\(own)", as: TestDesk.greta) == unknown)
        #expect(try await repliesOfOtto().last?.name == "Secret")
    }

    @Test func `no two of one owner have one name, in whatever letter case, and others may have it`() async throws {
        #expect(try await write("Каса  магазину").status == 201)
        for name in ["Каса  магазину", "каса магазину", "КАСА МАГАЗИНУ"] {
            #expect(try await write(name, id: .make()).problem == .conflict, "\(name)")
        }
        let own = CannedReply.ID.make()
        #expect(try await write("Каса магазину", isOwn: true, id: own).status == 201)
        #expect(try await write("каса магазину", isOwn: true, id: .make()).problem == .conflict)
        let new = NewCannedReply(name: "Каса магазину", text: LocalizedText([.english: "T"]), isOwn: true)
        #expect(try await desk.helpdesk.putCannedReply(.make(), new, by: otto, at: desk.clock.now()).isNew)
        // It keeps its name with another text or case, and gets no name that is taken.
        #expect(try await write("КАСА МАГАЗИНУ", [.english: "New"]).status == 200)
        let other = CannedReply.ID.make()
        #expect(try await write("Інша", id: other).status == 201)
        #expect(try await write("Каса магазину", id: other).problem == .conflict)
        // One that is gone leaves its name.
        _ = try await desk.send(.delete, "/v1/canned-replies/\(id)", as: TestDesk.greta)
        #expect(try await write("Каса магазину", id: other).status == 200)
    }

    @Test func `two that had one name before that was refused can still be changed`() async throws {
        let other = CannedReply.ID.make()
        _ = try await write()
        let twin = CannedReply(
            id: other, name: "Welcome", text: LocalizedText([.english: "T"]), owner: nil, updated: desk.clock.now())
        try await desk.helpdesk.database.write { try $0.store(twin, removed: nil) }
        #expect(try await write("Welcome", [.english: "New"], id: other).status == 200)
        #expect(try await write("Greeting", [.english: "New"], id: other).status == 200)
        #expect(try await write("Welcome", [.english: "New"], id: other).problem == .conflict)
    }

    @Test func `a deleted one is empty for everybody, and a late repetition does not bring it back`() async throws {
        _ = try await write()
        let cursor = try await desk.changes(as: TestDesk.greta).cursor
        for _ in 0..<2 {
            #expect(try await desk.send(.delete, "/v1/canned-replies/\(id)", as: TestDesk.greta).status == 204)
        }
        let gone = try await replies(as: TestDesk.greta, after: cursor)
        #expect(gone.map(\.isGone) == [true] && gone.allSatisfy { $0.text.texts.isEmpty && $0.name.isEmpty })
        #expect(try await write().status == 200)
        #expect(try await repliesOfOtto().allSatisfy(\.isGone))
    }

    @Test func `a customer neither writes nor deletes one, and learns nothing by trying`() async throws {
        _ = try await write()
        for user in [TestDesk.ann, TestDesk.vera] {
            for target in [id, .make()] {
                #expect(try await write(as: user, id: target).problem == .forbidden)
                let path = "/v1/canned-replies/\(target)"
                #expect(try await desk.send(.delete, path, as: user).problem == .forbidden)
            }
        }
        #expect(try await replies(as: TestDesk.greta).map(\.isGone) == [false])
    }

    @Test func `a name and a text have their limits`() async throws {
        let long = String(repeating: "x", count: CannedReply.nameLength + 1)
        for name in ["", " ", long, "two\nlines", "\u{200B}", "a\u{202E}b", "a\u{7F}", "a\tb"] {
            #expect(try await write(name).problem == .invalid, "\(name)")
        }
        let tooLong = String(repeating: "x", count: Limits.standard.textLength + 1)
        for text: [Language: String] in [[:], [.english: " "], [.english: "x", .russian: ""], [.english: tooLong]] {
            #expect(try await write("N", text).problem == .invalid)
        }
        #expect(try await replies(as: TestDesk.greta).isEmpty)
    }

    @Test func `a text in a language that there is not is refused by name`() async throws {
        let body = #"{"name":"N","text":{"en":"Hello","de":"Hallo"},"isOwn":false}"#
        let answer = try await desk.send(
            .put, "/v1/canned-replies/\(id)", as: TestDesk.greta, headers: [.contentType: "application/json"],
            body: Data(body.utf8))
        #expect(answer.problem == .malformed)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("`text.de`"))
        #expect(try await replies(as: TestDesk.greta).isEmpty)
    }

    @Test func `the desk and each specialist have room for so many`() async throws {
        for isOwn in [true, false] {
            for number in 0..<CannedReply.count {
                let new = NewCannedReply(name: "N\(number)", text: LocalizedText([.english: "T"]), isOwn: isOwn)
                _ = try await desk.helpdesk.putCannedReply(.make(), new, by: otto, at: desk.clock.now())
            }
        }
        #expect(try await write().problem == .invalid)
        #expect(try await write(isOwn: true).status == 201)
    }

    @Test func `what was deleted is forgotten after 90 days`() async throws {
        _ = try await write()
        _ = try await desk.send(.delete, "/v1/canned-replies/\(id)", as: TestDesk.greta)
        _ = try await desk.file()
        try desk.helpdesk.tidyUp(at: desk.clock.now().adding(seconds: PhoneRules.memory + 60))
        #expect(try await replies(as: TestDesk.greta).isEmpty)
    }

    @Test func `an administrator adds the desk's by name, language by language, and it is in the audit log`()
        async throws
    {
        let helpdesk = desk.helpdesk
        let first = try helpdesk.addCannedReply("Welcome", "Hello", in: .english)
        #expect(try helpdesk.addCannedReply("welcome", "Вітаю", in: .ukrainian).id == first.id)
        #expect(try helpdesk.cannedReplies().map(\.text.texts) == [[.english: "Hello", .ukrainian: "Вітаю"]])
        #expect(try await replies(as: TestDesk.greta).map(\.name) == ["Welcome"])
        #expect(throws: ServerFailure.self) { try helpdesk.addCannedReply("", "x", in: .english) }
        try helpdesk.removeCannedReply(named: "Welcome")
        #expect(try helpdesk.cannedReplies().isEmpty)
        #expect(throws: ServerFailure.self) { try helpdesk.removeCannedReply(named: "Welcome") }
        _ = try await write()
        let actions = try helpdesk.auditRecords().map(\.action).filter { $0.hasPrefix("canned.") }
        #expect(actions == ["canned.add", "canned.add", "canned.remove", "canned.put"])
    }
}
