import Foundation
import HTTPTypes
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// Who is told who else is at work on a ticket: the rules, without a desk around them.
@Suite("The board of those at work") struct PresenceBoardTests {
    static let now = Timestamp(milliseconds: 1_773_000_000_000)
    static let olga = User(id: "olga", name: "Olga", role: .admin, service: nil)
    let ticket = Ticket.ID.make()

    func account(_ user: User, token: Int64 = 1) -> Account {
        let services = [TestDesk.harbour, TestDesk.valley]
        return Account(user: user, service: services.first { $0.id == user.service }, token: token)
    }

    /// In words, like `Ann reading`.
    func others(
        _ board: PresenceBoard, for user: User, at time: Timestamp = PresenceBoardTests.now
    ) async -> [String] {
        await board.others(in: ticket, for: account(user), at: time).map { "\($0.user.name) \($0.activity.rawValue)" }
    }

    @Test(arguments: Presence.Activity.allCases)
    func `everybody is shown what the rules say`(activity: Presence.Activity) async {
        let board = PresenceBoard()
        // Somebody of another service cannot be on this ticket; if an error put them there, only the staff would know.
        let all = [TestDesk.ann, TestDesk.ben, TestDesk.vera, TestDesk.greta, Self.olga]
        for user in all { await board.announce(activity, in: ticket, by: account(user), at: Self.now) }
        let what = activity.rawValue
        for viewer in all {
            let shown: [User] =
                switch viewer.role {
                case .agent, .admin: all
                case .customer:
                    all.filter { $0.service == viewer.service || ($0.role.isStaff && activity == .writing) }
                }
            let expected = shown.filter { $0.id != viewer.id }.map { "\($0.name) \(what)" }.sorted()
            #expect(await others(board, for: viewer) == expected, "\(viewer.name)")
        }
    }

    @Test func `two programs of one person count once, with what tells most of those one may know`() async {
        let board = PresenceBoard()
        for (token, activity) in zip(Int64(1)..., [Presence.Activity.reading, .note, .writing]) {
            await board.announce(activity, in: ticket, by: account(TestDesk.greta, token: token), at: Self.now)
        }
        #expect(await others(board, for: Self.olga) == ["Greta writing"])
        #expect(await others(board, for: TestDesk.ann) == ["Greta writing"])
        #expect(await others(board, for: TestDesk.greta) == [])
        await board.leave(ticket, by: account(TestDesk.greta, token: 3))
        #expect(await others(board, for: Self.olga) == ["Greta note"])
        #expect(await others(board, for: TestDesk.ann) == [])
    }

    @Test func `two windows with one token neither overwrite nor end each other`() async {
        let board = PresenceBoard()
        let (left, right) = (Presence.Program.make(), Presence.Program.make())
        func announce(_ activity: Presence.Activity, _ program: Presence.Program?, after seconds: Double = 0) async {
            let time = Self.now.adding(seconds: seconds)
            await board.announce(activity, in: ticket, by: account(TestDesk.ann), program: program, at: time)
        }
        await announce(.writing, left)
        await announce(.reading, right)
        #expect(await others(board, for: TestDesk.ben) == ["Ann writing"])
        await board.leave(ticket, by: account(TestDesk.ann), program: right)
        #expect(await others(board, for: TestDesk.ben) == ["Ann writing"])
        await announce(.reading, nil)
        await board.leave(ticket, by: account(TestDesk.ann), program: left)
        #expect(await others(board, for: TestDesk.ben) == ["Ann reading"])
        await board.leave(ticket, by: account(TestDesk.ann))
        #expect(await others(board, for: TestDesk.ben) == [])
        #expect(await board.entryCount == 0)
        // Each window ends at its own time.
        await announce(.writing, left)
        await announce(.reading, right, after: 30)
        let end = Self.now.adding(seconds: Double(Presence.lifetime))
        #expect(await others(board, for: TestDesk.ben, at: end) == ["Ann reading"])
    }

    @Test func `those who write come first, and a newer announcement takes the place of the older`() async {
        let board = PresenceBoard()
        await board.announce(.writing, in: ticket, by: account(TestDesk.ann), at: Self.now)
        await board.announce(.reading, in: ticket, by: account(TestDesk.ben), at: Self.now)
        #expect(await others(board, for: TestDesk.greta) == ["Ann writing", "Ben reading"])
        await board.announce(.reading, in: ticket, by: account(TestDesk.ann), at: Self.now)
        await board.announce(.writing, in: ticket, by: account(TestDesk.ben), at: Self.now)
        #expect(await others(board, for: TestDesk.greta) == ["Ben writing", "Ann reading"])
        #expect(await board.entryCount == 2)
    }

