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
    private var paintedRows = PaintedRows()

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
        await run(state.startEffects)
        // Cancelled is an end as orderly as any.
        await mailbox.forward { [self] messages in
            for message in messages { await take(message) }
            if messages.contains(where: \.showsSomething) { draw() }
            return !state.isQuitting
        }
        await effects.finish()
        if let next = state.profiles.next {
            // Until the other profile has its own screen, which may take as long as somebody types a password.
            state.notice = .done(.openingProfile(next))
            draw()
        }
        return state.profiles.next
    }

    private func take(_ message: AppMessage) async {
        if case .themeLoaded(let theme, _) = message { self.theme = theme.reduced(to: terminal.colorDepth) }
        await run(state.update(message, ids: .random(), at: .now))
    }

    private func run(_ effects: [Effect]) async {
        // A program that is stopped may be ended before it goes on.
        if effects.contains(.screen(.suspend)) { await self.effects.save() }
        dispatcher.run(effects, for: state)
    }

    /// Draws what the state is now.
    public func draw() {
        terminal.draw(state.view(theme: theme, reusing: &paintedRows))
    }
}

extension AppMessage {
    /// Whether the screen may look different afterwards. A change of the store shows only in what is read because of it.
    fileprivate var showsSomething: Bool {
        if case .storeChanged = self { false } else { true }
    }
}
