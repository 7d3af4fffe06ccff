import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Tickets")
struct TicketFlowTests {
    @Test("opening a ticket loads it and marks what was unread as read")
    func openMarksRead() {
        var state = UIFixture.state()
        let id = SampleDesk.conversation.ticket.id
        #expect(state.press(.down, .enter) == [.read(.conversation(id))])
        let effects = state.update(.conversationLoaded(id, SampleDesk.conversation))
        #expect(effects == [.write(.markRead(id, upTo: SampleDesk.time("2026-03-12T08:15:00Z")))])
    }

    @Test("a ticket that is marked unread while it is open stays unread")
    func keptUnread() {
        var state = UIFixture.state()
        let id = SampleDesk.conversation.ticket.id
        state.press(.down, .enter)
        _ = state.update(.conversationLoaded(id, SampleDesk.conversation))
        #expect(state.press(.character("u")) == [.write(.markUnread(id))])
        #expect(state.update(.conversationLoaded(id, SampleDesk.conversation)) == [])
    }

    @Test("the answer to an older filter is dropped")
    func staleList() {
        var state = UIFixture.state()
        state.press(.character("/"))
        state.type("зв")
        _ = state.update(.listLoaded(TicketQuery(filter: "з"), [], TicketCounts()))
        #expect(!state.tickets.viewport.ids.isEmpty)
        _ = state.update(.listLoaded(TicketQuery(filter: "зв"), [], TicketCounts()))
        #expect(state.tickets.viewport.ids.isEmpty)
    }

    @Test("Escape clears the filter and shows all again")
    func clearFilter() {
        var state = UIFixture.state()
        state.press(.character("/"))
        #expect(state.type("q").first == .read(.list(TicketQuery(filter: "q"))))
        #expect(state.press(.escape).first == .read(.list(TicketQuery())))
        #expect(state.context == .ticketList)
    }

    @Test("the selection stays on its ticket when new ones arrive above")
    func selectionByIdentity() {
        var state = UIFixture.state()
        state.press(.down, .down)
        let selected = state.tickets.viewport.selection
        let more: [Ticket.ID] = (100..<130).map { SampleDesk.id($0) } + SampleDesk.rows.map(\.id)
        _ = state.update(.listLoaded(TicketQuery(), more, SampleDesk.counts))
        #expect(state.tickets.viewport.selection == selected)
    }

