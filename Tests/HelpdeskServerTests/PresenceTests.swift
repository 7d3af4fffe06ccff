import Foundation
import GRDB
import HTTPTypes
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// The rules by which people are told who else is at work on a ticket, without a desk around them.
@Suite("The rules of those at work") struct PresenceRulesTests {
    static let now = Timestamp(milliseconds: 1_773_000_000_000)
    static let olga = User(id: "olga", name: "Olga", role: .admin, service: nil)
    static let everybody = [TestDesk.ann, TestDesk.ben, TestDesk.vera, TestDesk.greta, olga]
    let ticket = Ticket.ID.make()

    private func entry(
        _ user: User, _ activity: Presence.Activity = .reading, program: String = "1", in ticket: Ticket.ID? = nil,
        after seconds: Double = 0
    ) -> PresenceEntry {
        PresenceEntry(
            ticket: ticket ?? self.ticket, user: user.id, program: program, activity: activity,
            until: Self.now.adding(seconds: seconds + Double(Presence.lifetime)))
    }

    /// In words, like `Ann reading`.
    private func others(_ entries: [PresenceEntry], for user: User) -> [String] {
        let services = [TestDesk.harbour, TestDesk.valley]
        let account = Account(user: user, service: services.first { $0.id == user.service }, token: 1)
        let users = Dictionary(Self.everybody.map { ($0.id, $0) }) { $1 }
        return PresenceRules.others(among: entries, for: account, users: users)
            .map { "\($0.user.name) \($0.activity.rawValue)" }
    }

    /// Announces one after the other, a second apart, and returns what is remembered.
    private func remembered(_ entries: [PresenceEntry], _ rules: PresenceRules) -> [PresenceEntry] {
        var all: [PresenceEntry] = []
        for (second, new) in entries.enumerated() {
            var new = new
            new.until = new.until.adding(seconds: Double(second))
            let displaced = rules.displaced(
                by: new, own: all.filter { $0.user == new.user }, here: all.filter { $0.ticket == new.ticket })
            all.removeAll { old in old.isSamePlace(as: new) || displaced.contains { $0.isSamePlace(as: old) } }
            all.append(new)
        }
        return all
    }

    @Test(arguments: Presence.Activity.allCases)
    func `everybody is shown what the rules say`(activity: Presence.Activity) {
        // Somebody of another service cannot be on this ticket; if an error put them there, only the staff would know.
        let entries = Self.everybody.map { entry($0, activity) }
        for viewer in Self.everybody {
            let shown: [User] =
                switch viewer.role {
                case .agent, .admin: Self.everybody
                case .customer:
                    Self.everybody.filter {
                        $0.service == viewer.service || ($0.role.isStaff && activity == .writing)
                    }
                }
            let expected = shown.filter { $0.id != viewer.id }.map { "\($0.name) \(activity.rawValue)" }.sorted()
            #expect(others(entries, for: viewer) == expected, "\(viewer.name)")
        }
    }

    @Test func `two programs of one person count once, with what tells most of those one may know`() {
        var entries = zip(["1", "2", "3"], [Presence.Activity.reading, .note, .writing]).map { program, activity in
            entry(TestDesk.greta, activity, program: program)
        }
        #expect(others(entries, for: Self.olga) == ["Greta writing"])
        #expect(others(entries, for: TestDesk.ann) == ["Greta writing"])
        #expect(others(entries, for: TestDesk.greta) == [])
        entries.removeLast()
        #expect(others(entries, for: Self.olga) == ["Greta note"])
        #expect(others(entries, for: TestDesk.ann) == [])
    }

    @Test func `those who write come first, and users whom the desk does not have are left out`() {
        let gone = User(id: "gone", name: "Gone", role: .agent, service: nil)
        let entries = [entry(TestDesk.ann), entry(TestDesk.ben, .writing), entry(gone, .writing)]
        #expect(others(entries, for: TestDesk.greta) == ["Ben writing", "Ann reading"])
    }

    @Test func `an entry is current for its lifetime, and not for longer because a clock was wrong`() {
        func isCurrent(_ seconds: Double) -> Bool {
            PresenceRules.ends(at: Self.now).contains(Self.now.adding(seconds: seconds))
        }
        #expect(!isCurrent(0) && isCurrent(0.001) && isCurrent(Double(Presence.lifetime)))
        // Another server's clock may be ahead by some seconds.
        #expect(isCurrent(Double(Presence.lifetime) + 10) && !isCurrent(86_400))
    }