    @Test func `an entry ends after its lifetime, and is forgotten`() async {
        let board = PresenceBoard()
        await board.announce(.reading, in: ticket, by: account(TestDesk.ann), at: Self.now)
        let end = Self.now.adding(seconds: Double(Presence.lifetime))
        #expect(await others(board, for: TestDesk.ben, at: end.adding(seconds: -1)) == ["Ann reading"])
        #expect(await others(board, for: TestDesk.ben, at: end) == [])
        await board.announce(.reading, in: .make(), by: account(TestDesk.ben), at: end)
        #expect(await board.entryCount == 1)
    }

    @Test func `a clock that is set back keeps nobody for longer than a lifetime`() async {
        let board = PresenceBoard()
        await board.announce(.reading, in: ticket, by: account(TestDesk.ann), at: Self.now.adding(seconds: 86_400))
        await board.announce(.reading, in: ticket, by: account(TestDesk.greta), at: Self.now)
        #expect(await others(board, for: TestDesk.ben) == [])
        #expect(await others(board, for: Self.olga) == ["Greta reading"])
    }

    @Test func `a full ticket or board forgets the oldest`() async {
        let board = PresenceBoard(perTicket: 2, total: 3)
        func come(_ user: User, to ticket: Ticket.ID, after seconds: Double) async {
            await board.announce(.reading, in: ticket, by: account(user), at: Self.now.adding(seconds: seconds))
        }
        await come(TestDesk.ann, to: ticket, after: 0)
        await come(TestDesk.ben, to: ticket, after: 1)
        await come(Self.olga, to: ticket, after: 2)
        #expect(await others(board, for: TestDesk.greta) == ["Ben reading", "Olga reading"])
        await come(TestDesk.vera, to: .make(), after: 3)
        #expect(await board.entryCount == 3)
        await come(TestDesk.vera, to: .make(), after: 4)
        #expect(await board.entryCount == 3)
        // Of a full board the own oldest goes first.
        #expect(await others(board, for: TestDesk.greta) == ["Ben reading", "Olga reading"])
    }
}

extension PresenceBoardTests {
    @Test func `a user with many programs pushes out only what is the user's own`() async {
        let board = PresenceBoard(perTicket: 4, total: 8, perUser: 5, perUserInTicket: 2)
        await board.announce(.reading, in: ticket, by: account(TestDesk.ben), at: Self.now)
        for token: Int64 in 1...20 {
            await board.announce(.reading, in: ticket, by: account(TestDesk.ann, token: token), at: Self.now)
        }
        for _ in 1...20 {
            await board.announce(
                .reading, in: ticket, by: account(TestDesk.ann), program: .make(), at: Self.now)
        }
        #expect(await board.entryCount == 3)
        #expect(await others(board, for: TestDesk.greta) == ["Ann reading", "Ben reading"])
        for token: Int64 in 1...20 {
            await board.announce(.reading, in: .make(), by: account(TestDesk.ann, token: token), at: Self.now)
        }
        #expect(await board.entryCount == 6)
        #expect(await others(board, for: TestDesk.greta) == ["Ben reading"])
    }

    @Test func `a full board forgets a user's own first, then the oldest of all, however often they were repeated`()
        async
    {
        let board = PresenceBoard(total: 3)
        for _ in 0..<500 {
            for user in [TestDesk.ann, TestDesk.ben] {
                await board.announce(.reading, in: ticket, by: account(user), at: Self.now)
            }
        }
        await board.announce(.reading, in: .make(), by: account(TestDesk.ben), at: Self.now)
        await board.announce(.reading, in: .make(), by: account(TestDesk.ben), at: Self.now)
        #expect(await board.entryCount == 3)
        #expect(await others(board, for: TestDesk.greta) == ["Ann reading"])
        await board.announce(.reading, in: .make(), by: account(TestDesk.vera), at: Self.now)
        #expect(await board.entryCount == 3)
        #expect(await others(board, for: TestDesk.greta) == [])
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

    @Test func `being at work changes nothing that is stored, and wakes nobody`() async throws {
        let before = try await desk.changes(as: TestDesk.greta)
        _ = try await come(.writing, as: TestDesk.ann)
        _ = try await desk.send(.delete, path(ticket), as: TestDesk.ann)
        let after = try await desk.changes(as: TestDesk.greta)
        #expect(after.changes == before.changes && after.cursor == before.cursor)
    }
}
