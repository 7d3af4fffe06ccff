import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Canned replies")
struct CannedReplyFlowTests {
    private func specialist(language: Language = .ukrainian, _ key: Character = "r") -> AppState {
        var state = UIFixture.state(language: language)
        state.haveCannedReplies()
        state.openSampleTicket()
        state.press(.character(key))
        return state
    }

    private func text(_ state: AppState) -> String? { state.ticket?.reply?.editor.text }

    private var author: String { SampleDesk.conversation.ticket.author.name }

    @Test("one is found by typing and inserted at the cursor, filled in, as one step of undo; nothing is sent")
    func insert() {
        var state = specialist()
        state.type("До\nПісля")
        state.press(.up, .end, .alt("c"))
        state.type("вітан")
        let effects = state.press(.enter)
        let number = SampleDesk.conversation.ticket.number ?? 0
        #expect(text(state) == "ДоВітаю, \(author)!\nДякую за звернення № \(number).\nПісля")
        #expect(state.overlays.isEmpty)
        guard case .write(.saveDraft(let draft))? = effects.last else {
            Issue.record("the draft is saved")
            return
        }
        #expect(effects.count == 1 && draft.text == text(state))
        state.press(.alt("u"))
        #expect(text(state) == "До\nПісля")
    }

    @Test("it is found by the words of its text, and by the key of a Cyrillic layout")
    func foundByText() {
        var state = specialist()
        state.press(.alt("с"))
        state.type("добу")
        state.press(.enter)
        #expect(text(state) == "Звіт каси оновлюється раз на добу, о 6:00.")
        state.press(.alt("c"))
        state.type("звернення")
        #expect(state.view(theme: .fallback).lines.joined().contains("Вітання"))
    }

    @Test("it is in the reader's language, else in one that there is", arguments: Language.allCases)
    func language(language: Language) {
        var state = specialist(language: language)
        state.press(.alt("c"), .enter)
        let beginnings: [Language: String] = [.ukrainian: "Вітаю", .russian: "Здравствуйте", .english: "Hello"]
        #expect(text(state)?.hasPrefix(beginnings[language] ?? "?") == true)
        state.press(.alt("c"), .down, .enter)
        #expect(text(state)?.hasSuffix("о 6:00.") == true)
    }

    @Test("a note takes one as well, and a word that is no placeholder stays")
    func note() {
        var state = specialist("i")
        state.press(.alt("c"), .down, .down, .enter)
        #expect(text(state) == "— \(SampleDesk.iryna.name), {word}")
        #expect(state.ticket?.reply?.draft.kind.isNote == true)
    }

    @Test("leaving the list changes nothing")
    func leave() {
        var state = specialist()
        state.type("Текст")
        #expect(state.press(.alt("c"), .escape).isEmpty)
        #expect(text(state) == "Текст" && state.overlays.isEmpty)
    }

    @Test("a text is kept under a name as one's own")
    func keep() {
        var state = specialist()
        state.press(.alt("k"))
        #expect(state.overlays.isEmpty && state.notice == .failed(.noTextToKeep))
        state.type("Перезавантажте програму.")
        state.press(.alt("k"), .enter)
        #expect(state.notice?.kind == .failed && state.overlays.count == 1)
        state.type("  Перезапуск ")
        let new = NewCannedReply(
            name: "Перезапуск", text: LocalizedText([.ukrainian: "Перезавантажте програму."]), isOwn: true)
        #expect(state.press(.enter) == [.write(.keepCannedReply(new, replacing: nil))])
        #expect(text(state) == "Перезавантажте програму." && state.overlays.isEmpty)
    }

    @Test("a name that one has already asks first, and keeps the texts of other languages")
    func replace() {
        var state = specialist(language: .english)
        state.type("Once a day.")
        state.press(.alt("k"))
        state.type("КАСА")
        #expect(state.press(.enter).isEmpty)
        #expect(state.view(theme: .fallback).lines.joined().contains("“КАСА”. Replace its text?"))
        let new = NewCannedReply(
            name: "КАСА",
            text: LocalizedText([.ukrainian: "Звіт каси оновлюється раз на добу, о 6:00.", .english: "Once a day."]),
            isOwn: true)
        #expect(state.press(.character("y")) == [.write(.keepCannedReply(new, replacing: SampleDesk.id(94)))])
        // The desk's of the same name stays as it is: one's own gets a place beside it.
        state.press(.alt("k"))
        state.type("Вітання")
        guard case .write(.keepCannedReply(_, replacing: nil))? = state.press(.enter).last else {
            Issue.record("a new one is kept")
            return
        }
    }

    /// The list with the second one, «Каса», selected, and open to be changed.
    private func editing(opened: Bool = true, language: Language = .english) -> AppState {
        var state = specialist(language: language)
        state.press(.alt("c"), .down)
        if opened { state.press(.alt("e")) }
        return state
    }

    private func reply(_ number: Int, in state: AppState) -> CannedReply? {
        state.desk.cannedReplies.first { $0.id == SampleDesk.id(number) }?.reply
    }

