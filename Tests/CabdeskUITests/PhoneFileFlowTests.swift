import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Files from the phone, by the real runner of effects.
@Suite("Files from the phone", .timeLimit(.minutes(5)))
struct PhoneFileFlowTests {
    @Test("a file that is attached is attached, although the desk cannot be told; it is told later")
    func unreachable() async throws {
        let folder = try TemporaryFolder()
        let backend = FakeBackend()
        let store = try Store(directory: folder.path + "/store")
        let engine = SyncEngine(store: store, backend: backend)
        _ = try await engine.syncOnce()
        let draft = Draft(kind: .newTicket, text: "See the photo", updated: .now)
        try await store.saveDraft(draft)
        let content = Data("photo".utf8)
        let file = PhoneFile(
            id: .make(), draft: EntityID(draft.id.uuid), name: "photo.jpg", mediaType: "image/jpeg",
            size: Int64(content.count), sha256: try #require(SHA256Digest(of: content)), created: .now)
        await backend.show(file, content: content)
        await backend.failNext(.removePhoneFile, with: HelpdeskError(.unreachable))
        let mailbox = Mailbox()
        let runner = EffectRunner(
            store: store, engine: engine, saver: AttachmentSaver(store: store, backend: backend),
            themes: ThemeFolders(directories: [], configured: nil), configuration: UIConfiguration(), environment: [:],
            restrictions: .none, mailbox: mailbox)
        let coming = ArrivingFiles(id: 1, draft: draft.id, source: .phone(file))

        runner.run(.attach(coming))
        await runner.settle()
        await runner.settle()
        var state = UIFixture.state(language: .english)
        _ = state.update(.draftLoaded(.newTicket, draft))
        var (hasFailed, attached) = (false, [OutgoingFile]())
        for message in await mailbox.takeAnswers() {
            if case .attachFailed = message { hasFailed = true }
            if case .fileAttached(draft.id, let file) = message { attached.append(file) }
            _ = state.update(message)
        }
        #expect(!hasFailed)
        #expect(attached.map(\.name) == ["photo.jpg"])
        #expect(state.create.draft.files == attached)

        let again = state.update(.minutePassed(.now))
        #expect(again.contains(.remote(.removePhoneFile(file))))
        #expect(!state.update(.minutePassed(.now)).contains(.remote(.removePhoneFile(file))))
        for case .remote(let effect) in again { runner.run(effect) }
        await runner.settle()
        #expect(await backend.count(of: .removePhoneFile) == 2)
        for message in await mailbox.takeAnswers() { _ = state.update(message) }
        #expect(!state.update(.minutePassed(.now)).contains(.remote(.removePhoneFile(file))))
    }

    @Test("what waits for a file from the phone is sent, although the desk cannot be told")
    func sending() throws {
        var state = UIFixture.state(language: .english)
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Here it is")
        let files = try #require(state.update(.pasted("/home/olena/photo.jpg")).compactMap(\.arriving).first)
        state.press(.control("s"))
        _ = state.update(.fileAttached(files.draft, AppState.sampleFile))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.update(.filesArrived(files)) == [.write(.queueReply(draft))])
        let file = PhoneFile(
            id: .make(), draft: EntityID(files.draft.uuid), name: "photo.jpg", mediaType: "image/jpeg", size: 1,
            sha256: SampleDesk.digest, created: .now)
        #expect(state.update(.phoneFileNotRemoved(file)) == [])
        #expect(state.ticket?.reply?.isSending == true)
    }

    @Test("two files of one name arrive as two: one is stopped, the other is waited for")
    func sameName() throws {
        var state = UIFixture.state(language: .english)
        state.openSampleTicket()
        state.press(.character("r"))
        state.type("Both")
        let files = ["/home/olena/a/log.txt", "/home/olena/b/log.txt"].flatMap {
            state.update(.pasted($0)).compactMap(\.arriving)
        }
        #expect(Set(files).count == 2)
        #expect(Set(files.map(\.names)).count == 1)
        // The last one is selected.
        #expect(state.press(.control("r"), .enter) == [.files(.stopAttaching(files[1]))])
        _ = state.update(.filesArrived(files[1]))
        state.press(.control("s"))
        #expect(state.notice == .done(.attachingThenSending("log.txt")))
        _ = state.update(.fileAttached(files[0].draft, AppState.sampleFile))
        let draft = try #require(state.ticket?.reply?.draft)
        #expect(state.update(.filesArrived(files[0])) == [.write(.queueReply(draft))])
    }
}
