import HelpdeskModels
public import TerminalKit

/// The loop of the linear mode: takes a line, does what it asks for, reports what came of it, asks again.
///
/// Anything that happens in between is taken in at once and reported with the next answer.
@MainActor
public final class LinearProgram {
    private var state: LinearState
    private let mailbox: Mailbox
    private let effects: any EffectRunning
    private let dispatcher: EffectDispatcher
    private let write: (String) -> Void

    /// - Parameter write: sends text to the terminal at once.
    public init(
        state: LinearState, terminal: any Terminal, mailbox: Mailbox, effects: any EffectRunning,
        screen: ScreenEffects, write: @escaping (String) -> Void
    ) {
        self.state = state
        self.mailbox = mailbox
        self.effects = effects
        dispatcher = EffectDispatcher(background: effects, screen: screen, terminal: terminal, mailbox: mailbox)
        self.write = write
    }

    /// Runs until the user quits or goes to another profile, whose name it returns then. Everything that was typed is on
    /// disk by then.
    public func run() async -> String? {
        run(state.startEffects)
        await settle()
        while state.awaitsFirstSync, await takeNext() { await settle() }
        report()
        while !state.isQuitting, await takeNext() {}
        await effects.finish()
        guard let next = state.nextProfile else { return nil }
        // The next profile must not take these answers for its own.
        await waitForEffects(until: .now + Self.patience)
        _ = mailbox.takeAnswers()
        return next
    }

    /// Takes in what comes next; false when the task is cancelled.
    private func takeNext() async -> Bool {
        let messages = await mailbox.take()
        // Answers before what was typed ahead of them.
        var waiting = (messages.filter { !$0.isInput } + messages.filter(\.isInput))[...]
        while !state.isQuitting, let message = waiting.popFirst() {
            let hadNews = state.hasNews
            switch message {
            case .linesPasted(let lines) where !state.isWriting:
                // Commands that were typed ahead.
                waiting.insert(contentsOf: lines.map { .lineTyped($0) }, at: waiting.startIndex)
                continue
            case .linesPasted(var lines):
                // Nothing follows a dot at their end.
                if let last = lines.last, LinearState.endsText(last) {
                    lines.removeLast()
                    waiting.insert(.lineTyped(last), at: waiting.startIndex)
                }
                run(state.wrote(pasted: lines))
            case .lineTyped where state.isWriting && message.textLine != nil:
                var lines = [message.textLine ?? ""]
                while let next = waiting.first?.textLine {
                    lines.append(next)
                    waiting.removeFirst()
                }
                run(state.wrote(lines: lines))
            case .lineTyped: take(message)
            default:
                take(message)
                // The bell says that Enter has something to report.
                if state.hasNews, !hadNews { run([.screen(.notify(title: "Cabdesk", body: ""))]) }
                continue
            }
            // Each line has its answer before the next one is taken.
            await settle()
            if !state.isQuitting { report() }
        }
        // Lines behind the one that leaves this profile are for the next one.
        mailbox.putBack(waiting.filter(\.isInput))
        return !messages.isEmpty
    }

    private func take(_ message: AppMessage) {
        run(state.update(message, ids: .random(), at: .now))
    }

    private func run(_ effects: [Effect]) {
        dispatcher.run(effects, for: state.app)
    }

    /// No chain of effects that a line sets off is longer; a store that changes without end does not keep the prompt.
    private static let maxChainLength = 8

    /// Nobody waits longer for an answer: what takes more, a large file, is reported when it is done.
    private static let patience = Duration.seconds(5)

    /// Waits until what was asked for is done, with all that follows from it.
    private func settle() async {
        let deadline = ContinuousClock.now + Self.patience
        for _ in 0..<Self.maxChainLength {
            await waitForEffects(until: deadline)
            let messages = mailbox.takeAnswers()
            if messages.isEmpty { return }
            messages.forEach(take)
        }
    }

    private func waitForEffects(until deadline: ContinuousClock.Instant) async {
        let effects = effects
        await wait(atMost: max(.zero, deadline - .now)) { await effects.settle() }
    }

    private func report() {
        let answer = state.endTurn()
        write(answer.lines.map { "\($0)\n" }.joined() + answer.prompt)
        run(answer.effects)
    }
}

extension AppMessage {
    /// The line, if it is one that does not end a text.
    fileprivate var textLine: String? {
        guard case .lineTyped(let line?) = self, !LinearState.endsText(line) else { return nil }
        return line
    }
}
