import Foundation
public import HelpdeskCore
import SystemKit
import TerminalKit

/// The effects that need the terminal itself: they give it away, or ask it for something outside of the grid.
public struct ScreenEffects {
    private let editor: ExternalEditor
    private let interrupts: (any InterruptHolder)?
    private let pictures: PictureDetection
    private let restrictions: Restrictions

    public init(
        configuration: UIConfiguration, environment: [String: String], restrictions: Restrictions,
        interrupts: (any InterruptHolder)? = nil
    ) {
        self.restrictions = restrictions
        editor = ExternalEditor(configured: configuration.editor, environment: environment)
        self.interrupts = interrupts
        pictures =
            switch configuration.pictures {
            case .auto: PictureDetection(environment: environment)
            case .kitty: .known(.kitty)
            case .iterm: .known(.iterm)
            case .sixel: .known(.sixel)
            case .chafa, .off: .none
            }
    }

    /// Runs the effect and returns the answers.
    @MainActor
    func run(
        _ effect: Effect.Screen, on terminal: any Terminal, notifying settings: NotificationSettings, strings: Strings
    ) -> [AppMessage] {
        switch effect {
        case .copy(let text):
            terminal.write(raw: .copy(text))
            return [.done(.copied(text))]
        case .notify(let title, let body):
            return notify(title, body, settings, on: terminal) ? [] : [.refused(.noNotifier)]
        case .describePictures: return [.picturesDescribed(terminal.pictureSupport(asking: pictures))]
        case .repaint:
            terminal.redraw()
            return []
        // The state asks for none of these in restricted mode. It is here that they are forbidden.
        case .suspend where !restrictions.allowsPrograms, .editExternally where !restrictions.allowsPrograms,
            .runViewer where !restrictions.allowsPrograms:
            return [.refused(.notInRestrictedMode)]
        case .suspend:
            guard JobControl.hasShell else { return [.refused(.noShell)] }
            terminal.suspend()
            JobControl.stop()
            terminal.resume()
            return [.windowResized(terminal.size)]
        case .editExternally(let draft):
            let (edited, hasSucceeded) = givingAway(terminal) { editor.edit(draft.text, help: strings[.leavingVi]) }
            let name = (editor.command.first.map { $0 as NSString })?.lastPathComponent ?? ""
            let failure = Phrase.editorFailed(name, hasSaved: edited != nil)
            return (edited.map { [.editedExternally(draft, $0)] } ?? []) + (hasSucceeded ? [] : [.refused(failure)])
        case .runViewer(let arguments):
            let code = givingAway(terminal) {
                ChildProcess(arguments, environment: ChildEnvironment.variables)?.wait()
            }
            return code == nil ? [.refused(.noViewer(arguments.last ?? ""))] : []
        }
    }

    /// Does the work of another program, which has the terminal meanwhile.
    @MainActor
    private func givingAway<Outcome>(_ terminal: any Terminal, _ work: () -> Outcome) -> Outcome {
        terminal.suspend()
        interrupts?.holdInterrupts()
        defer {
            interrupts?.releaseInterrupts()
            terminal.resume()
        }
        return work()
    }

    /// Whether all ways to announce something are there.
    private func notify(
        _ title: String, _ body: String, _ settings: NotificationSettings, on terminal: any Terminal
    ) -> Bool {
        var isDone = true
        let text = settings.showsText ? "\(title): \(body)" : title
        for kind in settings.kinds where restrictions.allows(kind) {
            switch kind {
            case .bell: terminal.beep()
            case .osc9: terminal.write(raw: .notify(text))
            case .osc777:
                terminal.write(raw: .notifyTitled(title: title, text: settings.showsText ? body : ""))
            case .desktop:
                isDone = DesktopProgram.start(["notify-send", "--app-name=Cabdesk", "--", title, text])
            }
        }
        return isDone
    }
}

/// Keeps Ctrl-C from ending this program while another one has the terminal: the terminal sends it to both.
@MainActor
public protocol InterruptHolder: AnyObject {
    func holdInterrupts()
    /// Those that came meanwhile were for the other program.
    func releaseInterrupts()
}
