import Foundation
import HelpdeskDesk
import HelpdeskModels
import NettleCrypto
import SQLDatabase
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite("Erasing people and services") struct ErasureTests {
    private static let words = "The drawer has eleven lemons"
    private static let content = Data("bytes of a recording that nobody else has".utf8)

    let desk: TestDesk

    init() async throws { desk = try TestDesk() }

    /// A ticket of Ann's with a file, in which Ben and Greta wrote, too; rated by a customer, assigned to Greta.
    private func conversation() async throws -> Ticket {
        let attachment = try await desk.upload(Self.content, named: "eleven-lemons.wav")
        var new = desk.newTicket("About lemons", text: Self.words)
        new.message.attachments = [attachment]
        let ticket = try await desk.file(new)
        try await desk.write("Which lemons?", in: ticket, as: TestDesk.greta)
        try await desk.write("The yellow ones", in: ticket, as: TestDesk.ben)
        try await desk.write("An agent's secret", in: ticket, as: TestDesk.greta, isInternal: true)
        try await desk.ask(.assigned(to: TestDesk.greta.id), for: ticket, as: TestDesk.greta)
        try await desk.ask(.resolved, for: ticket, as: TestDesk.ann)
        _ = try await desk.rate(ticket, 4, "Sour but quick", as: TestDesk.ann)
        return ticket
    }

    /// The places of the bytes, log and uploads included.
    private func places(of text: String) throws -> [String] { try places(of: Data(text.utf8)) }

    private func places(of bytes: Data) throws -> [String] { try desk.places(of: bytes) }

    private func page(as user: User, after cursor: String?) async throws -> ChangePage {
        try await desk.get("/v1/changes?limit=500" + (cursor.map { "&after=\($0)" } ?? ""), as: user).json()
    }

    @Test func `what a person wrote is emptied, the ticket and the words of others stay`() async throws {
        let ticket = try await conversation()
        let cursor = try await desk.changes(as: TestDesk.greta).cursor
        let erased = try desk.helpdesk.erasePerson(TestDesk.ann.id)
        #expect(erased.messages.count == 1 && erased.tickets.isEmpty)

        let messages: Page<Message> = try await desk.get(
            "/v1/tickets/\(ticket.id)/messages", as: TestDesk.greta
        ).json()
        #expect(messages.items.map(\.text) == ["", "Which lemons?", "The yellow ones", "An agent's secret"])
        #expect(messages.items.map { $0.isErased ?? false } == [true, false, false, false])
        #expect(messages.items[0].attachments.isEmpty && messages.items[0].author.isErased)
        let now: Ticket = try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ben).json()
        #expect(now.subject == Ticket.erasedSubject && now.author.isErased && now.number == ticket.number)
        #expect(now.rating == Rating(score: 4, comment: ""))
        #expect(now.assignee?.id == TestDesk.greta.id)

        // Everybody who has it gets it anew, at once and not only with the next pass.
        for user in [TestDesk.greta] {
            let page = try await self.page(as: user, after: cursor)
            let told = page.changes.compactMap { if case .message(let message) = $0 { message } else { nil } }
            #expect(told.map(\.isErased) == [true])
            #expect(
                page.changes.contains { if case .ticket(let ticket) = $0 { ticket.author.isErased } else { false } })
            #expect(page.changes.contains { if case .event(let event) = $0 { event.author.isErased } else { false } })
        }
        let answer = try await desk.get("/v1/me", as: TestDesk.ann)
        #expect(answer.status == 401)
    }

    /// Nothing is left in any row, if the files of the database are not the desk's.
    private func eraseFromRows() throws {
        func rows() throws -> String {
            try desk.directory.database.inspect { records in
                let connection = try #require(records as? any SQLRecords)
                return try MovedTable.desk.map { "\(try $0.rows(after: nil, limit: 10_000, in: connection))" }.joined()
            }
        }
        let traces = [Self.words, "eleven-lemons", "About lemons", "Sour but quick", "Lemon note", "Ann"]
        for trace in traces { #expect(try rows().contains(trace), "the test finds nothing: \(trace)") }
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        for trace in traces { #expect(try !rows().contains(trace), "\(trace)") }
    }

    @Test func `nothing of an erased person is left in any file of the desk`() async throws {
        _ = try await conversation()
        _ = try await desk.put(
            "/v1/shift-notes/\(ShiftNote.ID.make())", as: TestDesk.ann, NewShiftNote(text: "Lemon note"))
        guard desk.directory.sqlite != nil, desk.directory.vault != nil else { return try eraseFromRows() }
        _ = try await desk.beginUpload(Self.content.count)
        for trace in [Self.words, "eleven-lemons", "About lemons", "Sour but quick", "Lemon note"] {
            #expect(try !places(of: trace).isEmpty, "the test finds nothing: \(trace)")
        }
        #expect(try !places(of: Self.content).isEmpty)
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        let digest = try Self.content.sha256.description
        for trace in [Self.words, "eleven-lemons", "About lemons", "Sour but quick", "Lemon note", "Ann", digest] {
            #expect(try places(of: trace).isEmpty, "\(trace)")
        }
        #expect(try places(of: Self.content).isEmpty)
        #expect(try places(of: "The yellow ones") != [])
        let audit = try desk.helpdesk.auditRecords()
        #expect(audit.allSatisfy { $0.actor != "ann" && $0.target != "ann" })
        #expect(audit.last?.action == "person.erase")
        #expect(try desk.helpdesk.users().map(\.user.id).contains(TestDesk.ann.id) == false)
        // A second time there is nobody.
        #expect(throws: ServerFailure.self) { try desk.helpdesk.erasePerson(TestDesk.ann.id) }
    }

    @Test func `a file that somebody else attached, too, stays for their message`() async throws {
        let ticket = try await conversation()
        let same = try await desk.upload(Self.content, named: "mine.wav", as: TestDesk.ben)
        try await desk.write("The same", in: ticket, as: TestDesk.ben, attachments: [same])
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        #expect(try await desk.get("/v1/attachments/\(same.id)", as: TestDesk.ben).body == Self.content)
    }

    @Test func `a specialist who is erased is no assignee any more, and lists are told by a digest alone`() async throws
    {
        let ticket = try await conversation()
        let admin = User(id: "root", name: "Root", role: .admin, service: nil)
        try desk.helpdesk.addUser(admin)
        let account = Account(user: admin, service: nil, token: 0)
        let cursor = try await desk.helpdesk.changes(after: nil, limit: 500, for: account).page.cursor
        try desk.helpdesk.erasePerson(TestDesk.greta.id)
        let now: Ticket = try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ann).json()
        #expect(now.assignee?.isErased == true && now.subject == "About lemons")
        let told = try await desk.helpdesk.changes(after: cursor, limit: 500, for: account).page
        #expect(told.erased == [try #require(SHA256Digest(of: Data("greta".utf8)))])
        let events = told.changes.compactMap { if case .event(let event) = $0 { event } else { nil } }
        let assigned = events.filter { $0.kind == .assigned }
        #expect(assigned.map(\.detail) == [Ticket.erasedSubject])
        #expect(try places(of: "Greta").isEmpty && places(of: "An agent's secret").isEmpty)
        // Customers hear nothing of the staff.
        #expect(try await page(as: TestDesk.ben, after: nil).erased == nil)
    }

    @Test func `open tickets of an erased specialist are nobody's, and everybody hears of it`() async throws {
        let ticket = try await desk.file()
        try await desk.ask(.assigned(to: TestDesk.greta.id), for: ticket, as: TestDesk.greta)
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        try desk.helpdesk.erasePerson(TestDesk.greta.id)
        let told = try await page(as: TestDesk.ann, after: cursor).changes.compactMap { change -> Ticket? in
            if case .ticket(let ticket) = change { ticket } else { nil }
        }
        #expect(told.map(\.id) == [ticket.id] && told.allSatisfy { $0.assignee == nil })
    }

    /// An erasure of Ann that was killed right after its commit, as a database and files that are put back show it.
    private func interruptedErasure() async throws {
        _ = try await conversation()
        let path = try await desk.beginUpload(30)
        _ = try await desk.append(Data("half of a secret recording".utf8), at: 0, to: path)
        let upload = try #require(Upload.ID(String(path.split(separator: "/").last ?? "")))
        try desk.keepingFiles { try desk.helpdesk.erasePerson(TestDesk.ann.id) }
        try desk.directory.database.administerQuietly { try $0.beginCleaning(after: "erased-test", of: [upload]) }
        #expect(try !places(of: Self.content).isEmpty && !places(of: "secret recording").isEmpty)
    }

    private func expectClean() throws {
        #expect(try places(of: Self.content).isEmpty && places(of: "secret recording").isEmpty)
        #expect(try desk.directory.database.inspect { try $0.dueCleanings() }.isEmpty)
        #expect(try desk.helpdesk.tokens(of: TestDesk.ann.id).isEmpty)
    }

    @Test func `an erasure notes what is due in its own transaction, and forgets it when all is done`() async throws {
        _ = try await conversation()
        let database = desk.directory.database
        #expect(throws: StoreError.notFound) {
            try desk.helpdesk.erasePerson(TestDesk.ann.id) { _ in throw StoreError.notFound }
        }
        #expect(try database.inspect { try $0.dueCleanings() }.isEmpty)
        // The files cannot be looked through: what is due stays known.
        try desk.withoutFiles {
            #expect(throws: (any Error).self) { try desk.helpdesk.erasePerson(TestDesk.ann.id) }
        }
        #expect(try database.inspect { try $0.dueCleanings() }.count == 1)
        #expect(throws: ServerFailure.self) { try desk.helpdesk.erasePerson(TestDesk.ann.id) }
        #expect(try database.inspect { try $0.dueCleanings() }.isEmpty)
    }

    @Test func `an interrupted erasure is finished by the next one, though there is nobody any more`() async throws {
        try await interruptedErasure()
        #expect(throws: ServerFailure.self) { try desk.helpdesk.erasePerson(TestDesk.ann.id) }
        try expectClean()
    }

    @Test func `an interrupted erasure is finished when the desk is tidied up`() async throws {
        try await interruptedErasure()
        try desk.helpdesk.tidyUp(at: desk.clock.now())
        try expectClean()
    }

    @Test func `an interrupted erasure is finished when the desk is opened`() async throws {
        try await interruptedErasure()
        _ = try DataDirectory(desk.storage)
        try expectClean()
    }

    @Test func `a person in Telegram is found in capitals, too`() async throws {
        let ticket = try await desk.file()
        let id = User.ID("telegram-0197a000-0000-7000-8000-0000000000ab")
        let person = User(id: id, name: "Max", role: .customer, service: TestDesk.harbour.id)
        try await desk.writeFromTelegram("Words of a chat", in: ticket, as: person)
        let capitals = User.ID(id.rawValue.uppercased())
        let files = try exported { try desk.directory.exportPerson(capitals, to: $0) }
        #expect(isFound("Words of a chat", in: files))
        #expect(try desk.helpdesk.erasePerson(capitals).messages.count == 1)
    }

    @Test func `a service goes with all that is its, and the staff's programs are told`() async throws {
        let ticket = try await conversation()
        let other = try await desk.file(as: TestDesk.vera)
        let cursor = try await desk.changes(as: TestDesk.greta).cursor
        let valley = try await desk.changes(as: TestDesk.vera).cursor
        try desk.helpdesk.eraseService(TestDesk.harbour.id)
        let page = try await self.page(as: TestDesk.greta, after: cursor)
        #expect(page.gone == [ticket.id])
        #expect(page.erased == [try #require(SHA256Digest(of: Data("harbour".utf8)))])
        for trace in [Self.words, "eleven-lemons", "Which lemons?", "An agent's secret", "Harbour Taxi", "Ann", "Ben"] {
            #expect(try places(of: trace).isEmpty, "\(trace)")
        }
        #expect(try places(of: Self.content).isEmpty)
        for user in [TestDesk.ann, TestDesk.ben] { #expect(try await desk.get("/v1/me", as: user).status == 401) }
        // Another service keeps what it has, and hears nothing.
        let quiet = try await self.page(as: TestDesk.vera, after: valley)
        #expect(quiet.isEmpty)
        #expect(try await desk.get("/v1/tickets/\(other.id)", as: TestDesk.vera).status == 200)
        // A program that begins anew learns nothing of it but that it is gone.
        let (changes, _) = try await desk.changes(as: TestDesk.greta)
        #expect(!changes.contains { if case .ticket(let found) = $0 { found.id == ticket.id } else { false } })
    }

    @Test func `a duplicate goes with the ticket that has its messages`() async throws {
        let (ticket, duplicate) = (try await conversation(), try await desk.file())
        try await desk.ask(.merged(into: ticket.id), for: duplicate, as: TestDesk.greta)
        try await desk.ask(.resolved, for: ticket, as: TestDesk.greta)
        var retention = Retention()
        retention.resolvedDays = 10
        let cursor = try await desk.changes(as: TestDesk.ben).cursor
        try desk.helpdesk.tidyUp(at: desk.clock.now().adding(seconds: 9 * 86_400), retention: retention)
        #expect(try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ben).status == 200)
        try desk.helpdesk.tidyUp(at: desk.clock.now().adding(seconds: 11 * 86_400), retention: retention)
        for id in [ticket.id, duplicate.id] {
            #expect(try await desk.get("/v1/tickets/\(id)", as: TestDesk.ben).status == 404)
        }
        #expect(Set(try await page(as: TestDesk.ben, after: cursor).gone ?? []) == [ticket.id, duplicate.id])
        #expect(try places(of: Self.words).isEmpty && places(of: Self.content).isEmpty)
    }

    @Test func `the audit log is kept for as long as the configuration says`() async throws {
        _ = try await conversation()
        let count = try desk.helpdesk.auditRecords().count
        var retention = Retention()
        try desk.helpdesk.tidyUp(at: Timestamp.now.adding(seconds: 400 * 86_400), retention: retention)
        #expect(try desk.helpdesk.auditRecords().count == count)
        retention.auditDays = 365
        try desk.helpdesk.tidyUp(at: Timestamp.now.adding(seconds: 400 * 86_400), retention: retention)
        #expect(try desk.helpdesk.auditRecords().isEmpty)
    }

    @Test func `the room of a service is given back`() async throws {
        _ = try await conversation()
        let before = try desk.directory.database.inspect { try $0.storage(of: TestDesk.harbour.id) }
        #expect(before == Int64(Self.content.count))
        try desk.helpdesk.erasePerson(TestDesk.ann.id)
        #expect(try desk.directory.database.inspect { try $0.storage(of: TestDesk.harbour.id) } == 0)
    }

    @Test func `an erasure that fails elsewhere has not happened here`() async throws {
        let ticket = try await conversation()
        #expect(throws: StoreError.notFound) {
            try desk.helpdesk.erasePerson(TestDesk.ann.id) { _ in throw StoreError.notFound }
        }
        #expect(
            try await desk.get("/v1/tickets/\(ticket.id)", as: TestDesk.ann).json(Ticket.self).subject == "About lemons"
        )
    }

    @Test func `an id of an erased person is given to nobody`() {
        for id in ["erased-1", "telegram-1"] {
            let user = User(id: User.ID(id), name: "Eve", role: .agent, service: nil)
            #expect(throws: ServerFailure.self) { try desk.helpdesk.addUser(user) }
        }
    }

    // MARK: Export

    private func exported(_ body: (URL) throws -> Void) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-export-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
        // Never over something that is there.
        #expect(throws: ServerFailure.self) { try body(folder) }
        var files: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
            let path = folder.appending(path: name).path
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(name)")
            if !isFolder { files[name] = try Data(contentsOf: URL(filePath: path)) }
        }
        return files
    }

    private func isFound(_ text: String, in files: [String: Data]) -> Bool {
        files.values.contains { $0.range(of: Data(text.utf8)) != nil }
    }

    @Test func `a person gets what the person wrote, and no word of others`() async throws {
        let ticket = try await conversation()
        let files = try exported { try desk.directory.exportPerson(TestDesk.ann.id, to: $0) }
        let place = "tickets/\(ticket.number)"
        #expect(
            Set(files.keys) == [
                "README.txt", "profile.json", "devices.json", "chats.json", "shift-notes.json", "\(place)/ticket.json",
                "\(place)/files/eleven-lemons.wav",
            ])
        #expect(files["\(place)/files/eleven-lemons.wav"] == Self.content)
        for text in [Self.words, "About lemons", "Sour but quick", "\"Ann\""] {
            #expect(isFound(text, in: files), "\(text)")
        }
        for text in ["Which lemons?", "The yellow ones", "An agent's secret", desk.token(of: TestDesk.ann)] {
            #expect(!isFound(text, in: files), "\(text)")
        }
    }

    @Test func `a service gets its tickets, and the notes of the staff only where that is asked for`() async throws {
        _ = try await conversation()
        _ = try await desk.file(desk.newTicket("Another service's"), as: TestDesk.vera)
        let files = try exported {
            try desk.directory.exportService(TestDesk.harbour.id, to: $0, withNotes: false)
        }
        for text in [Self.words, "Which lemons?", "The yellow ones", "Harbour Taxi", "Sour but quick"] {
            #expect(isFound(text, in: files), "\(text)")
        }
        for text in ["An agent's secret", "Another service's"] { #expect(!isFound(text, in: files), "\(text)") }
        let all = try exported { try desk.directory.exportService(TestDesk.harbour.id, to: $0, withNotes: true) }
        #expect(isFound("An agent's secret", in: all))
    }

    @Test func `an export below a symbolic link is written, and a missing content is named with its ticket`()
        async throws
    {
        let ticket = try await conversation()
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-export-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (real, link) = (folder.appending(path: "real"), folder.appending(path: "link"))
        try FileManager.default.createDirectory(at: real, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
        try desk.directory.exportPerson(TestDesk.ann.id, to: link.appending(path: "ann"))
        var names = ["ann"]
        if desk.directory.vault != nil, desk.directory.sqlite != nil {
            try desk.directory.backUp(to: link.appending(path: "backup"))
            try DataDirectory.restore(link.appending(path: "backup"), to: link.appending(path: "restored"))
            names += ["backup", "restored"]
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: real.path).sorted() == names)

        let digest = try Self.content.sha256
        try desk.directory.files.remove(digest)
        let failure = #expect(throws: ServerFailure.self) {
            try desk.directory.exportPerson(TestDesk.ann.id, to: link.appending(path: "again"))
        }
        #expect(failure?.description.contains("\(digest)") == true)
        #expect(failure?.description.contains("ticket \(ticket.number) ") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: real.path).sorted() == names)
    }

    @Test func `files of one name stand beside each other, and no name leads out of the folder`() async throws {
        var attachments: [NewAttachment] = []
        for (index, name) in ["a.txt", "A.txt", "..\\..\\evil"].enumerated() {
            attachments.append(try await desk.upload(Data("file \(index)".utf8), named: name))
        }
        var new = desk.newTicket()
        new.message.attachments = attachments
        let ticket = try await desk.file(new)
        let files = try exported { try desk.directory.exportPerson(TestDesk.ann.id, to: $0) }
        let place = "tickets/\(ticket.number)/files/"
        #expect(files[place + "a.txt"] == Data("file 0".utf8))
        #expect(files[place + "A (2).txt"] == Data("file 1".utf8))
        #expect(files[place + "evil"] == Data("file 2".utf8))
    }
}
