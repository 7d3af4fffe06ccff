import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Long texts that are pasted", .timeLimit(.minutes(5)))
struct PastedTextTests {
    private func lines(_ count: Int) -> String { (1...count).map { "line \($0)" }.joined(separator: "\n") }

    private func replying(_ language: Language = .english) -> AppState {
        var state = UIFixture.state(language: language)
        state.openSampleTicket()
        state.press(.character("r"))
        return state
    }

    @Test("they stand in the text at once, and what is typed on goes there too")
    func kept() throws {
        var state = replying()
        let text = lines(412)
        let effects = state.update(.pasted(text))
        state.type("y and n")
        #expect(state.ticket?.reply?.draft.text == text + "y and n")
        #expect(effects.contains { if case .write(.saveDraft(let draft)) = $0 { draft.text == text } else { false } })
        #expect(state.overlays.isEmpty)
        #expect(state.pastedText?.hasPrefix("Pasted: 412 lines.") == true)
        // Only the key that attaches asks, and Enter leaves everything as it is.
        state.press(.control("t"))
        #expect(state.context == .confirm)
        #expect(state.press(.enter) == [])
        #expect(state.ticket?.reply?.draft.text == text + "y and n")
        #expect(state.pastedText == nil)
        // The next time it attaches as usual.
        state.press(.control("t"))
        #expect(state.context == .browser)
    }

    @Test("300 lines are a part of a message, one more is offered, in a note and a new ticket too")
    func many() {
        for count in [300, 301] {
            var reply = replying()
            _ = reply.update(.pasted(lines(count) + "\n"))
            #expect((reply.pastedText != nil) == (count > 300))
            var form = UIFixture.state()
            form.press(.alt("2"), .enter, .enter, .enter)
            _ = form.update(.pasted(lines(count)))
            #expect((form.pastedText != nil) == (count > 300))
            var note = UIFixture.state()
            note.beSpecialist()
            note.openSampleTicket()
            note.press(.character("i"))
            _ = note.update(.pasted(lines(count)))
            #expect((note.pastedText != nil) == (count > 300))
        }
    }

    @Test("so is a text that makes the message too long")
    func tooLong() {
        var state = replying()
        _ = state.update(.pasted(String(repeating: "слово ", count: 4000)))
        #expect(state.pastedText?.hasPrefix("Pasted: 24000 characters.") == true)
    }

    @Test("the file takes the place of the text once it is there, and undo brings the text back")
    func attached() throws {
        var state = replying()
        state.type("Ось: ")
        let text = lines(301)
        _ = state.update(.pasted(text.replacing("\n", with: "\r\n")))
        state.type("!")
        state.press(.control("t"))
        let coming = try #require(state.press(.character("y")).compactMap(\.arriving).first)
        #expect(coming.names == ["pasted-20260312-1425.txt"])
        #expect(coming.source == .pasted(text, name: "pasted-20260312-1425.txt"))
        // Not before: it may fail.
        #expect(state.ticket?.reply?.draft.text == "Ось: " + text + "!")
        let effects = state.update(.pastedTextAttached(coming.draft, AppState.sampleFile, text: text))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(draft.text == "Ось: !")
        #expect(draft.files == [AppState.sampleFile])
        #expect(effects.last == .write(.saveDraft(draft)))
        state.press(.alt("u"))
        #expect(state.ticket?.reply?.draft.text == "Ось: " + text + "!")
    }

    @Test("nothing is offered of a text that was changed, sent, or is not on the screen")
    func gone() {
        var state = replying()
        _ = state.update(.pasted(lines(301)))
        state.press(.backspace)
        #expect(state.pastedText == nil)
        state.type("1")
        #expect(state.pastedText != nil)
        state.press(.escape)
        #expect(state.pastedText == nil)
        let isAsked = state.askAboutPastedText()
        #expect(!isAsked)
    }

    @Test("the name is the language's own", arguments: Language.allCases)
    func names(language: Language) {
        let name = UIFixture.state(language: language).strings.pastedFileName(SampleDesk.now)
        #expect(name.hasSuffix("-20260312-1425.txt"))
        #expect(AttachmentName.make(from: name, limit: 255) == name)
    }

    @Test("the file holds the text, is attached like any other, and leaves nothing behind")
    func file() async throws {
        let folder = try TemporaryFolder()
        let backend = FakeBackend()
        let store = try Store(directory: folder.path + "/store")
        let engine = SyncEngine(store: store, backend: backend)
        _ = try await engine.syncOnce()
        let draft = Draft(kind: .newTicket, text: "See the log", updated: .now)
        try await store.saveDraft(draft)
        let mailbox = Mailbox()
        let runner = EffectRunner(
            store: store, engine: engine, saver: AttachmentSaver(store: store, backend: backend),
            themes: ThemeFolders(directories: [], configured: nil), configuration: UIConfiguration(), environment: [:],
            restrictions: .none, mailbox: mailbox)
        let text = lines(301)
        runner.run(.attach(ArrivingFiles(id: 1, draft: draft.id, source: .pasted(text, name: "вставлене.txt"))))
        await runner.settle()
        var attached: [OutgoingFile] = []
        for case .pastedTextAttached(draft.id, let file, text) in await mailbox.takeAnswers() { attached.append(file) }
        let file = try #require(attached.first)
        #expect(file.name == "вставлене.txt" && file.mediaType.hasPrefix("text/plain"))
        let content = try String(contentsOfFile: store.outgoingFilePath(file.id), encoding: .utf8)
        #expect(content == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/store/pasted").isEmpty)
    }

    @Test("lines that are written in linear mode are offered when the text ends; a command typed ahead is no answer")
    func linear() throws {
        for answer in ["y", "", "f"] {
            var talk = LinearConversation()
            talk.type("1042")
            talk.type("r")
            for line in 1...301 { talk.type("line \(line)") }
            talk.type(".")
            #expect(talk.lines.contains { $0.contains("301 lines") }, "\(talk.lines)")
            talk.type(answer)
            let isFile = answer == "y"
            #expect(talk.effects.contains { $0.arriving != nil } == isFile)
            #expect(talk.state.app.overlays.isEmpty)
            #expect(talk.state.app.ticket?.reply?.draft.text == lines(301))
        }
    }
}
