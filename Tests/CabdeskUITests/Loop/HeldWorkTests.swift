import HelpdeskCore
import HelpdeskModels
import Synchronization
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Work that comes with every letter", .timeLimit(.minutes(5)))
struct HeldWorkTests {
    /// Pauses that end when a test says so.
    private final class Pauses: Sendable {
        private let begun = Mutex(0)
        private let ends: AsyncStream<Void>
        private let end: AsyncStream<Void>.Continuation

        init() { (ends, end) = AsyncStream.makeStream() }

        func pause() async {
            begun.withLock { $0 += 1 }
            for await _ in ends { return }
        }

        /// Returns once the pause of that number has begun.
        func waitForPause(_ number: Int) async {
            while begun.withLock({ $0 }) < number { await Task.yield() }
        }

        func endPause() { end.yield() }
    }

    private let pauses = Pauses()
    private let done = Texts()

    private final class Texts: Sendable {
        let all = Mutex<[String]>([])
    }

    private func draft(_ text: String, _ number: Int = 1) -> Effect.Write {
        .saveDraft(Draft(id: SampleDesk.id(number), text: text, updated: SampleDesk.now))
    }

    private func work(_ rule: HeldWork<Effect.Write>.Rule, _ body: (HeldWork<Effect.Write>) async -> Void) async {
        let held = HeldWork<Effect.Write>(rule, pause: pauses.pause) { work in
            if case .saveDraft(let draft) = work { done.all.withLock { $0.append(draft.text) } }
        }
        await body(held)
        // Nothing of it goes on behind the test.
        held.release()
    }

    private var texts: [String] { done.all.withLock { $0 } }

    @Test("the first letter is saved at once, the others when the pause ends, each draft as it is by then")
    func oncePerPause() async {
        await work(.oncePerPause) { held in
            held.run(draft("a"))
            #expect(texts == ["a"])
            await pauses.waitForPause(1)
            for text in ["ab", "abc"] { held.run(draft(text)) }
            held.run(draft("x", 2))
            #expect(texts == ["a"])
            pauses.endPause()
            await pauses.waitForPause(2)
            #expect(texts == ["a", "abc", "x"])
            // A pause follows each save, also when somebody types on.
            held.run(draft("abcd"))
            #expect(texts.count == 3)
            pauses.endPause()
            await pauses.waitForPause(3)
            #expect(texts.last == "abcd")
        }
    }

    @Test("after a pause in which nothing came, the next letter is saved at once")
    func afterSilence() async {
        await work(.oncePerPause) { held in
            held.run(draft("a"))
            await pauses.waitForPause(1)
            pauses.endPause()
            // Before the pause has ended, this is held for another one.
            held.run(draft("ab"))
            pauses.endPause()
            while texts.count < 2 { await Task.yield() }
            #expect(texts == ["a", "ab"])
        }
    }

    @Test("what is held can be released before the pause ends, and is not done again then")
    func released() async {
        await work(.oncePerPause) { held in
            held.run(draft("a"))
            held.run(draft("ab"))
            held.release()
            #expect(texts == ["a", "ab"])
            await pauses.waitForPause(1)
            held.run(draft("abc"))
            pauses.endPause()
            await pauses.waitForPause(2)
            #expect(texts == ["a", "ab", "abc"])
        }
    }

    @Test("what waits for the last letter is done after a pause without any, once")
    func afterLast() async {
        await work(.afterLast) { held in
            held.run(draft("a"))
            await pauses.waitForPause(1)
            held.run(draft("ab"))
            pauses.endPause()
            await pauses.waitForPause(2)
            #expect(texts.isEmpty)
            pauses.endPause()
            while texts.isEmpty { await Task.yield() }
            #expect(texts == ["ab"])
        }
    }
}
