import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// Files that take a while to get into a draft.
@Suite("Files on their way into a draft")
struct ArrivingFilesTests {
    private static let path = "/home/olena/video.mp4"

    /// A reply with a text and a file that is being copied, and what is coming.
    private func replying(_ text: String = "Так.") throws -> (AppState, ArrivingFiles) {
        var state = UIFixture.state(language: .english)
        state.openSampleTicket()
        state.press(.character("r"))
        state.type(text)
        let effects = state.update(.pasted(Self.path))
        return (state, try #require(effects.compactMap(\.arriving).first))
    }

    private func shows(_ text: String, _ state: AppState) -> Bool {
        state.view(theme: .fallback).lines.contains { $0.contains(text) }
    }

    @Test("a reply that is sent meanwhile waits for them, and says so")
    func replyWaits() throws {
        var (state, files) = try replying()
        #expect(files.names == ["video.mp4"])
        #expect(shows("▫ video.mp4: attaching…", state))
        #expect(state.press(.control("s"), .control("s")) == [])
        #expect(state.notice == .done(.attachingThenSending("video.mp4")))
        #expect(shows("▫ video.mp4: attaching, then it is all sent…", state))
        _ = state.update(.fileAttached(files.draft, AppState.sampleFile))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(draft.files == [AppState.sampleFile])
        #expect(state.update(.filesArrived(files)) == [.write(.queueReply(draft))])
    }

    @Test("a new ticket waits for all of them, without a question whether they were forgotten")
    func ticketWaits() throws {
        var state = UIFixture.state()
        state.press(.alt("2"), .enter, .enter)
        state.type("+380 44 123 45 67")
        state.press(.enter)
        state.type("Дивіться вкладення")
        let files = [Self.path, "/home/olena/b.png"].flatMap { state.update(.pasted($0)).compactMap(\.arriving) }
        #expect(files.count == 2)
        #expect(state.press(.control("s")) == [])
        #expect(state.overlays.isEmpty)
        #expect(state.update(.filesArrived(files[0])) == [])
        _ = state.update(.fileAttached(files[1].draft, AppState.sampleFile))
        #expect(state.update(.filesArrived(files[1])) == [.write(.queueTicket(state.create.draft))])
    }

    @Test("of several files the one that is chosen is removed, also one that is still coming")
    func removingOne() throws {
        var (state, files) = try replying()
        #expect(state.press(.control("r")) == [.files(.stopAttaching(files))])
        let names = ["a.txt", "b.txt", "b.txt"]
        for (index, name) in names.enumerated() {
            var file = AppState.sampleFile
            file.id = SampleDesk.id(50 + index)
            file.name = name
            file.size += Int64(index)
            _ = state.update(.fileAttached(files.draft, file))
        }
        #expect(shows("▪ b.txt (2)", state))
        #expect(state.press(.control("r")) == [])
        #expect(shows("Which file to remove?", state))
        state.press(.home)
        state.type("a.txt")
        let effects = state.press(.enter)
        #expect(effects.first == .write(.detach(SampleDesk.id(50), files.draft)))
        #expect(state.ticket?.reply?.draft.files.map(\.id) == [SampleDesk.id(51), SampleDesk.id(52)])
        #expect(state.notice == .done(.fileRemoved("a.txt")))
    }

    @Test("the same content is not attached twice, and it says so")
    func sameFile() throws {
        var (state, files) = try replying()
        _ = state.update(.fileAttached(files.draft, AppState.sampleFile))
        var copy = AppState.sampleFile
        copy.id = SampleDesk.id(51)
        copy.name = "копія.png"
        #expect(state.update(.fileAttached(files.draft, copy)) == [.write(.detach(copy.id, files.draft))])
        #expect(state.ticket?.reply?.draft.files == [AppState.sampleFile])
        #expect(state.notice == .failed(.sameFile("копія.png", as: "екран.png")))
    }

    @Test("a file alone is enough for a reply, also while it is coming")
    func fileAlone() throws {
        var (state, files) = try replying("")
        state.press(.control("s"))
        #expect(state.notice == .done(.attachingThenSending("video.mp4")))
        _ = state.update(.fileAttached(files.draft, AppState.sampleFile))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.update(.filesArrived(files)) == [.write(.queueReply(draft))])
    }

    @Test("nothing is sent without a file that could not be attached")
    func failure() throws {
        var (state, files) = try replying()
        state.press(.control("s"))
        _ = state.update(.attachFailed(files.draft, HelpdeskError(.fileChanged, subject: "video.mp4")))
        #expect(state.update(.filesArrived(files)) == [])
        #expect(state.notice == .failed(.error(HelpdeskError(.fileChanged, subject: "video.mp4"))))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.control("s")) == [.write(.queueReply(draft))])
    }

