import HelpdeskCore
import TerminalKit

/// Hands each effect to what runs it: the screen's own are run at once, all others beside the loop.
@MainActor
struct EffectDispatcher {
    let background: any EffectRunning
    let screen: ScreenEffects
    let terminal: any Terminal
    let mailbox: Mailbox

    func run(_ effects: [Effect], notifying settings: NotificationSettings) {
        for effect in effects {
            switch effect {
            case .read(let effect): background.run(effect)
            case .write(let effect): background.run(effect)
            case .files(let effect): background.run(effect)
            case .remote(let effect): background.run(effect)
            case .screen(let effect): mailbox.post(screen.run(effect, on: terminal, notifying: settings))
            }
        }
    }
}
