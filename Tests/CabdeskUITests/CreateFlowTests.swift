import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Create Ticket")
struct CreateFlowTests {
    private func opened() -> AppState {
        var state = UIFixture.state()
        state.press(.character("2"))
        return state
    }

    @Test("a topic is found by typing part of its name, in any case")
    func findTopic() {
        var state = opened()
        state.press(.enter)
        state.type("зВІт")
        state.press(.enter)
        #expect(state.create.draft.topic == "reports")
    }

    @Test("a specialist chooses the service first, and nothing is sent or looked for without one")
    func fileForService() {
        var state = UIFixture.state()
        state.beSpecialist()
        state.press(.character("2"))
        #expect(state.create.focus == .service)
        state.press(.tab, .enter)
        state.type("інше")
        state.press(.enter)
        #expect(!state.type("Не працює друк чеків").contains { if case .read(.similar) = $0 { true } else { false } })
        #expect(state.press(.control("s")).isEmpty)
        #expect(state.create.violations.map(\.field) == ["service"] && state.create.focus == .service)
        state.press(.enter)
        state.type("зір")
        let chosen = state.press(.enter)
        #expect(state.create.draft.service == SampleDesk.zirka.id)
        #expect(chosen.contains(.read(.similar("Не працює друк чеків", service: SampleDesk.zirka.id))))
        #expect(state.press(.control("s")) == [.write(.queueTicket(state.create.draft))])
    }

    @Test("a letter begins the text, on any layout, and is no key of the form")
    func lettersBeginTheText() {
        for letter: Character in ["d", "n", "j", "q", "б", "ю", "Д"] {
            var state = opened()
            #expect(state.press(.character(letter)).first == .write(.saveDraft(state.create.draft)))
            #expect(state.create.focus == .text)
            #expect(state.create.draft.text == String(letter))
            #expect(state.overlays.isEmpty && state.tab == .create)
        }
    }

    @Test("what is pasted anywhere in the form goes into the text, and a dropped path is attached from any field")
    func pastedAnywhere() {
        var state = opened()
        _ = state.update(.pasted("Не працює"))
        #expect(state.create.draft.text == "Не працює")
        state.press(.tab)
        #expect(state.create.focus == .subject)
        #expect(state.update(.pasted("/home/olena/a.png")).compactMap(\.arriving).count == 1)
        #expect(state.create.draft.subject == nil)
        state = opened()
        #expect(state.update(.pasted("/home/olena/a.png")).compactMap(\.arriving).count == 1)
    }

    @Test("several files dropped at once are attached, however the terminal writes them")
    func severalDropped() {
        for dropped in [
            "/home/olena/a.png /home/olena/b.png", "'/home/olena/a b.png' '/home/olena/c.png' ",
            #"/home/olena/a\ \(1\).png "/home/olena/b c.png""#, "file:///home/olena/a%20b.png file:///home/olena/c.png",
            "/home/olena/a.png\n'/home/olena/b.png'\n",
        ] {
            var state = opened()
            #expect(state.update(.pasted(dropped)).compactMap(\.arriving).count == 1, "\(dropped)")
            #expect(state.create.draft.text.isEmpty, "\(dropped)")
        }
        for text in ["/home/olena/a.png зник", "'/home/olena/a.png", "/home/olena/a.png\nі текст", "дивись /tmp/a"] {
            var state = opened()
            _ = state.update(.pasted(text))
            #expect(DroppedPaths(text)?.paths.count ?? 0 < 2, "\(text)")
        }
        #expect(DroppedPaths(#"/a\ \(1\).png '/b'\''c' "/d e""#)?.paths == ["/a (1).png", "/b'c", "/d e"])
        #expect(DroppedPaths("/home/olena/my file.png")?.paths == ["/home/olena/my file.png"])
    }

