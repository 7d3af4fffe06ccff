import Foundation
import HelpdeskModels
public import TerminalKit

/// The loop: takes all messages that wait, updates the state, hands out effects, draws once.
@MainActor
public final class Program {
    private var state: AppState
    private var theme: Theme
    private let terminal: any Terminal
    private let mailbox: Mailbox
    private let effects: any EffectRunning
    private let dispatcher: EffectDispatcher

    /// - Parameter theme: reduced to what the terminal shows.
    public init(
        state: AppState, theme: Theme, terminal: any Terminal, mailbox: Mailbox, effects: any EffectRunning,
        screen: ScreenEffects
    ) {
        self.state = state
        self.theme = theme
        self.terminal = terminal
        self.mailbox = mailbox
        self.effects = effects
        dispatcher = EffectDispatcher(background: effects, screen: screen, terminal: terminal, mailbox: mailbox)
    }

    /// Runs until the user quits or goes to another profile, whose name it returns then. Everything that was typed is on
    /// disk by then.
    public func run() async -> String? {
        draw()
        run(state.startEffects)
        while !state.isQuitting {
            let messages = await mailbox.take()
            // No messages means cancelled: an end as orderly as any.
            if messages.isEmpty { break }
            for message in messages { take(message) }
            draw()
        }
        await effects.finish()
        if let next = state.profiles.next {
            // Until the other profile has its own screen, which may take as long as somebody types a password.
            state.notice = .done(.openingProfile(next))
            draw()
        }
        return state.profiles.next
    }

    private func take(_ message: AppMessage) {
        if case .themeLoaded(let theme, _) = message { self.theme = theme.reduced(to: terminal.colorDepth) }
        run(state.update(message, ids: .random(), at: .now))
    }

    private func run(_ effects: [Effect]) {
        dispatcher.run(effects, for: state)
    }

    /// Draws what the state is now.
    public func draw() {
        terminal.draw(state.view(theme: theme))
    }
}
