import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// Restricted mode from the screen's side: what is asked for is refused with a reason, twice: where it is asked, and where
/// it would be done.
@Suite("Restricted mode", .timeLimit(.minutes(5)))
struct RestrictedModeTests {
    private let folder: TemporaryFolder
    private let files: String
    private let restrictions: Restrictions

    init() throws {
        folder = try TemporaryFolder()
        files = folder.path + "/files"
        restrictions = .restricted(to: try EnclosedFolder(LocalPath(files)))
        try folder.write(Data("secret".utf8), to: "secret.txt")
        try folder.write(Data("mine".utf8), to: "files/mine file.txt")
    }

    private var lookups: Lookups {
        Lookups(themes: ThemeFolders(directories: [], configured: nil), restrictions: restrictions)
    }

    private func state() -> AppState {
        var state = UIFixture.state()
        state.isRestricted = true
        state.browsedFolder = files
        return state
    }

    @Test("stopping, the editor, opening a file and desktop notifications are disabled, and the key says why")
    func disabled() {
        var state = state()
        for action in [Action.suspend, .editExternally, .openAttachment, .toggleDesktopNotifications] {
            #expect(state.reasonDisabled(action) == .notInRestrictedMode)
        }
        #expect(state.press(.control("z")) == [])
        #expect(state.notice == .failed(.notInRestrictedMode))
        #expect(state.update(.stopRequested) == [])
        #expect(state.notice == .failed(.notInRestrictedMode))
        #expect(UIFixture.state().reasonDisabled(.suspend) == nil)
    }

    @Test("the footer leaves out what is disabled, and the help shows it dim")
    func shown() {
        var state = state()
        state.press(.character("2"), .character("x"))
        let footer = state.view(theme: .fallback).lines.last ?? ""
        #expect(state.context == .createText)
        #expect(!footer.contains(state.strings[.action(.editExternally, in: .createText)]))
        state.press(.control("q"))
        state = self.state()
        let lines = state.helpLines(HelpState(.createText))
        let name = state.strings[.action(.editExternally, in: .createText)]
        #expect(lines.first { $0.text == name }?.isDisabled == true)
        #expect(lines.first { $0.text == state.strings[.action(.quit, in: .everywhere)] }?.isDisabled == false)
    }

