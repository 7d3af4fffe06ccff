import HelpdeskCore
import HelpdeskModels
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// The loop with a terminal in memory and effects that are only noted.
@Suite("The loop", .timeLimit(.minutes(5)))
@MainActor
struct ProgramTests {
    private let terminal = MemoryTerminal()
    private let mailbox = Mailbox()
    private let runner = NotingRunner()

    private func program(
        within restrictions: Restrictions = .none, _ change: (inout AppState) -> Void = { _ in }
    ) -> Program {
        var state = UIFixture.state(language: .english)
        change(&state)
        return Program(
            state: state, theme: .fallback, terminal: terminal, mailbox: mailbox, effects: runner,
            screen: ScreenEffects(configuration: UIConfiguration(), environment: [:], restrictions: restrictions))
    }

    @Test("all messages that wait are taken in, then the screen is drawn once; quitting waits for what is written")
    func drawsOnce() async {
        mailbox.post(Array(repeating: .keyPressed(.down), count: 20) + [.keyPressed(.character("q"))])
        #expect(await program().run() == nil)
        // The first screen, and the one after all keys.
        #expect(terminal.frames == 2)
        #expect(runner.isFinished.withLock { $0 })
        #expect(runner.effects.withLock { $0.prefix(2) } == [.read(.desk), .read(.list(TicketQuery()))])
    }

    @Test("effects of the screen are run at once, and their answers are messages like any other")
    func screenEffects() async {
        let program = program { $0.openSampleTicket() }
        mailbox.post(.keyPressed(.character("y")))
        let loop = Task { await program.run() }
        while terminal.requests.isEmpty || terminal.frames < 3 { await Task.yield() }
        #expect(terminal.requests == [.copy("№ 1042")])
        #expect(terminal.grid?.lines.joined().contains("№ 1042") == true)
        mailbox.post(.quitRequested)
        _ = await loop.value
        #expect(!runner.effects.withLock { $0 }.contains { if case .screen = $0 { true } else { false } })
    }

    @Test("a change of the store is drawn with what is read because of it, not before")
    func storeChange() async {
        mailbox.post(.storeChanged(.everything))
        let program = program()
        let loop = Task { await program.run() }
        while !runner.effects.withLock({ $0.contains(.read(.counts)) }) {
            // Begins with nothing but the desk and the list.
            mailbox.post(.storeChanged(StoreChange(counts: true)))
            await Task.yield()
        }
        #expect(terminal.frames == 1)
        mailbox.post(.countsLoaded(SampleDesk.counts))
        while terminal.frames < 2 { await Task.yield() }
        mailbox.post(.quitRequested)
        _ = await loop.value
    }

    @Test("what was typed is on disk before the program is stopped")
    func suspend() async throws {
        mailbox.post([.stopRequested, .quitRequested])
        // Where stopping is forbidden the test itself goes on.
        let folder = try TemporaryFolder()
        let restrictions = Restrictions.restricted(to: try EnclosedFolder(LocalPath(folder.path)))
        _ = await program(within: restrictions).run()
        #expect(runner.saves.withLock { $0 } == 1)
    }

    @Test("the loop returns the profile to open next, and the screen says so until that has its own")
    func nextProfile() async {
        let program = program {
            $0.profiles = Profiles(["home", "work"], current: "home")
        }
        mailbox.post([.keyPressed(.alt("p")), .keyPressed(.down), .keyPressed(.enter)])
        #expect(await program.run() == "work")
        #expect(terminal.grid?.lines.joined().contains("work") == true)
    }

    @Test("lines that were typed ahead of another profile wait for its loop")
    func linesForNextProfile() async {
        var app = UIFixture.state(language: .english)
        app.profiles = Profiles(["home", "work"], current: "home")
        let program = LinearProgram(
            state: LinearState(app), terminal: terminal, mailbox: mailbox, effects: runner,
            screen: ScreenEffects(configuration: UIConfiguration(), environment: [:], restrictions: .none),
            write: { _ in })
        mailbox.post([.lineTyped("profile"), .lineTyped("work"), .lineTyped("1042"), .quitRequested])
        #expect(await program.run() == "work")
        let rest = await mailbox.take()
        #expect(rest.count == 2 && rest.allSatisfy(\.isInput))
    }

    @Test("a loop whose task is cancelled ends in order")
    func cancelled() async {
        let program = program()
        let loop = Task { await program.run() }
        loop.cancel()
        #expect(await loop.value == nil)
        #expect(runner.isFinished.withLock { $0 })
    }
}

/// Notes what it is asked to run.
final class NotingRunner: EffectRunning {
    let effects = Mutex<[Effect]>([])
    let isFinished = Mutex(false)
    /// How often everything that was typed was waited for.
    let saves = Mutex(0)

    func run(_ effect: Effect.Read) { effects.withLock { $0.append(.read(effect)) } }
    func run(_ effect: Effect.Write) { effects.withLock { $0.append(.write(effect)) } }
    func run(_ effect: Effect.Files) { effects.withLock { $0.append(.files(effect)) } }
    func run(_ effect: Effect.Remote) { effects.withLock { $0.append(.remote(effect)) } }
    func settle() async {}
    func save() async { saves.withLock { $0 += 1 } }
    func finish() async { isFinished.withLock { $0 = true } }
}
