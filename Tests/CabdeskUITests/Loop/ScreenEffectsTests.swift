import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Effects of the screen", .timeLimit(.minutes(5)))
@MainActor
struct ScreenEffectsTests {
    private let folder: TemporaryFolder
    private let terminal = MemoryTerminal()
    private let draft = Draft(kind: .newTicket, text: "One", updated: SampleDesk.now)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(
        _ effect: Effect.Screen, editor: String? = nil, _ settings: NotificationSettings = NotificationSettings()
    ) -> [AppMessage] {
        var configuration = UIConfiguration()
        configuration.editor = editor
        return ScreenEffects(configuration: configuration, environment: [:], restrictions: .none)
            .run(effect, on: terminal, notifying: settings, strings: Strings(language: .english))
    }

    /// A program that is given the file with the text as `$1`.
    private func editor(_ script: String) throws -> String {
        try folder.write(Data("#!/bin/sh\n\(script)\n".utf8), to: "editor")
        return "/bin/sh \(folder.path)/editor"
    }

    /// The result of an editor that does this: the text, and whether its failure was announced.
    private func edited(by script: String) throws -> (text: String?, hasFailed: Bool) {
        var result: (text: String?, hasFailed: Bool) = (nil, false)
        for message in run(.editExternally(draft), editor: try editor(script)) {
            switch message {
            case .editedExternally(draft, let text): result.text = text
            case .refused(.editorFailed): result.hasFailed = true
            default: Issue.record("\(message)")
            }
        }
        #expect(!terminal.isSuspended)
        return result
    }

    @Test("copying asks the terminal's emulator, and says so")
    func copy() {
        guard case .done(.copied("№ 7"))? = run(.copy("№ 7")).first else {
            Issue.record("not announced")
            return
        }
        #expect(terminal.requests == [.copy("№ 7")])
    }

    @Test("news are announced in each way that is turned on, and without their text unless that is wanted")
    func notify() {
        var configuration = UIConfiguration()
        configuration.notifications = [.bell, .osc9, .osc777]
        configuration.notificationText = false
        let settings = NotificationSettings(configuration)
        #expect(run(.notify(title: "Cabdesk", body: "1 unread"), settings).isEmpty)
        #expect(terminal.beeps == 1)
        #expect(
            terminal.requests == [.notify("Cabdesk"), .notifyTitled(title: "Cabdesk", text: "")])
    }

    @Test("a repaint is asked of the terminal")
    func repaint() {
        #expect(run(.repaint).isEmpty)
        #expect(terminal.redraws == 1)
    }

    @Test("what the editor saved comes back, without the newline that it adds at the end")
    func edit() throws {
        #expect(try edited(by: "echo Two > \"$1\"") == ("Two", false))
        #expect(try edited(by: "true") == (nil, false))
    }

    @Test("an editor that fails is announced; what it had saved counts, an empty file does not")
    func failingEditor() throws {
        #expect(try edited(by: "echo Two > \"$1\"; exit 1") == ("Two", true))
        #expect(try edited(by: "true > \"$1\"; exit 1") == (nil, true))
    }

    @Test("a viewer has the terminal until it ends; one that is not there is announced")
    func viewer() {
        #expect(run(.runViewer(["true"])).isEmpty)
        #expect(!terminal.isSuspended)
        guard case .refused(.noViewer("photo.png"))? = run(.runViewer(["/no/such/viewer", "photo.png"])).first else {
            Issue.record("not announced")
            return
        }
        #expect(!terminal.isSuspended)
    }
}
