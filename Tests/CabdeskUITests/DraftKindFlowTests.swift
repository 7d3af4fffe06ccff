import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// A reply and an internal note of one ticket on the screen.
@Suite("Replies and notes")
struct DraftKindFlowTests {
    private static let ticket = SampleDesk.conversation.ticket.id
    private static let (reply, note) = (Draft.Kind.reply(ticket), Draft.Kind.note(ticket))

    private func draft(_ kind: Draft.Kind, _ text: String) -> Draft {
        Draft(kind: kind, text: text, updated: SampleDesk.now)
    }

    private func specialist(_ language: Language = .english) -> AppState {
        var state = UIFixture.state(language: language)
        state.beSpecialist()
        state.openSampleTicket()
        return state
    }

    private func lines(_ state: AppState) -> [String] { state.view(theme: .fallback).lines }

    @Test("each has a box and a draft of its own, whatever was written and left before")
    func boxes() {
        var state = specialist()
        for (key, kind, other) in [
            ("r", Self.reply, Self.note), ("i", Self.note, Self.reply),
        ] as [(Character, Draft.Kind, Draft.Kind)] {
            #expect(state.press(.character(key)) == [.write(.loadDraft(kind))])
            #expect(state.ticket?.reply?.draft.kind == kind)
            // An answer of the store about the other kind does not get in.
            _ = state.update(.draftLoaded(other, draft(other, "not here")))
            #expect(state.ticket?.reply?.editor.text == "")
            _ = state.update(.draftLoaded(kind, draft(kind, "begun before")))
            #expect(state.ticket?.reply?.editor.text == "begun before")
            state.press(.escape)
        }
    }

    @Test("opening a ticket puts the keys into no editor: what was begun is a line of the ticket")
    func opening() {
        var state = specialist()
        var conversation = SampleDesk.conversation
        conversation.drafts = [draft(Self.note, "Ask the\nbookkeeper"), draft(Self.reply, "We are looking")]
        _ = state.update(.conversationLoaded(Self.ticket, conversation))
        #expect(state.context == .ticket)
        #expect(lines(state).contains { $0.contains("Draft of an internal note: Ask the (i goes on)") })
        #expect(lines(state).contains { $0.contains("Draft of your reply: We are looking (r goes on)") })
        state.press(.character("i"))
        _ = state.update(.draftLoaded(Self.note, conversation.drafts[0]))
        _ = state.update(.conversationLoaded(Self.ticket, conversation))
        #expect(!lines(state).contains { $0.contains("Draft of an internal note") })
        state.press(.escape)
        #expect(lines(state).contains { $0.contains("Draft of an internal note") })
    }

