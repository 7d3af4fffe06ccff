import SystemKit
import Testing

@Suite("Waiting by the machine's clock", .timeLimit(.minutes(5)))
struct MachineTimerTests {
    @Test("It lasts as long as asked for, however short that is", arguments: [-1, 0, 1, 30])
    func lasts(milliseconds: Int) async throws {
        let time = Duration.milliseconds(milliseconds)
        let clock = ContinuousClock()
        let begin = clock.now
        try await MachineTimer.sleep(for: time)
        #expect(clock.now - begin >= time)
    }

    @Test("A wait of years ends when its task is cancelled, before or during it")
    func cancelled() async {
        for isEarly in [true, false] {
            let (begins, begin) = AsyncStream.makeStream(of: Void.self)
            let waiting = Task {
                if isEarly { for await _ in begins { break } } else { begin.yield() }
                try await MachineTimer.sleep(for: .seconds(Int64.max))
            }
            if !isEarly { for await _ in begins { break } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    @Test("Many waits at once end, each once")
    func many() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask { try await MachineTimer.sleep(for: .milliseconds(index % 7)) }
            }
            try await group.waitForAll()
        }
    }
}
