import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Overlays")
struct OverlayTests {
    @Test("the palette finds an action by a part of its name and does it")
    func palette() {
        var state = UIFixture.state()
        state.press(.control("p"))
        state.type("копі")
        #expect(state.press(.enter) == [])
        #expect(state.overlays.isEmpty)
        state.press(.down, .control("p"))
        state.type("копі")
        #expect(state.press(.enter) == [.screen(.copy("№ 1042"))])
    }

    @Test("what pops up and what is said never lie over each other, however long the names are", arguments: [80, 120])
    func overdrawing(_ columns: Int) throws {
        let name = String(repeating: "дуже довга назва ", count: 14) + ".pdf"
        var conversation = SampleDesk.conversation
        conversation.messages[0].message.attachments[0].name = name
        let keys: [[Key]] = [
            [.character("s")], [.character("s"), .enter], [.control("p")], [.alt("t")],
        ]
        for keys in keys {
            var state = UIFixture.state()
            _ = state.update(.windowResized(Size(rows: 24, columns: columns)))
            state.openSampleTicket()
            _ = state.update(.conversationLoaded(conversation.ticket.id, conversation))
            for key in keys { state.press(key) }
            try #require(!state.overlays.isEmpty)
            _ = state.update(.failed(HelpdeskError(.cannotWriteFile, subject: name)))
            let lines = state.view(theme: .fallback).lines
            let bottom = try #require(lines.lastIndex { $0.hasPrefix("└") && $0.hasSuffix("┘") })
            let top = try #require(lines.lastIndex { $0.hasPrefix("┌") && $0.hasSuffix("┐") })
            #expect(lines[top + 1..<bottom].allSatisfy { $0.hasPrefix("│") && $0.hasSuffix("│") }, "\(keys)")
            #expect(lines[(bottom + 1)...].joined().contains("не можна записати"), "\(keys)")
        }
    }