    @Test func `a full ticket forgets the oldest`() {
        let rules = PresenceRules(perTicket: 2)
        let all = remembered([entry(TestDesk.ann), entry(TestDesk.ben), entry(Self.olga)], rules)
        #expect(others(all, for: TestDesk.greta) == ["Ben reading", "Olga reading"])
        let repeated = remembered([entry(TestDesk.ann), entry(TestDesk.ben), entry(TestDesk.ann)], rules)
        #expect(others(repeated, for: TestDesk.greta) == ["Ann reading", "Ben reading"])
    }

    @Test func `a user with many programs pushes out only what is the user's own`() {
        let rules = PresenceRules(perTicket: 4, perUser: 5, perUserInTicket: 2)
        let here = (1...20).map { entry(TestDesk.ann, program: "\($0)") }
        let all = remembered([entry(TestDesk.ben)] + here, rules)
        #expect(all.count == 3 && all.map(\.program) == ["1", "19", "20"])
        #expect(others(all, for: TestDesk.greta) == ["Ann reading", "Ben reading"])
        let elsewhere = (1...20).map { entry(TestDesk.ann, program: "\($0)", in: .make()) }
        let later = remembered([entry(TestDesk.ben)] + here + elsewhere, rules)
        #expect(later.count == 6)
        #expect(others(later.filter { $0.ticket == ticket }, for: TestDesk.greta) == ["Ben reading"])
    }
}

