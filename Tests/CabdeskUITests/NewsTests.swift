import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// News are shown or said: in the list, in an open ticket, by the bell, in the status line.
@Suite("News")
struct NewsTests {
    // MARK: The list

    private static let ids: [Ticket.ID] = (200..<300).map { SampleDesk.id($0) }

    private func list(_ size: Size = Size(rows: 24, columns: 80)) -> AppState {
        var state = UIFixture.state(size: size)
        load(&state, Self.ids)
        return state
    }

    @discardableResult
    private func load(_ state: inout AppState, _ ids: [Ticket.ID], _ counts: TicketCounts = SampleDesk.counts)
        -> [Effect]
    {
        state.update(.listLoaded(state.tickets.query, ids, counts))
    }

    private func screen(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    @Test("a list that stands at its top shows what arrives there, and keeps its selection")
    func stickyTop() {
        var state = list()
        state.press(.home)
        load(&state, [SampleDesk.id(500)] + Self.ids)
        #expect(state.tickets.viewport.visible(rows: state.listRows).lowerBound == 0)
        #expect(state.tickets.viewport.selection == Self.ids[0])
        #expect(!screen(state).contains("↑ нових"))
    }

    @Test("what arrives above the first visible row is counted until it has come into view")
    func above() throws {
        var state = list()
        state.press(.end)
        load(&state, [SampleDesk.id(500), SampleDesk.id(501)] + Self.ids)
        #expect(screen(state).contains("↑ нових: 2"))
        // A ticket that was in view and came up to the top is among them; one that was above already is not.
        var ids = Self.ids
        ids.insert(ids.remove(at: 95), at: 0)
        ids.insert(ids.remove(at: 3), at: 0)
        load(&state, [SampleDesk.id(500), SampleDesk.id(501)] + ids)
        #expect(screen(state).contains("↑ нових: 3"))
        let selected = state.tickets.viewport.selection
        load(&state, [SampleDesk.id(500), SampleDesk.id(501)] + ids)
        #expect(state.tickets.viewport.selection == selected)
        _ = try state.press(on: "↑ нових")
        #expect(!screen(state).contains("↑ нових"))
    }

    @Test("a row that is only pushed out of view is no news")
    func pushed() {
        var state = list()
        state.press(.end)
        var ids = Self.ids
        ids.insert(SampleDesk.id(500), at: 90)
        load(&state, ids)
        #expect(!screen(state).contains("↑ нових"))
    }

    @Test("another view begins without such news")
    func otherView() {
        var state = list()
        state.press(.end)
        load(&state, [SampleDesk.id(500)] + Self.ids)
        state.press(.character("v"))
        load(&state, Array(Self.ids.reversed()))
        #expect(!screen(state).contains("↑ нових"))
    }

    // MARK: An open ticket

    /// A conversation of long messages, the last of them unread.
    private func conversation(unread: Int) -> Conversation {
        var conversation = SampleDesk.conversation
        conversation.messages = (1...8).map { number in
            ConversationMessage(
                message: Message(
                    id: SampleDesk.id(600 + number), ticket: conversation.ticket.id, author: SampleDesk.iryna,
                    origin: .tui, text: (1...6).map { "рядок \($0) листа \(number)" }.joined(separator: "\n"),
                    created: Self.time(number)))
        }
        conversation.readUpTo = Self.time(8 - unread)
        conversation.ticket.isUnread = unread > 0
        return conversation
    }

    private static func time(_ number: Int) -> Timestamp { SampleDesk.now.adding(seconds: Double(number)) }

    private func marks(_ effects: [Effect]) -> [Timestamp] {
        effects.compactMap { if case .write(.markRead(_, let time)) = $0 { time } else { nil } }
    }

    private func open(_ conversation: Conversation) -> (AppState, [Effect]) {
        var state = UIFixture.state()
        state.press(.down, .enter)
        let effects = state.update(.conversationLoaded(conversation.ticket.id, conversation))
        return (state, effects)
    }

    @Test("only what was on the screen is marked as read; what lies below is counted, and marked when it is reached")
    func seen() throws {
        var (state, effects) = open(conversation(unread: 5))
        // Opens at message 4: two messages of eight lines fit, the third begins on the screen.
        #expect(marks(effects) == [Self.time(5)])
        #expect(screen(state).contains("↓ нових: 2"))
        #expect(marks(state.press(.down)) == [])
        #expect(marks(state.press(.pageDown)) == [Self.time(7)])
        #expect(marks(state.press(.end)) == [Self.time(8)])
        #expect(!screen(state).contains("↓ нових"))
        effects = state.press(.home)
        #expect(marks(effects) == [])
    }

    @Test("an answer that arrives below the screen is not marked as read, and is said")
    func below() {
        var (state, _) = open(conversation(unread: 0))
        state.press(.home)
        var more = conversation(unread: 0)
        more.ticket.isUnread = true
        var answer = more.messages[7]
        answer.message.id = SampleDesk.id(650)
        answer.message.created = Self.time(9)
        more.messages.append(answer)
        #expect(marks(state.update(.conversationLoaded(more.ticket.id, more))) == [])
        #expect(screen(state).contains("↓ нових: 1"))
        #expect(marks(state.press(.end)) == [Self.time(9)])
    }

    @Test("what lies under a question or in a window that is too small was not seen")
    func hidden() {
        var (state, _) = open(conversation(unread: 0))
        state.press(.character("?"))
        var more = conversation(unread: 0)
        more.ticket.isUnread = true
        more.messages[7].message.created = Self.time(9)
        #expect(marks(state.update(.conversationLoaded(more.ticket.id, more))) == [])
        #expect(marks(state.update(.windowResized(Size(rows: 5, columns: 20)))) == [])
        #expect(marks(state.press(.escape)) == [])
        #expect(marks(state.update(.windowResized(Size(rows: 24, columns: 80)))) == [Self.time(9)])
    }

    @Test("the line above what is new stays until the ticket is left")
    func divider() {
        var (state, _) = open(conversation(unread: 2))
        let line = state.ticket?.lines.firstIndex { $0.kind == .unreadLine }
        #expect(line != nil)
        var read = conversation(unread: 0)
        read.ticket.isUnread = false
        _ = state.update(.conversationLoaded(read.ticket.id, read))
        #expect(state.ticket?.lines.firstIndex { $0.kind == .unreadLine } == line)
        state.press(.escape)
        #expect(state.preview?.lines.contains { $0.kind == .unreadLine } == false)
    }

    // MARK: The bell

    private func rings(_ effects: [Effect]) -> Bool {
        effects.contains { if case .screen(.notify) = $0 { true } else { false } }
    }

    private func counts(_ unread: Int, last: Int64, newest: Int64) -> TicketCounts {
        TicketCounts([.all: 4], unread: unread, news: .init(last: last, unread: newest))
    }

    @Test("the bell rings for a message of somebody else's that has just come, also in a ticket that was unread")
    func ring() {
        var state = UIFixture.state()
        load(&state, Self.ids, counts(1, last: 40, newest: 38))
        #expect(!rings(load(&state, Self.ids, counts(1, last: 40, newest: 38))))
        #expect(rings(load(&state, Self.ids, counts(1, last: 41, newest: 41))))
        #expect(!rings(load(&state, Self.ids, counts(1, last: 41, newest: 41))))
        // One's own message, then somebody else's.
        #expect(!rings(load(&state, Self.ids, counts(1, last: 42, newest: 41))))
        #expect(rings(load(&state, Self.ids, counts(2, last: 43, newest: 43))))
    }

    @Test("a ticket that one marks as unread rings for nobody, on the screen or in linear mode")
    func markedUnread() {
        var state = UIFixture.state()
        load(&state, Self.ids, counts(0, last: 40, newest: 0))
        #expect(!rings(load(&state, Self.ids, counts(1, last: 40, newest: 38))))
        var talk = LinearConversation {
            _ = $0.update(.listLoaded($0.tickets.query, [], self.counts(0, last: 40, newest: 0)))
        }
        talk.receive(.listLoaded(talk.state.app.tickets.query, [], counts(1, last: 40, newest: 38)))
        talk.type("")
        #expect(!talk.lines.contains("1 unread ticket"))
        talk.receive(.listLoaded(talk.state.app.tickets.query, [], counts(1, last: 41, newest: 41)))
        talk.type("")
        #expect(talk.lines.contains("1 unread ticket"))
    }

    @Test("the first synchronisation is silent, and what comes after it is not")
    func firstSynchronisation() {
        var state = UIFixture.state()
        for count in 1...20 {
            #expect(!rings(load(&state, Self.ids, TicketCounts([.all: count], unread: count))))
        }
        #expect(!rings(load(&state, Self.ids, counts(21, last: 900, newest: 900))))
        #expect(rings(load(&state, Self.ids, counts(22, last: 901, newest: 901))))
    }

    // MARK: The status line

    @Test("no notice hides that there is no connection", arguments: Language.allCases)
    func offlineShown(language: Language) {
        let phase = SyncStatus.Phase.offline(since: SampleDesk.now, HelpdeskError(.unreachable))
        let notices: [Notice] = [
            .done(.replyQueued), .done(.ticketQueued), .done(.draftKept(.newTicket)), .done(.ticketResolved(key: "w")),
            .failed(.error(HelpdeskError(.tokenRejected))), .failed(.error(HelpdeskError(.perhapsSent))),
            .done(.attachmentSaved("/home/olena/" + String(repeating: "x", count: 300))),
        ]
        for size in [Size(rows: 24, columns: 80), Size(rows: 12, columns: 50), Size(rows: 40, columns: 120)] {
            for notice in notices {
                for outbox in [0, 3] {
                    var state = UIFixture.state(size: size, language: language)
                    _ = state.update(.syncStatusChanged(SyncStatus(phase: phase, outboxCount: outbox)))
                    state.notice = notice
                    let lines = state.view(theme: .fallback).lines
                    let status = lines[size.rows - 2]
                    #expect(
                        status.contains(
                            Strings(language: language, timeZone: UIFixture.kyiv)[.syncOffline(since: SampleDesk.now)]))
                    let first = Strings(language: language)[notice.phrase].prefix { $0 != " " }
                    #expect(lines.contains { $0.contains(first) })
                }
            }
        }
    }
}