    @Test("the palette shows why something cannot be done, and does not do it")
    func paletteDisabled() {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.control("p"))
        state.type("знову")
        #expect(state.press(.enter) == [])
        #expect(state.notice?.kind == .failed)
        #expect(!state.overlays.isEmpty)
    }

    @Test("a theme is shown while it is selected, kept on Enter and taken off on Escape")
    func themes() {
        var state = UIFixture.state()
        #expect(state.press(.function(7)) == [.files(.look(.themes))])
        _ = state.update(.themesFound(["dark", "light", "nord"], current: "dark"))
        #expect(state.press(.down) == [.files(.look(.theme("light")))])
        #expect(state.press(.escape) == [.files(.look(.theme(nil)))])
        _ = state.update(.themesFound(["dark", "light", "nord"], current: "dark"))
        state.press(.down, .down)
        let effects = state.press(.enter)
        #expect(effects.last == .files(.look(.theme("nord", isChosen: true))))
        let kept = state.update(.themeLoaded(Theme(name: "nord", styles: [:]), isChosen: true))
        #expect(state.preferences.theme == "nord")
        #expect(kept == [.write(.savePreferences(state.preferences))])
    }

    @Test("a text that speaks of an attachment asks once whether a file was forgotten")
    func forgottenAttachment() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Прикріпив скріншот.")
        #expect(state.press(.control("s")) == [])
        #expect(state.context == .confirm)
        #expect(state.press(.character("n")) == [])
        #expect(state.context == .reply)
        state.press(.control("s"))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.character("т")) == [.write(.queueReply(draft))])
    }

    @Test("what others quoted is no reason to ask")
    func quotedAttachment() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("> see the attached file\nДякую")
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.control("s")) == [.write(.queueReply(draft))])
    }

    @Test("help begins with the place it was asked at, is searched by typing, and hides what the other role does")
    func help() throws {
        var state = UIFixture.state(size: Size(rows: 24, columns: 120), language: .english)
        state.openSampleTicket()
        state.press(.character("?"))
        func shown() throws -> [AppState.HelpLine] {
            guard case .help(let help) = state.overlays.last else { throw HelpdeskError(.unexpected) }
            return state.helpLines(help)
        }
        #expect(try shown().first?.text == "A ticket")
        #expect(try shown().contains { $0.keys == "●" })
        func holds(_ text: String) throws -> Bool { try shown().contains { $0.text == text } }
        let (ofStaff, ofCustomers) = (["Take it", "Merge", "Figures"], ["Note for the next shift", "Rate"])
        for text in ofStaff { #expect(try !holds(text), "\(text)") }
        for text in ofCustomers { #expect(try holds(text), "\(text)") }
        // Two lists side by side.
        #expect(
            state.view(theme: .fallback).lines.contains {
                $0.contains("A ticket") && $0.split(separator: "  ").count > 1
            })
        state.type("resolve")
        #expect(try shown().contains { $0.text == "Resolve" })
        #expect(try shown().count < 10)
        state.press(.escape)
        #expect(state.context == .help)
        state.press(.escape)
        #expect(state.context == .ticket)
        state.desk.me?.user.role = .agent
        state.press(.character("?"))
        for text in ofStaff { #expect(try holds(text), "\(text)") }
        for text in ofCustomers { #expect(try !holds(text), "\(text)") }
    }

    @Test("q goes one step back everywhere but in the list, where it quits")
    func oneStepBack() {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("й"))
        #expect(state.ticket == nil && !state.isQuitting)
        state.press(.character("3"), .character("q"))
        #expect(state.tab == .tickets && !state.isQuitting)
        state.press(.character("q"))
        #expect(state.isQuitting)
    }

    @Test("the palette finds a page by what is on it", arguments: ["тел", "tel", "бот"])
    func paletteKeywords(typed: String) {
        var state = UIFixture.state()
        state.press(.control("p"))
        state.type(typed)
        state.press(.enter)
        #expect(state.tab == .customerPage)
    }

    @Test("the file browser goes into folders, marks files and attaches all of them")
    func browser() {
        var state = UIFixture.state()
        state.press(.character("2"))
        #expect(state.press(.control("t")) == [.files(.look(.folder("~")))])
        _ = state.update(.folderListed(Self.listing))
        #expect(state.press(.enter) == [.files(.look(.folder("/home/olena/фото")))])
        state.type("звіт")
        state.press(.control("t"))
        state.press(.backspace, .backspace, .backspace, .backspace, .end, .control("t"))
        let draft = state.create.draft.id
        #expect(
            state.press(.enter).compactMap(\.arriving) == [
                ArrivingFiles(id: 1, draft: draft, source: .path("/home/olena/звіт.pdf")),
                ArrivingFiles(id: 2, draft: draft, source: .path("/home/olena/log.txt")),
            ])
    }

    @Test("a typed path is attached, and a typed folder is gone into")
    func typedPath() {
        var state = UIFixture.state()
        state.press(.character("2"), .control("t"))
        state.type("/tmp/a.png")
        #expect(state.press(.enter) == [.files(.look(.path("/tmp/a.png")))])
        let effects = state.update(.pathFollowed("/tmp/a.png", isFile: true))
        #expect(effects.last?.arriving?.source == .path("/tmp/a.png"))
        state.press(.control("t"))
        state.type("/tmp/")
        #expect(state.press(.enter) == [.files(.look(.path("/tmp/")))])
    }

    @Test("hidden files are shown only when asked for")
    func hidden() {
        var state = UIFixture.state()
        state.press(.character("2"), .control("t"))
        _ = state.update(.folderListed(Self.listing))
        func names(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined() }
        #expect(!names(state).contains(".bashrc"))
        state.press(.control("x"))
        #expect(names(state).contains(".bashrc"))
    }

    @Test("a dropped path is attached, and a text that looks like one is text in the end")
    func drop() {
        var state = UIFixture.state()
        state.fillInSampleTicket()
        let draft = state.create.draft.id
        let effects = state.update(.pasted("'/home/olena/екран 1.png'\n/home/olena/b.wav\n"))
        guard case .dropped(let dropped, let text)? = effects.first?.arriving?.source else {
            Issue.record("A dropped path that looks like a file begins no attaching: \(effects)")
            return
        }
        #expect(dropped.paths == ["/home/olena/екран 1.png", "/home/olena/b.wav"])
        let before = state.create.draft.text
        _ = state.update(.dropRefused(draft, text: text))
        #expect(state.create.draft.text == before + text)
    }

    @Test("a resolved ticket is rated with one digit and a word")
    func rating() {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        _ = state.update(.transitionQueued(.resolved))
        #expect(state.notice == .done(.ticketResolved(key: "w")))
        state.press(.character("w"))
        #expect(state.notice == .failed(.rateWhenResolved))
        var resolved = SampleDesk.conversation
        resolved.ticket.status = .resolved
        _ = state.update(.conversationLoaded(id, resolved))
        state.press(.character("w"))
        state.type("9")
        #expect(state.press(.enter) == [])
        state.type("4добре")
        #expect(state.press(.enter) == [.write(.rate(id, Rating(score: 4, comment: "добре")))])
    }

    @Test("an unsent message is taken back as a draft, and says so when it has left")
    func recall() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        let message = SampleDesk.conversation.messages[2].id
        #expect(state.press(.character("e")) == [.write(.recall(message))])
        let draft = Draft(kind: .reply(SampleDesk.conversation.ticket.id), text: "Так", updated: SampleDesk.now)
        _ = state.update(.recalled(draft))
        #expect(state.ticket?.reply?.editor.text == "Так")
        _ = state.update(.recalled(nil))
        #expect(state.notice == .failed(.alreadyLeft))
    }

    private static let listing = FolderListing(
        path: "/home/olena",
        entries: [
            .init(name: "фото", isFolder: true, size: nil, modified: nil),
            .init(name: ".bashrc", isFolder: false, size: 220, modified: nil),
            .init(name: "звіт.pdf", isFolder: false, size: 84_213, modified: SampleDesk.now),
            .init(name: "log.txt", isFolder: false, size: 1200, modified: SampleDesk.now),
        ])
}