/// The same over the interface.
@Suite("Others at work") struct PresenceTests {
    let desk: TestDesk
    let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        ticket = try await desk.file()
    }

    private func path(_ ticket: Ticket) -> String { "/v1/tickets/\(ticket.id)/presence" }

    private func come(
        _ activity: Presence.Activity, as user: User, to ticket: Ticket? = nil, program: String? = nil
    ) async throws -> TestAnswer {
        var headers = try programHeader(program)
        headers[.contentType] = "application/json"
        let body = try WireJSON.encode(PresenceAnnouncement(activity: activity))
        return try await desk.send(.put, path(ticket ?? self.ticket), as: user, headers: headers, body: body)
    }

    private func programHeader(_ program: String?) throws -> HTTPFields {
        var headers: HTTPFields = [:]
        headers[try #require(HTTPField.Name("Cabdesk-Program"))] = program
        return headers
    }

    private func others(_ answer: TestAnswer) throws -> [String] {
        try answer.json(OthersPresent.self).others.map { other in
            "\(other.user.id) \(other.user.role.rawValue) \(other.activity.rawValue)"
        }
    }

    @Test func `two dispatchers and a specialist see each other as the rules say`() async throws {
        #expect(try others(await come(.writing, as: TestDesk.ann)) == [])
        #expect(try others(await come(.reading, as: TestDesk.ben)) == ["ann customer writing"])
        #expect(
            try others(await come(.note, as: TestDesk.greta)) == ["ann customer writing", "ben customer reading"])
        #expect(try others(await come(.writing, as: TestDesk.ann)) == ["ben customer reading"])
        _ = try await come(.writing, as: TestDesk.greta)
        #expect(
            try others(await come(.writing, as: TestDesk.ann)) == ["greta agent writing", "ben customer reading"])
        #expect(try await desk.send(.delete, path(ticket), as: TestDesk.greta).status == 204)
        #expect(try await desk.send(.delete, path(ticket), as: TestDesk.greta).status == 204)
        #expect(try others(await come(.writing, as: TestDesk.ann)) == ["ben customer reading"])
        desk.clock.advance(seconds: Double(Presence.lifetime))
        #expect(try others(await come(.writing, as: TestDesk.ann)) == [])
    }

    @Test func `two windows of one person are told apart by their ids`() async throws {
        let (left, right) = (Presence.Program.make().description, Presence.Program.make().description)
        _ = try await come(.writing, as: TestDesk.ann, program: left)
        _ = try await come(.reading, as: TestDesk.ann, program: right)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == ["ann customer writing"])
        // It ends what this window said, not what the other one did.
        let answer = try await desk.send(.delete, path(ticket), as: TestDesk.ann, headers: programHeader(right))
        #expect(answer.status == 204)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == ["ann customer writing"])
        _ = try await desk.send(.delete, path(ticket), as: TestDesk.ann, headers: programHeader(left))
        #expect(try others(await come(.reading, as: TestDesk.ben)) == [])
    }

    @Test func `an id of a program is a UUID`() async throws {
        #expect(try await come(.reading, as: TestDesk.ann, program: "window").problem == .malformed)
        let answer = try await desk.send(.delete, path(ticket), as: TestDesk.ann, headers: programHeader("window"))
        #expect(answer.problem == .malformed)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == [])
    }

    @Test func `another service learns nothing and is told of nobody`() async throws {
        _ = try await come(.writing, as: TestDesk.ann)
        #expect(try await come(.reading, as: TestDesk.vera).problem == .notFound)
        #expect(try await desk.send(.delete, path(ticket), as: TestDesk.vera).problem == .notFound)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == ["ann customer writing"])
        let own = try await desk.file(as: TestDesk.vera)
        _ = try await come(.reading, as: TestDesk.greta, to: own)
        #expect(try others(await come(.reading, as: TestDesk.vera, to: own)) == [])
    }

    @Test func `a customer writes no notes, and what is done must be known`() async throws {
        #expect(try await come(.note, as: TestDesk.ann).problem == .forbidden)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == [])
        for body in [#"{"activity":"dancing"}"#, "{}", #"{"activity":"reading","user":"ben"}"#] {
            let answer = try await desk.send(
                .put, path(ticket), as: TestDesk.ann, headers: [.contentType: "application/json"],
                body: Data(body.utf8))
            #expect(answer.problem == .malformed, "\(body)")
        }
    }

    @Test func `nobody is told of a user who is gone, and others have the names of now`() async throws {
        let vincent = User(id: "vincent", name: "Vincent", role: .agent, service: nil)
        try desk.helpdesk.addUser(vincent)
        let account = Account(user: vincent, service: nil, token: 0)
        _ = try await desk.helpdesk.announcePresence(.writing, in: ticket.id, by: account, at: desk.clock.now())
        _ = try await come(.writing, as: TestDesk.ann)
        _ = try await come(.reading, as: TestDesk.greta)
        try desk.helpdesk.renameUser(TestDesk.ann.id, to: "Anna")
        try desk.helpdesk.erasePerson(vincent.id)
        let present: OthersPresent = try await come(.reading, as: TestDesk.ben).json()
        #expect(present.others.map(\.user.name) == ["Anna"])
        try desk.helpdesk.retireUser(TestDesk.ann.id)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == [])
    }

    @Test func `those who have a merged ticket open are at work where its messages go`() async throws {
        let duplicate = try await desk.file()
        #expect(try await desk.ask(.merged(into: ticket.id), for: duplicate, as: TestDesk.greta).status < 300)
        _ = try await come(.writing, as: TestDesk.ann, to: duplicate)
        #expect(try others(await come(.reading, as: TestDesk.ben)) == ["ann customer writing"])
    }

    @Test func `what has passed is forgotten, and an erased ticket takes its own with it`() async throws {
        func entries() async throws -> Int { try await desk.texts("SELECT program FROM presence").count }
        _ = try await come(.writing, as: TestDesk.ann)
        _ = try await come(.reading, as: TestDesk.ben)
        #expect(try await entries() == 2)
        try desk.helpdesk.erasePerson(TestDesk.ben.id)
        #expect(try await entries() == 1)
        try await desk.helpdesk.forgetFleeting(at: desk.clock.now())
        #expect(try await entries() == 1)
        desk.clock.advance(seconds: Double(Presence.lifetime))
        try await desk.helpdesk.forgetFleeting(at: desk.clock.now())
        #expect(try await entries() == 0)
    }

    @Test func `a commit after it still reaches the disk before it is acknowledged`() async throws {
        let desk = try TestDesk(engine: .sqlite)
        let path = path(try await desk.file())
        for (activity, status) in [(Presence.Activity.writing, 200), (.note, 403)] {
            let answer = try await desk.put(path, as: TestDesk.ann, PresenceAnnouncement(activity: activity))
            #expect(answer.status == status)
        }
        let sqlite = try #require(desk.directory.sqlite)
        // 2 is FULL (https://www.sqlite.org/pragma.html#pragma_synchronous).
        let level = try await sqlite.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
    }

    @Test func `being at work changes nothing that is stored, and wakes nobody`() async throws {
        let before = try await desk.changes(as: TestDesk.greta)
        _ = try await come(.writing, as: TestDesk.ann)
        _ = try await desk.send(.delete, path(ticket), as: TestDesk.ann)
        let after = try await desk.changes(as: TestDesk.greta)
        #expect(after.changes == before.changes && after.cursor == before.cursor)
    }
}
