import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// How questions are answered, on the screens and in linear mode.
@Suite("Questions")
struct QuestionTests {
    /// One of each kind; the compiler asks for a new one below.
    private static let questions: [CabdeskUI.Confirmation.Question] =
        [
            .forgottenAttachment, .discardDraft(SampleDesk.id(81)), .discardFailed, .unlink(SampleDesk.linkedChat),
            .acceptClaim(SampleDesk.claim), .signOut(SampleDesk.devices[0]), .attachFromPhone(phoneFile),
            .quitAmidAttaching, .quitUnsaved, .deleteShiftNote(SampleDesk.id(91)), .urgent(SampleDesk.rows[1].id),
            .notUrgent(SampleDesk.rows[1].id),
            .merge(SampleDesk.rows[1].id, into: SampleDesk.rows[2].id, "№ 1043  Касса"),
            .changeTickets(.resolve, [SampleDesk.id(1), SampleDesk.id(2)], possible: nil),
            .deleteCannedReply(cannedReply),
            .replaceCannedReply(SampleDesk.id(93), NewCannedReply(name: "A", text: cannedReply.text, isOwn: true)),
            .cannedReplyChanged(NewCannedReply(name: "A", text: cannedReply.text, isOwn: true), replacing: nil),
            .replyToSeveral([SampleDesk.id(1), SampleDesk.id(2)], possible: nil),
        ]
        + [PastedText(SampleScreens.longLog, in: Draft(updated: SampleDesk.now), limits: .standard)].compactMap {
            $0.map { .attachPasted($0) }
        }

    private static func destroysNothing(_ question: CabdeskUI.Confirmation.Question) -> Bool {
        switch question {
        case .forgottenAttachment, .attachFromPhone, .notUrgent, .changeTickets, .replyToSeveral: true
        case .discardDraft, .discardFailed, .unlink, .acceptClaim, .signOut, .quitAmidAttaching, .quitUnsaved, .urgent,
            .deleteShiftNote, .attachPasted, .deleteCannedReply, .replaceCannedReply,
            .merge, .cannedReplyChanged:
            false
        }
    }

    private static let cannedReply = CannedReply(
        id: SampleDesk.id(93), name: "Вітання", text: LocalizedText([.ukrainian: "Вітаю"]), owner: nil,
        updated: SampleDesk.now)

    private static let phoneFile = PhoneFile(
        id: SampleDesk.id(91), draft: SampleDesk.id(92), name: "фото.jpg", mediaType: "image/jpeg", size: 4096,
        sha256: SampleDesk.digest, created: SampleDesk.now)

    private func asking(_ question: CabdeskUI.Confirmation.Question, _ language: Language = .ukrainian) -> AppState {
        var state = UIFixture.state(language: language)
        state.openSampleTicket()
        state.ask(question)
        return state
    }

    private func action(_ key: Key, _ language: Language) -> Action? {
        BindingTable.standard.action(for: key, in: .confirm, language: language)
    }

    @Test("the letters of the reader's words answer first, then the place of the key, in either case")
    func letters() {
        let expected: [(Language, yes: String, no: String)] = [
            (.ukrainian, "тТyYдД", "нНnN"), (.russian, "дДyY", "нНтТnN"), (.english, "yYнНдД", "nNтТ"),
        ]
        for (language, yes, no) in expected {
            for letter in yes { #expect(action(.character(letter), language) == .yes, "\(letter) \(language)") }
            for letter in no { #expect(action(.character(letter), language) == .no, "\(letter) \(language)") }
            for letter in yes { #expect(YesOrNo.answer(line: String(letter), language: language) == true) }
            for letter in no { #expect(YesOrNo.answer(line: String(letter), language: language) == false) }
        }
    }

    @Test("whole words answer a line in every language", arguments: Language.allCases)
    func words(language: Language) {
        for word in ["так", "Да", "YES"] { #expect(YesOrNo.answer(line: word, language: language) == true) }
        for word in ["ні", "Нет", "no"] { #expect(YesOrNo.answer(line: word, language: language) == false) }
        for word in ["", "x", "нова"] { #expect(YesOrNo.answer(line: word, language: language) == nil) }
    }

    @Test("Enter gives the answer that is marked, and that never destroys anything or lets anybody in")
    func enter() {
        for question in Self.questions {
            for language in Language.allCases {
                var state = asking(question, language)
                let isYes = Self.destroysNothing(question)
                let strings = Strings(language: language)
                let marked = strings[.action(isYes ? .yes : .no, in: .confirm)]
                let other = strings[.action(isYes ? .no : .yes, in: .confirm)]
                let screen = state.view(theme: .fallback).lines.joined(separator: "\n")
                #expect(screen.contains(" \(marked)] Enter"), "\(question) \(language)")
                #expect(!screen.contains(" \(other)]"))
                if isYes { continue }
                #expect(state.press(.enter) == [], "\(question)")
                #expect(state.overlays.isEmpty)
                #expect(!state.isQuitting)
            }
        }
    }

    @Test("what the dialog, the footer and the help show are the keys that answer", arguments: Language.allCases)
    func shownKeys(language: Language) throws {
        let table = BindingTable.standard
        for binding in table.bindings where binding.context == .confirm {
            let keys = table.keys(of: binding, language: language)
            for key in keys { #expect(action(key, language) == binding.action, "\(key)") }
            let help = try #require(
                UIFixture.state(language: language).helpLines(HelpState(.ticketList)).first {
                    $0.keys == keys.map(\.notation).joined(separator: " ")
                })
            #expect(!help.text.isEmpty)
        }
        let letter = ["uk": "т", "ru": "д", "en": "y"][language.rawValue] ?? ""
        let lines = asking(.discardFailed, language).view(theme: .fallback).lines
        let yes = "\(letter) \(Strings(language: language)[.action(.yes, in: .confirm)])"
        #expect(lines.filter { $0.contains(yes) }.count == 2)
    }

    @Test("a key that the configuration gives to an answer keeps it, whatever it begins")
    func configured() throws {
        let table = try BindingTable.standard.changed(by: UIConfiguration(keys: ["confirm.no": ["т", "Esc"]]))
        #expect(table.action(for: .character("т"), in: .confirm, language: .ukrainian) == .no)
        let yes = try #require(table.bindings.first { $0.context == .confirm && $0.action == .yes })
        #expect(!table.keys(of: yes, language: .ukrainian).contains(.character("т")))
    }

    @Test("a question is asked once, however often its key is pressed, and going elsewhere answers no")
    func once() {
        var state = UIFixture.state()
        state.profiles = Profiles(["a", "b"], current: "a")
        _ = state.update(.draftsUnsaved([SampleDesk.id(81)]))
        state.press(.alt("p"), .down, .enter)
        state.press(.character("q"), .character("q"))
        #expect(state.overlays.count == 1)
        state.press(.tab)
        #expect(state.profiles.next == nil)
        #expect(!state.isQuitting)
    }

    @Test("in linear mode an empty line gives the answer that the prompt names, and letters mean the same")
    func linear() {
        for (language, letter, isYes) in [
            (Language.ukrainian, "т", true), (.ukrainian, "н", false), (.russian, "д", true), (.russian, "т", false),
            (.english, "", false),
        ] {
            var state = LinearState(asking(.discardFailed, language))
            let prompt = state.endTurn().prompt
            #expect(prompt.contains("Enter \(Strings(language: language)[.action(.no, in: .confirm)].lowercased())"))
            let effects = state.update(.lineTyped(letter))
            #expect(effects.contains { if case .write(.discardFailed) = $0 { true } else { false } } == isYes)
            #expect(state.app.overlays.isEmpty)
        }
    }
}
