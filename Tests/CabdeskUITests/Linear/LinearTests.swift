import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Linear mode")
struct LinearTests {
    private static let ticket = SampleDesk.conversation.ticket.id

    @Test("a shift reads like this in every language", arguments: Language.allCases)
    func shift(language: Language) throws {
        var talk = LinearConversation(language: language)
        for line in ["?", "1042", "g", "r", "Дякую!", "Усе збігається.", ".", "p", "s", "x", "", ".", "3", "1"] {
            talk.type(line)
        }
        try assertTranscript(talk.transcript, "shift-\(language.rawValue)")
    }

    @Test("a ticket is filed part by part, in every language", arguments: Language.allCases)
    func filing(language: Language) throws {
        var talk = LinearConversation(language: language)
        for line in [
            "2", "", "1", "abc", "+380 44 123 45 67", "Не проходять вхідні дзвінки", "З 14:10 тиша, вкладення нижче.",
            ".", "", "t /tmp/екран.png", "r", "s", "ні", "t", "", "екран", "p", "s",
        ] { talk.type(line) }
        try assertTranscript(talk.transcript, "filing-\(language.rawValue)")
    }

    @Test("the Customer Page is told with chats, devices and codes, as text", arguments: Language.allCases)
    func customerPage(language: Language) throws {
        var talk = LinearConversation(language: language) { app in
            let links = [SampleDesk.linkedChat, SampleDesk.claim]
            _ = app.update(.deskLoaded(SampleDesk.connected(links: links, incidents: [SampleDesk.outage])))
        }
        for line in ["3", "l", "y", "a", "ні", "u", "так", "w", "s", "2", "да", "."] { talk.type(line) }
        try assertTranscript(talk.transcript, "page-\(language.rawValue)")
    }

    @Test("drafts are listed, gone on with, changed and thrown away")
    func drafts() throws {
        var talk = LinearConversation()
        for line in ["2", ".", "d", "1", "c", "rep", "w", "З учора.", ".", "o", "x 2", "u", "Каса", "d", "d 1", "y"] {
            talk.type(line)
        }
        try assertTranscript(talk.transcript, "drafts")
    }

    @Test("the next unread ticket is read out, also when another one is open")
    func nextUnreadFromATicket() {
        var talk = LinearConversation()
        talk.type("1017")
        talk.type("n")
        #expect(talk.lines.contains { $0.contains("1042") }, "\(talk.transcript)")
        #expect(talk.lines.contains { $0.contains("Message") }, "\(talk.transcript)")
    }

    @Test("every line of a reply is kept at once, and a dot alone does not belong to it")
    func keptByLine() {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type("r")
        var kept: [String] = []
        for line in ["One", "", "..", "Three", "."] {
            talk.type(line)
            kept += talk.effects.compactMap { if case .write(.saveDraft(let draft)) = $0 { draft.text } else { nil } }
        }
        #expect(kept == ["One", "One\n", "One\n\n.", "One\n\n.\nThree"])
        talk.type("s")
        #expect(talk.effects.contains { if case .write(.queueReply) = $0 { true } else { false } })
    }

    @Test("Ctrl-D ends a text as a dot does, and at the list it ends the program")
    func endOfInput() {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type("r")
        talk.type("Так")
        talk.type(nil)
        #expect(!talk.state.isQuitting)
        talk.type(nil)
        talk.type(nil)
        #expect(!talk.state.isQuitting)
        talk.type(nil)
        #expect(talk.state.isQuitting)
    }

    @Test(
        "a command can be given by its letter, on either layout, and by its name in any language",
        arguments: ["r", "к", "reply", "Reply", "Відповісти", "ответить", "відп", "куздн", "dslgjdscnb"])
    func commandsByName(command: String) {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type(command)
        #expect(talk.effects.contains(.write(.loadDraft(.reply(Self.ticket)))))
    }

    @Test("the beginning of several names asks which one is meant")
    func ambiguous() {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type("re")
        #expect(talk.lines.first?.hasPrefix("Which one:") == true)
    }

