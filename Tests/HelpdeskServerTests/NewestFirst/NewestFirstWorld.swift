import Foundation
import HelpdeskCore
import HelpdeskDesk
import HelpdeskModels
import HelpdeskTransport
import Synchronization
import Testing

/// A desk on which everything happens that a reader of its feed has to follow, between the requests of clients.
final class NewestFirstWorld: Sendable {
    let desk: TestDesk
    private let seed: UInt64
    private let state: Mutex<State>

    private struct State {
        var random: SeededGenerator
        var tickets: [Ticket] = []
        /// How much more happens while clients ask; then they can come to an end.
        var acts = 400
        var isReliable = false
        /// Until he is erased.
        var hasBen = true
    }

    init(seed: UInt64, pageSize: Int) throws {
        self.seed = seed
        desk = try TestDesk()
        var description = try TestDesk.desk(officeHours: nil)
        description.newestFirst = true
        description.limits.pageSize = pageSize
        try desk.helpdesk.setDesk(description)
        state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    /// A random number from 0 to below `count`.
    func roll(_ count: Int) -> Int { state.withLock { Int.random(in: 0..<count, using: &$0.random) } }

    /// From now on nothing happens, and nothing is lost.
    func calm() { state.withLock { ($0.acts, $0.isReliable) = (0, true) } }

    func engine(_ store: Store, as user: User, isReliable: Bool = false) throws -> SyncEngine {
        let transport =
            isReliable
            ? DeskTransport(desk: desk, user: user)
            : DeskTransport(desk: desk, user: user) { [self] _ in
                for _ in 0..<roll(3) where take() { try await act() }
                if isLost() { throw TransportError(.unreachable) }
            } after: { [self] _, _ in
                if isLost() { throw TransportError(.timedOut) }
            }
        return try engine(store, over: transport)
    }

    func engine(_ store: Store, over transport: DeskTransport, window: Int? = nil) throws -> SyncEngine {
        let token = Secret(desk.token(of: transport.user))
        return SyncEngine(
            store: store,
            backend: try NativeBackend(url: "https://desk.example", token: token, transport: transport), window: window,
            random: { 0 }, sleep: { _ in })
    }

    private func take() -> Bool {
        state.withLock { state in
            state.acts -= 1
            return state.acts >= 0
        }
    }

    private func isLost() -> Bool { !state.withLock(\.isReliable) && roll(8) == 0 }

    /// Does one of the things that can happen, to tickets old and new.
    func act() async throws {
        let users = [TestDesk.ann, TestDesk.vera] + (state.withLock(\.hasBen) ? [TestDesk.ben] : [])
        let user = users[roll(users.count)]
        let (kind, tickets) = (roll(14), state.withLock(\.tickets).filter { $0.service == user.service })
        guard tickets.count > 1, kind > 1 else {
            let ticket = try await desk.file(desk.newTicket("\(roll(1000))"), as: user)
            state.withLock { $0.tickets.append(ticket) }
            return
        }
        let ticket = tickets[roll(tickets.count)]
        let greta = TestDesk.greta
        switch kind {
        case 2...4: accepted(try await desk.write("\(roll(1000))", in: ticket, as: user))
        case 5, 6: accepted(try await desk.write("\(roll(1000))", in: ticket, as: greta))
        case 7: accepted(try await desk.write("\(roll(1000))", in: ticket, as: greta, isInternal: true))
        case 8: accepted(try await desk.ask([.resolved, .reopened][roll(2)], for: ticket, as: user))
        case 9: accepted(try await desk.ask(.assigned(to: [nil, greta.id][roll(2)]), for: ticket, as: greta))
        case 10:
            let other = tickets[roll(tickets.count)]
            accepted(try await desk.ask(.merged(into: other.id), for: ticket, as: greta))
        case 11:
            let mark = ReadMark(ticket: ticket.id, readUpTo: desk.clock.now())
            for user in [TestDesk.ann, greta] {
                accepted(try await desk.put("/v1/tickets/\(ticket.id)/read", as: user, mark))
            }
        case 12: try await edit(in: ticket, as: user)
        default: try erase()
        }
    }

    /// A ticket may be gone, and what was resolved or merged may be asked for again.
    private func accepted(_ answer: TestAnswer) {
        #expect(answer.status < 500, "FEED_SEED=\(seed)")
    }

    private func edit(in ticket: Ticket, as user: User) async throws {
        let id = Message.ID.make()
        guard (try? await desk.writeFromTelegram("\(roll(1000))", in: ticket, as: user, id: id)) != nil else { return }
        let service = user.service.map { Service(id: $0, name: "") }
        _ = try await desk.helpdesk.revise(
            id, text: "\(roll(1000)) edited", by: HelpdeskDesk.Account(user: user, service: service, token: 0),
            at: desk.clock.now())
    }

    /// Tickets that were resolved a while ago, or a person.
    private func erase() throws {
        guard roll(4) > 0 else {
            let isThere = state.withLock { state in
                defer { state.hasBen = false }
                return state.hasBen
            }
            if isThere { try desk.helpdesk.erasePerson(TestDesk.ben.id) }
            return
        }
        try erase(resolvedFor: 90 / 86_400)
    }

    /// Erases the tickets that were resolved so many days ago.
    func erase(resolvedFor days: Double) throws {
        var retention = Retention()
        retention.resolvedDays = 1
        try desk.helpdesk.tidyUp(at: desk.clock.now().adding(seconds: (1 - days) * 86_400), retention: retention)
    }
}