    /// Changes what is known of a canned reply, as if it came from the desk; nil deletes it.
    private func receive(_ number: Int, _ change: ((inout CannedReply) -> Void)?, _ state: inout AppState) {
        var snapshot = state.desk
        guard let index = snapshot.cannedReplies.firstIndex(where: { $0.id == SampleDesk.id(number) }) else { return }
        if let change {
            change(&snapshot.cannedReplies[index].reply)
        } else {
            snapshot.cannedReplies.remove(at: index)
        }
        _ = state.update(.deskLoaded(snapshot))
    }

    @Test("one is changed in place: its text in a box of lines, then its name; the list is there again")
    func edit() throws {
        var state = editing()
        #expect(state.painted.contains("Text of a canned reply: Каса, mine"))
        state.press(.end)
        state.type("\nА звіт зміни — одразу.")
        #expect(state.press(.control("s")).isEmpty)
        #expect(state.painted.contains("Name of a canned reply"))
        state.type(" магазину")
        // The text is in the language that it had, and not in the reader's.
        let text = "Звіт каси оновлюється раз на добу, о 6:00.\nА звіт зміни — одразу."
        let new = NewCannedReply(name: "Каса магазину", text: LocalizedText([.ukrainian: text]), isOwn: true)
        #expect(state.press(.enter) == [.write(.keepCannedReply(new, replacing: SampleDesk.id(94)))])
        #expect(state.context == .choices && self.text(state)?.isEmpty == true)
        #expect(state.cannedEdit == nil)
    }

    @Test("the desk's stays the desk's, and its other languages stay")
    func editShared() throws {
        var state = specialist(language: .english)
        state.press(.alt("c"), .alt("e"), .control("a"))
        state.type("Welcome! ")
        state.press(.control("s"))
        guard case .write(.keepCannedReply(let new, replacing: SampleDesk.id(93)))? = state.press(.enter).last else {
            Issue.record("not saved")
            return
        }
        let old = try #require(reply(93, in: state))
        #expect(!new.isOwn && new.name == old.name)
        #expect(new.text.texts[.ukrainian] == old.text.texts[.ukrainian])
        #expect(new.text.texts[.english]?.contains("Welcome! ") == true)
    }

    @Test("nothing is written where nothing was changed, and an empty text or name is refused in its box")
    func editNothing() {
        var state = editing()
        state.press(.control("s"))
        #expect(state.press(.enter).isEmpty && state.context == .choices && state.notice == nil)
        state.press(.alt("e"))
        for _ in 0..<60 { state.press(.backspace) }
        state.press(.end)
        for _ in 0..<60 { state.press(.backspace) }
        #expect(state.press(.control("s")).isEmpty)
        #expect(state.context == .cannedText && state.notice?.kind == .failed)
        state.type("x")
        state.press(.control("s"))
        for _ in 0..<10 { state.press(.backspace) }
        #expect(state.press(.enter).isEmpty && state.context == .cannedName && state.notice?.kind == .failed)
    }

    @Test("a name that another one of one's own has is refused; the desk's may have it")
    func editName() {
        var state = editing()
        state.press(.control("s"))
        for _ in 0..<10 { state.press(.backspace) }
        state.type("підпис")
        #expect(state.press(.enter).isEmpty && state.notice == .failed(.cannedNameTaken("підпис")))
        for _ in 0..<10 { state.press(.backspace) }
        state.type("Вітання")
        #expect(state.press(.enter).count == 1)
    }

    @Test(
        "a change or deletion meanwhile is asked about, and nothing typed is lost by the answer no",
        arguments: [true, false])
    func editConflict(isGone: Bool) {
        var state = editing()
        state.press(.end)
        state.type(" Так.")
        receive(94, isGone ? nil : { $0.text.texts[.ukrainian] = "Інакше." }, &state)
        state.press(.control("s"))
        #expect(state.press(.enter).isEmpty)
        #expect(state.painted.contains(isGone ? "Somebody has deleted “Каса”" : "Somebody has changed “Каса”"))
        // Neither is it saved by a key that was meant for something else.
        #expect(state.press(.enter).isEmpty && state.context == .cannedName)
        state.press(.enter)
        guard case .write(.keepCannedReply(let new, let replaced))? = state.press(.character("y")).last else {
            Issue.record("not saved")
            return
        }
        #expect(new.text.texts[.ukrainian]?.hasSuffix("о 6:00. Так.") == true)
        #expect(replaced == (isGone ? nil : SampleDesk.id(94)))
        #expect(state.context == .choices)
    }

    @Test("a change in another language meanwhile is kept without a question")
    func editBesides() {
        var state = editing()
        state.press(.end)
        state.type(" Так.")
        receive(94, { $0.text.texts[.english] = "Once a day." }, &state)
        state.press(.control("s"))
        guard case .write(.keepCannedReply(let new, _))? = state.press(.enter).last else {
            Issue.record("not saved")
            return
        }
        #expect(new.text.texts[.english] == "Once a day.")
    }

