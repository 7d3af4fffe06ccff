import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@Suite("Files on their way")
struct TransferTests {
    private let file = SampleDesk.conversation.messages[0].message.attachments[0]

    private var transfer: Transfer.ID { Transfer.ID(file.id, to: .folder("/home/olena")) }

    private func saving() -> AppState {
        var state = UIFixture.state()
        state.openSampleTicket()
        state.press(.character("s"), .enter, .enter)
        return state
    }

    private func text(_ state: AppState) -> String { state.view(theme: .fallback).lines.joined(separator: "\n") }

    @Test("a file that is being saved is shown with rate and remaining time, until it is there")
    func download() {
        var state = saving()
        _ = state.update(.downloadProgressed(transfer, SampleScreens.progress(file, done: 40_000)))
        state.press(.home)
        // 10 000 bytes a second; 44 213 are left.
        #expect(text(state).contains("47 %, 9,8 КБ/с, 0:05 лишилося"))
        _ = state.update(.attachmentSaved(transfer, path: "/home/olena/каса-лютий.pdf"))
        #expect(!text(state).contains("47 %"))
        #expect(state.notice == .done(.attachmentSaved("/home/olena/каса-лютий.pdf")))
    }

    @Test("a file that is being saved can be cancelled")
    func cancel() {
        var state = saving()
        state.press(.alt("t"))
        #expect(state.press(.character("t")) == [])
        #expect(state.press(.character("x")) == [.files(.cancelDownload(transfer))])
        _ = state.update(.attachmentNotSaved(transfer, HelpdeskError(.cancelled)))
        #expect(state.notice == .done(.transferCancelled(file.name)))
        #expect(state.downloads.isEmpty)
    }

    @Test("what failed says why, and is tried again or taken off the list")
    func retry() {
        var state = saving()
        _ = state.update(.attachmentNotSaved(transfer, HelpdeskError(.unreachable, subject: "desk.example.org")))
        #expect(state.notice?.kind == .failed)
        // On the Cyrillic layouts Alt-t writes е.
        state.press(.alt("е"))
        #expect(state.press(.enter) == [.files(.fetch(.save(file, directory: "/home/olena")))])
        _ = state.update(.attachmentNotSaved(transfer, HelpdeskError(.unreachable)))
        #expect(state.press(.character("x")) == [])
        #expect(state.downloads.isEmpty)
    }

    @Test("a file is received once at a time, however often it is asked for")
    func once() {
        var state = saving()
        #expect(state.press(.character("s"), .enter, .enter) == [])
        #expect(state.press(.character("s"), .character("p")) == [.files(.fetch(.preview(file)))])
        #expect(state.press(.character("p")) == [])
    }

    @Test("one attachment on its way to two places is two transfers, each with its own end")
    func twoPlaces() {
        var state = saving()
        #expect(state.press(.character("s"), .character("p")) == [.files(.fetch(.preview(file)))])
        state.press(.escape)
        let preview = Transfer.ID(file.id, to: .preview)
        #expect(state.downloads.map(\.id) == [transfer, preview])
        _ = state.update(.downloadProgressed(preview, SampleScreens.progress(file, done: 40_000)))
        #expect(state.downloads.map { $0.progress == nil } == [true, false])
        _ = state.update(.attachmentNotSaved(transfer, HelpdeskError(.diskFull)))
        _ = state.update(.attachmentFetched(preview))
        #expect(state.downloads.map(\.id) == [transfer])
        #expect(state.downloads.first?.error?.code == .diskFull)
    }

    @Test("an upload is shown at its message and in the status line, and cancelling takes the message back")
    func upload() {
        var state = UIFixture.state()
        state.openSampleTicket()
        _ = state.update(.conversationLoaded(SampleDesk.rows[1].id, SampleScreens.unsent))
        _ = state.update(.syncStatusChanged(SampleScreens.uploading))
        state.press(.home)
        #expect(text(state).split(separator: "36 %, 757 КБ/с, 0:07 лишилося").count == 3)
        state.press(.alt("t"))
        #expect(state.press(.character("x")) == [.write(.cancelUpload(SampleScreens.recording.id))])
        #expect(state.overlays.isEmpty)
        _ = state.update(.syncStatusChanged(SyncStatus(phase: .online)))
        state.press(.alt("t"))
        #expect(text(state).contains(Strings(language: .ukrainian)[.noTransfers]))
    }

    @Test("another profile is opened by leaving this one, and the one that is open stays open")
    func profiles() {
        var state = UIFixture.state()
        #expect(state.press(.alt("p")) == [])
        #expect(state.notice == .failed(.onlyOneProfile))
        state.profiles = Profiles(["default", "night"], current: "default")
        #expect(text(state).contains("Таксі Зірка · default"))
        #expect(state.press(.alt("p"), .enter) == [])
        #expect(!state.isQuitting)
        #expect(state.press(.alt("p"), .down, .enter).isEmpty)
        #expect(state.isQuitting)
        #expect(state.profiles.next == "night" && state.isQuitting)
    }
}
