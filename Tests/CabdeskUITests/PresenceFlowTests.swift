import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Others at work on the open ticket: when one says what one does oneself, and how the others are shown.
@Suite("Others at work")
struct PresenceFlowTests {
    private static let id = SampleDesk.conversation.ticket.id
    private static let again = Presence.lifetime / 3

    private static func announcement(_ activity: Presence.Activity) -> Effect {
        .remote(.announcePresence(id, activity, again: again))
    }

    private func state(_ language: Language = .ukrainian, size: Size = Size(rows: 24, columns: 80)) -> AppState {
        var state = UIFixture.state(size: size, language: language)
        state.havePresence()
        return state
    }

    /// What the backend is told by these effects.
    private func told(_ effects: [Effect]) -> [Effect] {
        effects.filter {
            switch $0 {
            case .remote(.announcePresence), .remote(.leavePresence): true
            default: false
            }
        }
    }

    private func screen(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    @Test("opening, writing, leaving the text and leaving the ticket are announced, each once")
    func announced() {
        var state = state()
        #expect(told(state.press(.down, .enter)) == [])
        let loaded = AppMessage.conversationLoaded(Self.id, SampleDesk.conversation)
        #expect(told(state.update(loaded)) == [Self.announcement(.reading)])
        #expect(told(state.update(loaded)) == [])
        #expect(told(state.press(.character("r"))) == [])
        #expect(told(state.type("Так")) == [Self.announcement(.writing)])
        #expect(told(state.press(.escape)) == [Self.announcement(.reading)])
        #expect(told(state.press(.escape)) == [.remote(.leavePresence(Self.id))])
    }

    @Test("a reply that was sent is written no longer, and another tab is not the ticket")
    func sentAndElsewhere() throws {
        var state = state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        let draft = try #require(state.ticket?.reply?.draft.id)
        state.press(.control("s"))
        #expect(told(state.update(.replyQueued(draft, Self.id))) == [Self.announcement(.reading)])
        #expect(told(state.press(.alt("2"))) == [.remote(.leavePresence(Self.id))])
        #expect(told(state.press(.alt("1"))) == [Self.announcement(.reading)])
    }

    @Test("an internal note is announced as one")
    func note() {
        var state = UIFixture.state()
        state.beSpecialist()
        state.havePresence(me: state.desk.me)
        state.openSampleTicket()
        state.press(.character("i"))
        #expect(told(state.type("П")) == [Self.announcement(.note)])
    }

    @Test("it is announced again while the ticket is open, and not after five minutes without a key")
    func repeated() {
        var state = state()
        state.openSampleTicket()
        let turns = AtWork.patience / Self.again
        for _ in 1..<turns { #expect(told(state.update(.presenceDue)) == [Self.announcement(.reading)]) }
        // Nobody is there: nothing wakes the program from here on.
        #expect(told(state.update(.presenceDue)) == [.remote(.leavePresence(Self.id))])
        #expect(told(state.update(.minutePassed(SampleDesk.now))) == [])
        #expect(told(state.press(.down)) == [Self.announcement(.reading)])
    }

    @Test("whoever stops to write reads, and begins anew with the next letter")
    func pause() {
        var state = state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        for _ in 1..<(AtWork.pause / Self.again) {
            #expect(told(state.update(.presenceDue)) == [Self.announcement(.writing)])
        }
        #expect(told(state.update(.presenceDue)) == [Self.announcement(.reading)])
        #expect(told(state.type(",")) == [Self.announcement(.writing)])
    }

    @Test("a draft that comes back is not being written, nor is a box that was emptied")
    func notWriting() {
        var state = state()
        state.openSampleTicket()
        state.press(.character("r"))
        let draft = Draft(kind: .reply(Self.id), text: "Старе", updated: SampleDesk.now)
        #expect(told(state.update(.draftLoaded(.reply(Self.id), draft))) == [])
        #expect(told(state.type("!")) == [Self.announcement(.writing)])
        for _ in 0..<6 { state.press(.backspace) }
        #expect(state.atWork.announced?.activity == .reading)
    }

    @Test("an old desk, another kind of helpdesk and one that cannot be reached are told nothing", arguments: 0..<3)
    func silent(reason: Int) {
        var state = state()
        switch reason {
        case 0: _ = state.update(.deskLoaded(SampleDesk.snapshot))
        case 1: state.capabilities.presence = false
        default:
            let phase = SyncStatus.Phase.offline(since: SampleDesk.now, HelpdeskError(.unreachable))
            _ = state.update(.syncStatusChanged(SyncStatus(phase: phase)))
        }
        state.press(.down, .enter)
        #expect(told(state.update(.conversationLoaded(Self.id, SampleDesk.conversation))) == [])
        state.press(.character("r"))
        #expect(told(state.type("Так")) == [])
        #expect(told(state.update(.presenceDue)) == [])
    }

    @Test("a ticket that the desk does not have yet is nobody else's, either")
    func unsent() {
        var state = state()
        state.press(.enter)
        let id = SampleDesk.rows[0].id
        #expect(told(state.update(.conversationLoaded(id, Conversation(ticket: SampleDesk.rows[0])))) == [])
    }

    @Test("without a connection the others disappear, and come back with it")
    func offline() {
        var state = state()
        state.openSampleTicket()
        _ = state.update(.presenceLoaded(Self.id, [Presence(user: SampleDesk.petro, activity: .reading)]))
        #expect(screen(state).contains("Петро Сидоренко читає"))
        let phase = SyncStatus.Phase.offline(since: SampleDesk.now, HelpdeskError(.unreachable))
        _ = state.update(.syncStatusChanged(SyncStatus(phase: phase)))
        #expect(!screen(state).contains("Петро Сидоренко читає"))
        let effects = state.update(.syncStatusChanged(SyncStatus(phase: .online)))
        #expect(told(effects) == [Self.announcement(.reading)])
    }

    @Test("the others are named in every language; more than three are counted", arguments: Language.allCases)
    func words(language: Language) {
        let strings = Strings(language: language, timeZone: UIFixture.kyiv)
        func others(_ count: Int) -> [Presence] {
            (0..<count).map { number in
                let user = Author(id: User.ID("u\(number)"), name: "N\(number)", role: .customer)
                return Presence(user: user, activity: number == 0 ? .writing : .reading)
            }
        }
        let (reads, writes) =
            switch language {
            case .ukrainian: ("читає", "пише")
            case .russian: ("читает", "пишет")
            case .english: ("is reading", "is writing")
            }
        #expect(strings.atWork(others(1)) == "N0 \(writes)…")
        #expect(strings.atWork(others(2)) == "N0 \(writes), N1 \(reads)")
        #expect(strings.atWork(others(5)) == "N0 \(writes), N1 \(reads), N2 \(reads), +2")
    }

    @Test("a late answer about another ticket is dropped")
    func late() {
        var state = state()
        state.openSampleTicket()
        _ = state.update(.presenceLoaded(SampleDesk.id(1), [Presence(user: SampleDesk.petro, activity: .reading)]))
        #expect(!screen(state).contains("читає"))
        _ = state.update(.presenceLoaded(Self.id, [Presence(user: SampleDesk.petro, activity: .reading)]))
        state.press(.escape)
        state.press(.enter)
        _ = state.update(.conversationLoaded(Self.id, SampleDesk.conversation))
        #expect(!screen(state).contains("читає"))
    }

    @Test("a name cannot control the terminal, nor push anything off the screen", arguments: [50, 80, 120])
    func hostileName(columns: Int) {
        var state = state(size: Size(rows: 24, columns: columns))
        state.openSampleTicket()
        let name = "\u{1B}[31m" + String(repeating: "Ім’я ", count: 100)
        let other = Author(id: "x", name: name, role: .customer)
        var conversation = SampleDesk.conversation
        conversation.fields = [FieldValue(key: "phone", value: "+380 44 123 45 67")]
        _ = state.update(.conversationLoaded(Self.id, conversation))
        _ = state.update(.presenceLoaded(Self.id, [Presence(user: other, activity: .writing)]))
        #expect(!screen(state).contains("\u{1B}"))
        #expect(screen(state).contains("+380 44"))
        #expect(screen(state).contains("Ім’я"))
    }

    // MARK: Linear mode

    @Test("in linear mode somebody who begins to write is reported once, with the next answer and without a bell")
    func linear() {
        var talk = LinearConversation { $0.havePresence() }
        talk.type("1042")
        let writing = [Presence(user: SampleDesk.petro, activity: .writing)]
        let reading = [Presence(user: SampleDesk.petro, activity: .reading)]
        func sentences() -> Int { talk.lines.count { $0.contains("is writing") } }
        talk.receive(.presenceLoaded(Self.id, reading))
        #expect(!talk.state.hasNews)
        talk.type("")
        #expect(!talk.lines.contains { $0.contains(SampleDesk.petro.name) })
        talk.receive(.presenceLoaded(Self.id, writing))
        // The bell follows from news.
        #expect(!talk.state.hasNews)
        talk.type("")
        #expect(sentences() == 1)
        talk.receive(.presenceLoaded(Self.id, writing))
        talk.type("")
        #expect(sentences() == 0)
    }

    @Test("in linear mode a text that is being written is announced with its first line")
    func linearWriting() {
        var talk = LinearConversation { $0.havePresence() }
        talk.type("1042")
        talk.type("r")
        talk.type("Так")
        #expect(talk.effects.contains(Self.announcement(.writing)))
    }
}

extension AppState {
    /// Makes the sample desk one that knows who is at work.
    mutating func havePresence(me: Me? = nil) {
        var snapshot = SampleDesk.snapshot
        snapshot.desk?.presence = Presence.lifetime
        if let me { snapshot.me = me }
        _ = update(.deskLoaded(snapshot))
    }
}