    @Test("every letter of a reply is kept on disk, and Escape keeps the draft")
    func replyDraft() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        let effects = state.type("Так")
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(
            effects
                == ["Т", "Та", "Так"].map { text in
                    var saved = draft
                    saved.text = text
                    return .write(.saveDraft(saved))
                })
        #expect(draft.kind == .reply(SampleDesk.conversation.ticket.id))
        state.press(.escape)
        #expect(state.context == .ticket)
        #expect(state.notice == .done(.draftKept(draft.kind)))
    }

    @Test("a draft that was kept comes back with the next reply, but never over what is being typed")
    func draftReturns() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        #expect(state.press(.character("r")) == [.write(.loadDraft(.reply(id)))])
        _ = state.update(.draftLoaded(.reply(id), Draft(kind: .reply(id), text: "Старе", updated: SampleDesk.now)))
        #expect(state.ticket?.reply?.editor.text == "Старе")
        _ = state.update(.draftLoaded(.reply(id), Draft(kind: .reply(id), text: "Інше", updated: SampleDesk.now)))
        #expect(state.ticket?.reply?.editor.text == "Старе")
    }

    @Test("other programs may have a draft that is on no screen")
    func leftDrafts() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        state.press(.character("r"))
        let unused = try #require(state.ticket?.reply?.draft.id)
        let draft = Draft(kind: .reply(id), text: "Старе", updated: SampleDesk.now)
        #expect(state.update(.draftLoaded(.reply(id), draft)) == [.write(.leaveDraft(unused))])
        let late = Draft(kind: .reply(id), text: "Інше", updated: SampleDesk.now)
        #expect(state.update(.draftLoaded(.reply(id), late)) == [.write(.leaveDraft(late.id))])
        #expect(state.press(.escape) == [.write(.leaveDraft(draft.id))])
    }

    @Test("an empty reply is not sent, and a reply is sent once however often the key is pressed")
    func sendOnce() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        #expect(state.press(.control("s")) == [])
        #expect(state.notice?.kind == .failed)
        state.type("Так")
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.control("s")) == [.write(.queueReply(draft))])
        #expect(state.press(.control("s"), .function(2)) == [])
    }

    @Test("what the store refuses stays in the reply, with the reason")
    func refused() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        state.press(.control("s"))
        let draft = try #require(state.ticket?.reply?.draft)
        _ = state.update(.draftRefused(draft.id, HelpdeskError(.diskFull)))
        #expect(state.ticket?.reply?.draft.text == "Так")
        #expect(state.notice == .failed(.error(HelpdeskError(.diskFull))))
        #expect(state.press(.control("s")) == [.write(.queueReply(draft))])
    }

    @Test("resolve and reopen are offered only where they make sense, and say why not")
    func transitions() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        #expect(state.press(.character("o")) == [])
        #expect(state.notice == .failed(.notResolvedYet))
        state.press(.character("x"))
        #expect(state.context == .why)
        #expect(state.press(.enter) == [.write(.queueTransition(.resolved, id, why: ""))])
        var resolved = SampleDesk.conversation
        resolved.ticket.status = .resolved
        _ = state.update(.conversationLoaded(id, resolved))
        #expect(state.press(.character("x")) == [])
        #expect(state.notice == .failed(.alreadyResolved))
        state.press(.character("o"))
        state.type("Знову не друкує")
        #expect(state.press(.enter) == [.write(.queueTransition(.reopened, id, why: "Знову не друкує"))])
    }

    /// The words that effects keep as a draft of a reply to the sample ticket.
    private func keptReply(_ effects: [Effect]) -> String? {
        let kept = effects.compactMap { if case .write(.saveDraft(let draft)) = $0 { draft } else { nil } }
        return kept.first { $0.kind == .reply(SampleDesk.conversation.ticket.id) }?.text
    }

    @Test("words of why that are left, in whatever way, or come too late, are a draft; without words nothing is kept")
    func whyKept() {
        for way in [Key.escape, .alt("2"), .control("q")] {
            var state = UIFixture.state()
            state.openSampleTicket()
            state.press(.character("x"))
            state.type("так")
            #expect(keptReply(state.press(way)) == "так", "\(way.notation)")
        }
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        #expect(keptReply(state.update(.transitionRefused(id, why: "так", nil))) == "так")
        #expect(state.notice == .failed(.statusSetMeanwhile))
        #expect(state.update(.transitionRefused(id, why: " ", HelpdeskError(.diskFull))).isEmpty)
        #expect(state.notice == .failed(.error(HelpdeskError(.diskFull))))
    }

    @Test("Escape at the word of why leaves the ticket as it is; a word that is too long is refused and stays")
    func why() {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("x"))
        #expect(state.press(.escape) == [] && state.context == .ticket)
        state.press(.character("x"))
        _ = state.update(.pasted("перший\nдругий"))
        #expect(
            state.press(.enter) == [
                .write(.queueTransition(.resolved, SampleDesk.conversation.ticket.id, why: "перший другий"))
            ])
        state.press(.character("x"))
        _ = state.update(.pasted(String(repeating: "a", count: 20_001)))
        #expect(state.press(.enter) == [] && state.context == .why)
        #expect(state.notice?.kind == .failed)
    }

    @Test("one key takes a change back with its word, else the newest message")
    func undo() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        let before = Message.ID.make(at: SampleDesk.now.adding(seconds: -60))
        let change = Event.ID.make(at: SampleDesk.now)
        let word = Message.ID.make(at: SampleDesk.now)
        func unsent(_ messages: [Message.ID], _ changes: [Event.ID]) -> Conversation {
            var conversation = SampleDesk.conversation
            for message in messages {
                var copy = conversation.messages[0]
                copy.message.id = message
                copy.delivery = .queued
                conversation.messages.append(copy)
            }
            conversation.transitions = changes.map { PendingTransition(id: $0, kind: .resolved, delivery: .queued) }
            return conversation
        }
        _ = state.update(.conversationLoaded(id, unsent([before, word], [change])))
        #expect(state.press(.character("e")) == [.write(.undoTransition(change))])
        _ = state.update(.conversationLoaded(id, unsent([before], [])))
        #expect(state.press(.character("e")) == [.write(.recall(before))])
        let later = Message.ID.make(at: SampleDesk.now.adding(seconds: 1))
        _ = state.update(.conversationLoaded(id, unsent([later], [change])))
        #expect(state.press(.character("e")) == [.write(.recall(later))])
        let draft = Draft(kind: .reply(id), text: "так", updated: SampleDesk.now)
        _ = state.update(.transitionUndone(true, why: draft))
        #expect(state.context == .reply && state.ticket?.reply?.draft.text == "так")
    }

    @Test("what is held counts down second by second, waits for the connection without one, and lets the clock be then")
    func countDown() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        var held = SampleDesk.conversation
        var copy = held.messages[0]
        copy.message.id = .make(at: SampleDesk.now)
        copy.delivery = .held(until: SampleDesk.now.adding(seconds: 4.5))
        held.messages.append(copy)
        #expect(state.update(.conversationLoaded(id, held)).contains(.tick))
        #expect(state.painted.contains("за 5 с"))
        #expect(!state.update(.conversationLoaded(id, held)).contains(.tick))
        let later = SampleDesk.now.adding(seconds: 1)
        #expect(state.update(.secondPassed, ids: .random(), at: later).contains(.tick))
        #expect(state.painted.contains("за 4 с"))
        let offline = SyncStatus(phase: .offline(since: later, HelpdeskError(.unreachable)))
        _ = state.update(.syncStatusChanged(offline), ids: .random(), at: later)
        #expect(state.painted.contains("щойно з’явиться зв’язок"))
        #expect(!state.update(.secondPassed, ids: .random(), at: later).contains(.tick))
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online)), ids: .random(), at: later.adding(seconds: 9))
        #expect(state.painted.contains("У черзі"))
    }

    @Test("the newest message stays visible when the box for a reply opens, and the conversation scrolls above it")
    func replyBelowConversation() {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.end)
        let last = "Так, збігаються."
        #expect(state.painted.contains(last))
        state.press(.character("r"))
        #expect(state.painted.contains(last))
        state.press(.pageUp, .pageUp)
        #expect(!state.painted.contains(last))
        state.press(.pageDown, .pageDown)
        #expect(state.painted.contains(last) && state.context == .reply)
    }

    @Test("field values that have no room in the header stand whole above the first message")
    func longFields() {
        var state = UIFixture.state(size: Size(rows: 24, columns: 80))
        state.openSampleTicket()
        let value = Array(repeating: "слово", count: 30).joined(separator: " ") + " кінець"
        var conversation = SampleDesk.conversation
        conversation.fields = [FieldValue(key: "phone", value: value)]
        _ = state.update(.conversationLoaded(conversation.ticket.id, conversation))
        #expect(!state.painted.contains("кінець"))
        state.press(.home)
        #expect(state.painted.contains("кінець"))
    }

    @Test("a file of a ticket is saved where the user says, opened, or previewed")
    func files() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let sample = SampleDesk.conversation.messages[0].message.attachments[0]
        state.press(.character("s"))
        #expect(state.press(.character("p")) == [.files(.fetch(.preview(sample)))])
        #expect(state.press(.character("o")) == [.files(.fetch(.open(sample)))])
        state.press(.character("s"), .enter)
        #expect(state.context == .path)
        let file = SampleDesk.conversation.messages[0].message.attachments[0]
        #expect(state.press(.enter) == [.files(.fetch(.save(file, directory: "/home/olena")))])
    }

    @Test("hostile text is drawn, never obeyed")
    func hostileText() {
        var hostile = SampleDesk.conversation
        hostile.ticket.subject = "a\u{1B}[2Jb\u{9B}31mc\u{202E}d\u{7}"
        hostile.messages[0].message.text = "\u{1B}]0;owned\u{7}\r\nline\u{0}\u{85}end"
        hostile.messages[0].message.author.name = "\u{202E}eve\u{1B}c"
        hostile.messages[0].message.attachments[0].name = "../\u{1B}[31m\n.png"
        var state = UIFixture.state()
        state.press(.down, .enter)
        _ = state.update(.conversationLoaded(hostile.ticket.id, hostile))
        state.press(.home)
        for line in state.view(theme: .fallback).lines {
            for scalar in line.unicodeScalars {
                let category = scalar.properties.generalCategory
                #expect(category != .control && category != .format, "U+\(String(scalar.value, radix: 16))")
            }
        }
    }
}