    @Test(
        "a question takes yes and no in the reader's language first, then by the key's place",
        arguments: [
            (Language.english, "y", true), (.english, "н", true), (.english, "т", false), (.english, "д", true),
            (.english, "так", true), (.english, "нет", false), (.ukrainian, "т", true), (.ukrainian, "н", false),
            (.ukrainian, "да", true), (.ukrainian, "Y", true), (.russian, "Д", true), (.russian, "н", false),
            (.russian, "т", false), (.russian, "no", false),
        ] as [(Language, String, Bool)])
    func yesAndNo(language: Language, typed: String, isYes: Bool) {
        var talk = LinearConversation(language: language)
        talk.type("1042")
        talk.type("r")
        talk.type("Див. вкладення")
        talk.type(".")
        talk.type("s")
        talk.type("maybe")
        #expect(talk.effects.isEmpty)
        talk.type(typed)
        #expect(talk.effects.contains { if case .write(.queueReply) = $0 { true } else { false } } == isYes)
    }

    @Test("what comes in between is told with the next answer, and is read only then")
    func newsBetweenPrompts() throws {
        var talk = LinearConversation()
        talk.type("1042")
        var more = SampleDesk.conversation
        more.ticket.isUnread = true
        var answer = try #require(more.messages.first { $0.message.author == SampleDesk.iryna })
        answer.message.id = SampleDesk.id(14)
        answer.message.text = "Оновіть програму."
        answer.message.created = SampleDesk.time("2026-03-12T12:30:00Z")
        more.messages.append(answer)
        let before = talk.transcript
        #expect(talk.state.isQuitting == false)
        talk.receive(.conversationLoaded(Self.ticket, more))
        #expect(talk.transcript == before)
        talk.type("")
        #expect(talk.lines.contains("Оновіть програму."))
        #expect(talk.effects.contains(.write(.markRead(Self.ticket, upTo: answer.message.created))))
    }

    @Test("nothing is told while a text is written")
    func silenceWhileWriting() {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type("r")
        talk.receive(
            .syncStatusChanged(SyncStatus(phase: .offline(since: SampleDesk.now, HelpdeskError(.unreachable)))))
        talk.type("Так")
        #expect(talk.lines.isEmpty)
        talk.type(".")
        #expect(talk.lines.first == "Connection: offline since 14:25.")
    }

    @Test("text from outside drives nothing, and no line has a control character in it")
    func harmless() {
        var talk = LinearConversation()
        var evil = SampleDesk.conversation
        evil.ticket.subject = "\u{1B}]52;c;ZXZpbA==\u{07} \u{9B}2J\rx"
        evil.messages[1].message.text = "a\u{1B}[2Jb\nc\u{202E}d\u{08}"
        evil.messages[1].message.author.name = "I\u{1B}cryna"
        talk.type("1042", then: .conversationLoaded(Self.ticket, evil))
        talk.type("g")
        let bad = talk.transcript.unicodeScalars.filter {
            $0 != "\n" && ($0.value < 32 || (127...159).contains($0.value))
        }
        #expect(bad.isEmpty)
        #expect(!talk.transcript.unicodeScalars.contains("\u{202E}"))
    }

    @Test("a long answer comes in parts: Enter tells the next, a command goes on without it")
    func parts() {
        var talk = LinearConversation()
        let lines = (1...100).map { "Line \($0)" }
        talk.type("1042")
        talk.type("s")
        talk.type("p 1", then: .previewLoaded(name: "log.txt", lines: lines))
        #expect(talk.lines.count == 60)
        talk.type("")
        #expect(talk.lines.count < 60)
        #expect(talk.lines.last == "Line 100")
    }

    @Test("the form takes a field only when it is written as asked, and says so at once")
    func fieldChecks() {
        var talk = LinearConversation()
        talk.type("2")
        talk.type("Telephony")
        talk.type("abc")
        #expect(talk.lines.count == 1 && talk.lines[0].hasPrefix("Number: check how it is written, for example 1042 "))
        talk.type("+380 44 123 45 67")
        #expect(talk.state.app.create.draft.fields.map(\.value) == ["+380 44 123 45 67"])
    }

    @Test("a message that has not left is taken back into the reply, and can be changed")
    func recall() {
        var talk = LinearConversation()
        talk.type("1042")
        talk.type("e")
        #expect(talk.lines.contains("1. Так, збігаються."))
        talk.type("x 1")
        #expect(talk.lines == ["Taken out: Так, збігаються."])
    }
}