    @Test("a changed text that is left is there again, also after going elsewhere")
    func editLeft() {
        var state = editing()
        state.press(.end)
        state.type(" Так.")
        state.press(.escape)
        #expect(state.context == .choices && state.notice == .done(.cannedEditKept))
        state.press(.alt("e"))
        #expect(state.painted.contains("о 6:00. Так."))
        state.type("!")
        state.press(.alt("3"), .alt("1"), .alt("c"), .down, .alt("e"))
        #expect(state.painted.contains("о 6:00. Так.!"), "\(state.painted)")
        // Another one has its own text.
        state.press(.escape, .down, .alt("e"))
        #expect(!state.painted.contains("о 6:00."))
    }

    @Test("a changed text is kept as typed, and is there again after a start")
    func editKept() throws {
        var state = editing()
        _ = state.update(.wordsLoaded(UnsentWords(id: SampleDesk.id(95))))
        state.press(.end)
        guard case .write(.keepWords(let words))? = state.type(" Так.").last else {
            Issue.record("not kept")
            return
        }
        #expect(words.cannedReply?.text.hasSuffix("о 6:00. Так.") == true)

        var next = editing(opened: false)
        _ = next.update(.wordsLoaded(words))
        next.press(.alt("e"))
        #expect(next.painted.contains("о 6:00. Так."))
        next.press(.control("s"))
        #expect(next.press(.enter).contains(.write(.keepWords(UnsentWords(id: words.id)))))
    }

    @Test("a paste keeps its lines, and other lists have nothing to change")
    func editPasted() {
        var state = editing()
        _ = state.update(.pasted("A\nB"))
        state.press(.control("s"))
        guard case .write(.keepCannedReply(let new, _))? = state.press(.enter).last else {
            Issue.record("not saved")
            return
        }
        #expect(new.text.texts[.ukrainian]?.contains("A\nB") == true)
        var other = specialist()
        other.press(.escape, .character("a"))
        let overlays = other.overlays
        #expect(other.press(.alt("e")).isEmpty && other.overlays == overlays)
    }

    @Test("one is deleted only after a question, which says whose it is")
    func delete() {
        var state = specialist(language: .english)
        state.press(.alt("c"), .control("d"))
        #expect(state.view(theme: .fallback).lines.joined().contains("for all specialists?"))
        #expect(state.press(.enter).isEmpty)
        state.press(.down, .control("d"))
        #expect(state.view(theme: .fallback).lines.joined().contains("Delete your canned reply “Каса”?"))
        #expect(state.press(.character("y")) == [.write(.deleteCannedReply(SampleDesk.id(94)))])
    }

    @Test("an open list takes in what was received")
    func received() {
        var state = specialist()
        state.press(.alt("c"), .down)
        var snapshot = state.desk
        snapshot.cannedReplies.removeFirst()
        _ = state.update(.deskLoaded(snapshot))
        state.press(.enter)
        #expect(text(state)?.hasPrefix("Звіт каси") == true)
    }

    @Test("nothing is inserted into a reply that is being handed over")
    func handedOver() {
        var state = specialist()
        state.type("Готово")
        state.press(.alt("c"))
        state.ticket?.reply?.isSending = true
        #expect(state.press(.enter).isEmpty && text(state) == "Готово")
    }

    @Test("customers, old desks, other helpdesks and desks without one have a reason each")
    func reasons() {
        var customer = UIFixture.state()
        customer.openSampleTicket()
        customer.press(.character("r"))
        for key in [Key.alt("c"), .alt("k")] {
            #expect(customer.press(key).isEmpty && customer.notice == .failed(.onlyForSpecialists))
        }
        #expect(!customer.view(theme: .fallback).lines.joined().contains("Готова відповідь"))
        customer.press(.function(1))
        for _ in 0..<20 {
            let help = customer.view(theme: .fallback).lines.joined()
            for words in ["Готова", "готової", "готову", "кілька тікетів"] { #expect(!help.contains(words)) }
            customer.press(.pageDown)
        }
        var old = specialist()
        old.desk.desk?.cannedReplyCount = nil
        old.press(.alt("c"))
        #expect(old.notice == .failed(.notOfferedHere))
        var other = specialist()
        other.capabilities.cannedReplies = false
        other.press(.alt("c"))
        #expect(other.notice == .failed(.notOfferedHere))
        var empty = specialist()
        empty.desk.cannedReplies = []
        empty.press(.alt("c"))
        #expect(empty.notice == .failed(.noCannedReplies(key: "Alt-k")))
    }

    @Test("in lines: by name, by number, deleted, kept", arguments: Language.allCases)
    func lines(language: Language) throws {
        var talk = LinearConversation(language: language) { $0.haveCannedReplies() }
        let strings = Strings(language: language)
        for line in [
            "1042", "r", "Текст", ".", "c", "2", "p", strings[.action(.insertCannedReply, in: .reply)], "підп", "p",
            "c Вітання", "p", "c", "d 2", "", "d 2", "y", "k Моя", "k", "Каса", "так", "c", "e 2", "", "", "e 2",
            "Раз на добу.", "О шостій.", "", "Каса магазину", ".",
        ] { talk.type(line) }
        try assertTranscript(talk.transcript, "canned-\(language.rawValue)")
    }
}