    @Test("the screen starts nothing, even if it is asked to")
    @MainActor
    func screenEffects() {
        let marker = folder.path + "/marker"
        let terminal = MemoryTerminal()
        let effects = ScreenEffects(
            configuration: UIConfiguration(editor: "touch \(marker)"), environment: ["EDITOR": "touch \(marker)"],
            restrictions: restrictions)
        let wanted: [Effect.Screen] = [
            .suspend, .editExternally(Draft(kind: .newTicket, text: "One", updated: SampleDesk.now)),
            .runViewer(["/usr/bin/touch", marker]),
        ]
        for effect in wanted {
            let answers = effects.run(
                effect, on: terminal, notifying: NotificationSettings(), strings: Strings(language: .english))
            guard case .refused(.notInRestrictedMode)? = answers.first, answers.count == 1 else {
                Issue.record("\(answers)")
                continue
            }
        }
        var settings = NotificationSettings(UIConfiguration(notifications: [.desktop]), within: restrictions)
        #expect(settings.kinds.isEmpty)
        settings.toggle(.desktop)
        #expect(
            effects.run(
                .notify(title: "A", body: "B"), on: terminal, notifying: settings, strings: Strings(language: .english)
            ).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: marker))
        #expect(!terminal.isSuspended)
    }

    @Test("no program converts pictures")
    func pictures() throws {
        let path = try folder.write(Data("P6 1 1 255 abc".utf8), to: "files/picture.ppm")
        let request = PictureRequest(path: path, room: Size(rows: 10, columns: 10), support: PictureSupport())
        guard case .failed = PictureMaker(within: restrictions).view(for: request) else {
            Issue.record("a picture was made")
            return
        }
    }

    @Test("the browser begins in the folder, does not leave it, and says why")
    func browser() async throws {
        var state = state()
        state.press(.character("2"), .control("t"))
        _ = state.update(await lookups.message(for: .folder(files)))
        #expect(state.context == .browser)
        #expect(state.view(theme: .fallback).lines.joined().contains("mine file.txt"))
        for typed in [
            folder.path, "\(files)/..", "..", "~", "/etc/passwd", folder.path + "/secret.txt", "file:///etc/passwd",
        ] {
            guard case .pathRefused(typed, let error) = await lookups.message(for: .path(typed)) else {
                Issue.record("\(typed) was not refused")
                continue
            }
            #expect(error.code == .outsideFolder)
        }
        guard case .pathRefused? = Optional(await lookups.message(for: .folder(folder.path))) else {
            Issue.record("the folder above was listed")
            return
        }
        state.type("/etc/passwd")
        _ = state.press(.enter)
        #expect(state.update(await lookups.message(for: .path("/etc/passwd"))) == [])
        #expect(state.context == .browser)
        #expect(state.notice?.kind == .failed)
        #expect(state.view(theme: .fallback).lines.joined().contains("/etc/passwd"))
    }

    @Test("completing shows nothing of other folders")
    func completion() async {
        func candidates(_ typed: String) async -> PathCompletion? {
            guard case .pathCompleted(let completion) = await lookups.message(for: .completion(typed)) else {
                return nil
            }
            return completion
        }
        for typed in ["/etc/pass", "../sec", "\(folder.path)/sec", "~/."] {
            #expect(await candidates(typed) == PathCompletion(typed: typed, completed: typed, candidates: []))
        }
        #expect(await candidates("mi")?.completed == "mine file.txt")
        #expect(await candidates("\(files)/mi")?.completed == "\(files)/mine file.txt")
    }

    @Test("attaching, dropping, opening and saving stay in the folder")
    func fileEffects() async throws {
        let backend = FakeBackend()
        let store = try Store(directory: folder.path + "/store")
        let engine = SyncEngine(store: store, backend: backend)
        let mailbox = Mailbox()
        let marker = folder.path + "/marker"
        var configuration = UIConfiguration()
        configuration.viewers = ["*/*": ["/usr/bin/touch", marker, "{}"]]
        let runner = EffectRunner(
            store: store, engine: engine, saver: AttachmentSaver(store: store, backend: backend),
            themes: ThemeFolders(directories: [], configured: nil), configuration: configuration,
            environment: ["DISPLAY": ":0"], restrictions: restrictions, mailbox: mailbox)
        _ = try await engine.syncOnce()
        let draft = Draft.ID.make()
        try FileManager.default.createSymbolicLink(
            atPath: files + "/link", withDestinationPath: folder.path + "/secret.txt")

        func answers(_ effect: Effect.Files) async -> [AppMessage] {
            runner.run(effect)
            await runner.settle()
            return await mailbox.takeAnswers()
        }
        for path in [folder.path + "/secret.txt", "../secret.txt", "link", "/etc/passwd"] {
            let found = await answers(.attach(ArrivingFiles(id: 1, draft: draft, source: .path(path))))
            #expect(
                found.contains {
                    if case .attachFailed(_, let error) = $0 { error.code == .outsideFolder } else { false }
                })
        }
        let text = folder.path + "/secret.txt"
        let dropped = try #require(DroppedPaths(text))
        let refused = await answers(.attach(ArrivingFiles(id: 2, draft: draft, source: .dropped(dropped, text: text))))
        #expect(refused.contains { if case .dropRefused(_, text: text) = $0 { true } else { false } })
        #expect(refused.contains { if case .attachFailed = $0 { true } else { false } })
        let own = try #require(DroppedPaths("'\(files)/mine file.txt'"))
        let taken = await answers(.attach(ArrivingFiles(id: 3, draft: draft, source: .dropped(own, text: ""))))
        let attached = try #require(
            taken.lazy.compactMap { if case .fileAttached(_, let file) = $0 { file } else { nil } }.first)
        #expect(attached.name == "mine file.txt")

        let ticket = try await store.queueTicket(
            Draft(id: draft, topic: Sample.other.id, text: "A", files: [attached]), origin: .tui)
        let conversation = try #require(try await store.conversation(ticket))
        let attachment = try #require(conversation.messages.first?.message.attachments.first)
        for directory in [folder.path, "..", "link", "/tmp"] {
            let found = await answers(.fetch(.save(attachment, directory: directory)))
            #expect(
                found.contains {
                    if case .attachmentNotSaved(_, let error) = $0 { error.code == .outsideFolder } else { false }
                })
        }
        let saved = await answers(.fetch(.save(attachment, directory: files + "/saved")))
        #expect(
            saved.contains {
                if case .attachmentSaved(_, let path) = $0 { path == files + "/saved/mine file.txt" } else { false }
            })
        #expect(FileManager.default.fileExists(atPath: files + "/saved/mine file.txt"))
        let opened = await answers(.fetch(.open(attachment)))
        #expect(opened.contains { if case .refused(.notInRestrictedMode) = $0 { true } else { false } })
        #expect(!FileManager.default.fileExists(atPath: marker))
    }
}