    @Test("of several files, one that could not be attached is told although the last one was")
    func failureAmongOthers() throws {
        var (state, coming) = try replying()
        _ = state.update(.attachFailed(coming.draft, HelpdeskError(.fileMissing, subject: "broken")))
        _ = state.update(.fileAttached(coming.draft, AppState.sampleFile))
        #expect(state.notice?.kind == .failed && shows("broken", state))
        #expect(state.ticket?.reply?.draft.files == [AppState.sampleFile])
    }

    @Test("what only looked like a file goes into the text, and with it")
    func droppedText() throws {
        var (state, files) = try replying()
        state.press(.control("s"))
        _ = state.update(.dropRefused(files.draft, text: Self.path))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(draft.text == "Так." + Self.path)
        #expect(state.update(.filesArrived(files)) == [.write(.queueReply(draft))])
    }

    @Test("who goes on writing is not cut short")
    func writingOn() throws {
        var (state, files) = try replying()
        state.press(.control("s"))
        state.type("!")
        #expect(state.notice == .failed(.sendingCalledOff(key: "^S")))
        state.type("!")
        #expect(state.update(.filesArrived(files)) == [])
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.press(.control("s")) == [.write(.queueReply(draft))])
    }

    @Test("who adds another file is not cut short, either")
    func anotherFile() throws {
        var (state, files) = try replying()
        state.press(.control("s"), .control("t"))
        #expect(state.context == .browser)
        #expect(state.update(.filesArrived(files)) == [])
    }

    @Test("who went elsewhere meanwhile stays there when the ticket is sent")
    func elsewhere() throws {
        var state = UIFixture.state()
        state.fillInSampleTicket()
        let files = try #require(state.update(.pasted(Self.path)).compactMap(\.arriving).first)
        state.press(.control("s"), .alt("1"))
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        #expect(state.update(.filesArrived(files)) == [.write(.queueTicket(state.create.draft))])
        _ = state.update(.ticketQueued(files.draft, SampleDesk.id(90)))
        #expect(state.notice == .done(.ticketQueued))
        #expect(state.context == .reply)
        #expect(state.ticket?.reply?.draft.text == "Так")
        #expect(state.create.draft.isBlank)
    }

    @Test("a reply that is left meanwhile is kept, for this program until its files are there")
    func leaving() throws {
        var (state, files) = try replying("")
        state.press(.control("s"))
        #expect(state.press(.escape) == [])
        #expect(state.notice == .done(.draftKept(.reply(SampleDesk.conversation.ticket.id))))
        #expect(state.update(.fileAttached(files.draft, AppState.sampleFile)) == [])
        #expect(state.update(.filesArrived(files)) == [.write(.leaveDraft(files.draft))])
    }

    @Test("an empty reply is kept before its file is there, and gives way to no older draft")
    func emptyReply() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        let id = SampleDesk.conversation.ticket.id
        state.press(.character("r"))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.update(.pasted(Self.path)).first == .write(.saveDraft(draft)))
        let older = Draft(kind: .reply(id), text: "Старе", updated: SampleDesk.now)
        #expect(state.update(.draftLoaded(.reply(id), older)) == [.write(.leaveDraft(older.id))])
        #expect(state.ticket?.reply?.draft.id == draft.id)
    }

    @Test("the last one is stopped by the key that takes files away")
    func stopping() throws {
        var (state, files) = try replying()
        #expect(state.press(.control("r")) == [.files(.stopAttaching(files))])
        #expect(state.notice == .done(.fileRemoved("video.mp4")))
        _ = state.update(.attachFailed(files.draft, HelpdeskError(.cancelled)))
        #expect(state.notice == .done(.fileRemoved("video.mp4")))
        _ = state.update(.filesArrived(files))
        #expect(!shows("video.mp4:", state))
    }

    @Test("quitting asks first, but the end of the terminal does not")
    func quitting() throws {
        var (state, files) = try replying()
        state.press(.escape, .control("q"))
        #expect(!state.isQuitting)
        #expect(shows("A file is still being attached.", state))
        state.press(.character("n"))
        #expect(!state.isQuitting)
        var ended = state
        #expect(ended.update(.quitRequested).isEmpty)
        #expect(ended.isQuitting)
        state.press(.control("q"))
        #expect(state.press(.character("y")).isEmpty)
        #expect(state.isQuitting)
        _ = state.update(.filesArrived(files))
    }

    @Test("what is typed while the store takes a reply does not make a draft of it again")
    func handedOver() throws {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Так")
        state.press(.control("s"))
        #expect(state.type("!") == [])
        #expect(state.update(.pasted("ще")) == [])
        #expect(state.press(.control("t")) == [])
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(draft.text == "Так")
        _ = state.update(.draftRefused(draft.id, HelpdeskError(.diskFull)))
        let effects = state.type("!")
        #expect(effects == [.write(.saveDraft(try #require(state.ticket?.reply?.draft)))])
        #expect(state.ticket?.reply?.draft.text == "Так!")
    }
}