    @Test("the text keeps a row beside any number of fields, and the field in focus has one", arguments: 0...8)
    func smallWindow(fieldCount: Int) {
        for focus in [nil] + (0..<fieldCount).map(Optional.init) {
            let layout = CreateLayout(
                body: Rect(row: 1, column: 0, rows: 9, columns: 50), labelColumns: 12, fieldCount: fieldCount,
                focusedField: focus, fileCount: 0, recommendationLines: { _ in 4 })
            #expect(layout.textInside.rows >= 1)
            #expect(layout.save.rows == 1 && layout.subject.rows == 1 && layout.files.rows == 1)
            #expect(layout.save.maxRow <= 10)
            if let focus { #expect(layout.fields[focus].rows == 1) }
        }
    }

    @Test("a similar ticket that was looked at leads back to the form, and the form to the list")
    func backToTheForm() {
        var state = opened()
        state.fillInSampleTicket()
        let draft = state.create.draft
        _ = state.update(.similarFound(text: draft.text, [SampleDesk.rows[1]]))
        state.press(.control("g"))
        #expect(state.tab == .tickets && state.ticket?.id == SampleDesk.rows[1].id)
        state.press(.escape)
        #expect(state.tab == .create && state.create.draft == draft)
        state.press(.escape, .escape)
        #expect(state.tab == .tickets && state.ticket == nil)
    }

    @Test("an open list of topics takes in what is received meanwhile")
    func topicsArriveLate() {
        var state = UIFixture.state()
        _ = state.update(.deskLoaded(DeskSnapshot()))
        state.press(.character("2"), .enter)
        state.type("звіт")
        _ = state.update(.deskLoaded(SampleDesk.firstScreen.snapshot))
        state.press(.enter)
        #expect(state.create.draft.topic == "reports")
    }

    @Test("another topic never touches what was typed")
    func topicKeepsText() {
        var state = opened()
        state.fillInSampleTicket()
        let text = state.create.draft.text
        state.press(.escape, .enter)
        state.type("інше")
        state.press(.enter)
        #expect(state.create.draft.topic == Topic.otherID)
        #expect(state.create.draft.text == text)
        #expect(state.create.draft.fields.isEmpty)
        state.press(.escape, .enter)
        state.type("тел")
        state.press(.enter)
        #expect(state.create.draft.fields == [FieldValue(key: "phone", value: "+380 44 123 45 67")])
    }

    @Test("the draft is on disk from the first key")
    func draftFromFirstKey() throws {
        var state = opened()
        let effects = state.press(.enter, .enter)
        #expect(effects == [.write(.saveDraft(state.create.draft))])
        #expect(state.create.draft.topic == "telephony")
    }

    @Test("Save says what is missing and goes there; nothing is queued")
    func missing() {
        var state = opened()
        #expect(state.press(.control("s")) == [])
        #expect(state.create.focus == .topic)
        state.press(.enter, .enter)
        #expect(state.press(.control("s")) == [])
        #expect(state.create.focus == .field(0))
        state.type("не номер")
        #expect(state.press(.control("s")) == [])
        #expect(state.create.violations.map(\.code) == [.malformed, .empty])
    }

    @Test("Save queues the ticket once, then shows it at the top of the list with an empty form behind")
    func save() {
        var state = opened()
        state.fillInSampleTicket()
        let draft = state.create.draft
        #expect(state.press(.control("s")) == [.write(.queueTicket(draft))])
        #expect(state.press(.control("s")) == [])
        let effects = state.update(.ticketQueued(draft.id, SampleDesk.id(77)))
        #expect(
            effects == [
                .read(.list(TicketQuery())), .read(.conversation(SampleDesk.id(77))), .write(.leaveDraft(draft.id)),
            ])
        #expect(state.tab == .tickets)
        #expect(state.create.draft.isBlank)
        #expect(state.create.draft.id != draft.id)
    }

    @Test("a draft of an earlier run comes back, but never over what is being typed")
    func restore() {
        var state = opened()
        let old = Draft(topic: "reports", text: "Незавершене", updated: SampleDesk.now)
        _ = state.update(.draftLoaded(.newTicket, old))
        #expect(state.create.draft == old)
        _ = state.update(.draftLoaded(.newTicket, Draft(topic: "other", text: "x", updated: SampleDesk.now)))
        #expect(state.create.draft == old)
    }

    @Test("a pasted text of many lines goes in as one change")
    func paste() {
        var state = opened()
        state.press(.enter, .enter, .tab)
        let effects = state.update(.pasted("перший\nдругий\nтретій"))
        #expect(effects == [.write(.saveDraft(state.create.draft)), .read(.similar("перший\nдругий\nтретій"))])
        #expect(state.create.draft.text == "перший\nдругий\nтретій")
        #expect(state.create.draft.effectiveSubject == "перший")
    }

    @Test("a path is typed, and the file is attached to the draft that asked for it")
    func attach() {
        var state = opened()
        state.press(.enter, .enter, .control("t"))
        #expect(state.context == .browser)
        _ = state.update(.pasted("/tmp/екран.png"))
        #expect(state.press(.enter) == [.files(.look(.path("/tmp/екран.png")))])
        let files = ArrivingFiles(id: 1, draft: state.create.draft.id, source: .path("/tmp/екран.png"))
        let effects = state.update(.pathFollowed("/tmp/екран.png", isFile: true))
        #expect(effects.last == .files(.attach(files)))
        _ = state.update(.fileAttached(SampleDesk.id(1), AppState.sampleFile))
        #expect(state.create.draft.files.isEmpty)
        _ = state.update(.fileAttached(state.create.draft.id, AppState.sampleFile))
        #expect(state.create.draft.files.count == 1)
        _ = state.update(.filesArrived(files))
        let removal = state.press(.control("r"))
        #expect(removal.first == .write(.detach(AppState.sampleFile.id, state.create.draft.id)))
        #expect(state.create.draft.files.isEmpty)
    }

    @Test("any file can be taken off, and two of one name are told apart")
    func removesAnyFile() throws {
        var state = opened()
        let files = (81...83).map { number in
            var file = AppState.sampleFile
            file.id = SampleDesk.id(number)
            file.name = number == 82 ? "лог.txt" : "фото.jpg"
            return file
        }
        state.create.draft.files = files
        state.press(.control("r"))
        guard case .choices(let list) = state.overlays.last else { throw HelpdeskError(.unexpected) }
        #expect(list.items.map(\.label) == ["фото.jpg", "лог.txt", "фото.jpg (2)"])
        state.press(.up, .up)
        #expect(state.press(.enter).contains(.write(.detach(files[0].id, state.create.draft.id))))
        #expect(state.create.draft.files.map(\.id) == [files[1].id, files[2].id])
    }
}