    @Test("keys typed ahead of a draft go to its end, and make no second draft")
    func typedAhead() throws {
        var state = specialist()
        let effects = state.press(.escape, .enter, .character("r")) + state.type("and more")
        #expect(effects.contains(.write(.loadDraft(Self.reply))))
        let ahead = try #require(state.ticket?.reply?.draft.id)
        let begun = draft(Self.reply, "Begun before")
        let answer = state.update(.draftLoaded(Self.reply, begun))
        #expect(state.ticket?.reply?.editor.text == "Begun before\nand more")
        var joined = begun
        joined.text = "Begun before\nand more"
        #expect(Array(answer.prefix(2)) == [.write(.saveDraft(joined)), .write(.discardDraft(ahead))])
        #expect(state.notice == .done(.draftJoined))
        // Once: a later answer changes nothing.
        #expect(
            state.update(.draftLoaded(Self.reply, draft(Self.reply, "Late"))).contains { effect in
                if case .write(.leaveDraft) = effect { true } else { false }
            })
        #expect(state.ticket?.reply?.editor.text == "Begun before\nand more")
    }

    @Test("what was typed and sent ahead of a draft leaves alone; nobody sends what was not seen")
    func sentAhead() throws {
        var state = specialist()
        state.press(.character("r"))
        state.type("All well")
        let effects = state.press(.control("s"))
        let sent = try #require(state.ticket?.reply?.draft)
        #expect(effects == [.write(.queueReply(sent))])
        let begun = draft(Self.reply, "Half a sentence")
        #expect(state.update(.draftLoaded(Self.reply, begun)) == [.write(.leaveDraft(begun.id))])
        #expect(sent.text == "All well")
    }

    @Test(
        "a message that is taken back never takes the place of something else that is being written by then",
        arguments: [("i", true), ("r", false)] as [(Character, Bool)])
    func takenBack(key: Character, isNote: Bool) {
        for typed in ["", "half a sen"] {
            var state = specialist()
            state.press(.character(key))
            state.type(typed)
            let other = draft(isNote ? Self.reply : Self.note, "taken back")
            #expect(state.update(.recalled(other)).contains(.write(.leaveDraft(other.id))))
            state.type("tence")
            #expect(state.ticket?.reply?.draft.kind.isNote == isNote)
            #expect(state.ticket?.reply?.editor.text == typed + "tence")
        }
    }

    @Test("what is taken back does not take away the tab or the filter, either")
    func takenBackElsewhere() {
        for keys in [[Key.alt("2")], [.escape, .character("/")]] {
            var state = specialist()
            for key in keys { state.press(key) }
            let context = state.context
            let other = draft(Self.reply, "taken back")
            #expect(state.update(.recalled(other)).contains(.write(.leaveDraft(other.id))))
            #expect(state.context == context)
            #expect(state.notice == .done(.isAmongDrafts))
        }
    }

    @Test("the list of drafts has every kind, says which, and leads to the ticket")
    func list() throws {
        var state = UIFixture.state(language: .english)
        state.press(.alt("2"))
        let note = draft(Self.note, "Ask the bookkeeper")
        _ = state.update(
            .draftsLoaded([
                ListedDraft(draft: note, number: 1042, ticketSubject: "S"),
                ListedDraft(draft: draft(Self.reply, "We are looking"), ticketSubject: "S"),
            ]))
        #expect(lines(state).contains { $0.contains("Internal note, № 1042: Ask the bookkeeper") })
        #expect(lines(state).contains { $0.contains("Reply, S: We are looking") })
        #expect(state.press(.enter) == [.write(.openDraft(note.id))])
        #expect(state.update(.draftOpened(note)).contains(.read(.conversation(Self.ticket))))
        #expect(state.context == .reply)
        #expect(state.ticket?.reply?.draft == note)
        // Also where the ticket is gone by then.
        _ = state.update(.conversationLoaded(Self.ticket, nil))
        #expect(lines(state).contains { $0.contains("Ask the bookkeeper") })
    }

    @Test("a note looks like no reply: title, border, colours, mark at each line, placeholder, key and what is said")
    func looks() throws {
        var shown: [Bool: (lines: [String], border: Style, text: Style, said: [Notice?])] = [:]
        let theme = UIFixture.theme("dark")
        for (key, isNote) in [("r", false), ("i", true)] as [(Character, Bool)] {
            var state = specialist()
            state.press(.character(key))
            let grid = state.view(theme: theme)
            let row = try #require(grid.lines.lastIndex { $0.hasPrefix("┌") })
            let style = { (row: Int, column: Int) in grid[Position(row: row, column: column)].style }
            state.type("A")
            state.press(.escape)
            var said = [state.notice]
            state.press(.character(key))
            state.type("A")
            state.press(.control("s"))
            let draft = try #require(state.ticket?.reply?.draft)
            _ = state.update(.replyQueued(draft.id, Self.ticket))
            said.append(state.notice)
            shown[isNote] = (Array(grid.lines[row...]), style(row, 0), style(row + 1, 5), said)
        }
        let (reply, note) = (try #require(shown[false]), try #require(shown[true]))
        #expect(note.border == theme["note.border"] && note.border != reply.border)
        #expect(note.text.background == theme["note"].background && note.text.background != reply.text.background)
        #expect(note.lines[0].contains("Internal note: customers never see it"))
        #expect(reply.lines[0].contains("Your reply"))
        #expect(note.lines[1].hasPrefix("│▌Write for your colleagues; the customer never sees it"))
        #expect(note.lines[2].hasPrefix("│▌"))
        #expect(reply.lines[1].hasPrefix("│ Write your reply here"))
        #expect(note.lines.last?.contains("^S Save note") == true)
        #expect(reply.lines.last?.contains("^S Send") == true)
        #expect(note.said == [.done(.draftKept(.note(Self.ticket))), .done(.noteQueued)])
        #expect(reply.said == [.done(.draftKept(.reply(Self.ticket))), .done(.replyQueued)])
    }

    // MARK: Left before the answer came

    @Test("what an editor saved of a draft that was left meanwhile is saved by its id, with its kind")
    func leftForTheEditor() throws {
        var state = specialist()
        state.press(.character("i"))
        state.type("Half")
        let note = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.control("o"), .escape).first == .screen(.editExternally(note)))
        #expect(note.kind == Self.note)
        state.press(.character("r"))
        var edited = note
        edited.text = "Half and the rest"
        #expect(
            state.update(.editedExternally(note, edited.text)) == [
                .write(.saveDraft(edited)), .write(.leaveDraft(note.id)), .write(.loadDraft(Self.reply)),
            ])
        #expect(state.ticket?.reply?.editor.text == "")
        #expect(state.notice == .done(.draftKept(.note(Self.ticket))))
        #expect(state.update(.editedExternally(note, note.text)) == [])
    }

    @Test("a pasted text that was no file goes into its draft, also when that was left meanwhile")
    func leftForDroppedText() throws {
        var state = specialist()
        state.press(.character("i"))
        let files = try #require(state.update(.pasted("/dev/ttyUSB0 does not answer")).compactMap(\.arriving).first)
        state.press(.escape, .character("r"))
        let effects = state.update(.dropRefused(files.draft, text: "/dev/ttyUSB0 does not answer"))
        // The box that was opened meanwhile asks again for what was begun: the first answer may be older.
        #expect(
            effects == [
                .write(.appendText("/dev/ttyUSB0 does not answer", files.draft)), .write(.loadDraft(Self.reply)),
            ])
        _ = state.update(.draftLoaded(Self.reply, draft(Self.reply, "older")))
        #expect(state.ticket?.reply?.editor.text == "")
        _ = state.update(.draftLoaded(Self.reply, draft(Self.reply, "newer")))
        #expect(state.ticket?.reply?.editor.text == "newer")
    }

    @Test("linear mode asks for a note in other words than for a reply, and reads out what was begun")
    func linear() {
        var talk = LinearConversation { $0.beSpecialist() }
        talk.type("1042")
        for (line, title) in [("i", "Internal note: customers never see it"), ("r", "Your reply")] {
            talk.type(line)
            #expect(talk.lines.contains(title))
            talk.type("Words")
            talk.type(".")
            let prompt = talk.transcript.split(separator: "\n").last ?? ""
            #expect(prompt.contains("customers never see it") == (line == "i"), "\(prompt)")
            talk.type(".")
        }
        talk.type(".")
        var conversation = SampleDesk.conversation
        conversation.drafts = [draft(Self.note, "Ask the bookkeeper")]
        talk.type("1042", then: .conversationLoaded(Self.ticket, conversation))
        #expect(talk.lines.last == "Draft of an internal note: Ask the bookkeeper (i goes on)")
    }
}
