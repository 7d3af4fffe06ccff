import CabdeskUI
import CursesTerminal
import Foundation

/// SIGTERM, SIGHUP and SIGINT: what asks the program to end in an orderly way, from the first profile to the last.
///
/// They are noticed while another profile is being opened, too, which may take a minute: a helper program may ask for
/// the password, and the desk is asked whose token it is.
@MainActor
final class EndSignals: InterruptHolder {
    /// Called when one of them arrives.
    var onEnd: () -> Void = {}
    private nonisolated static let pipe = SignalPipe()
    private var arrivals: ReadWatch?
    private var quitHandler: sighandler_t?

    init() {
        // Without descriptors they end the program at once.
        guard let pipe = Self.pipe else { return }
        arrivals = ReadWatch(pipe.readEnd) { [weak self] in
            if pipe.take() { self?.onEnd() }
        }
        for number in [SIGTERM, SIGHUP, SIGINT] { catchSignal(number) }
    }

    private nonisolated func catchSignal(_ number: Int32) {
        signal(number) { _ in EndSignals.pipe?.write() }
    }

    /// As system(3) does for the time that it waits.
    func holdInterrupts() {
        signal(SIGINT, SIG_IGN)
        quitHandler = signal(SIGQUIT, SIG_IGN)
    }

    func releaseInterrupts() {
        if Self.pipe != nil { catchSignal(SIGINT) } else { signal(SIGINT, SIG_DFL) }
        signal(SIGQUIT, quitHandler)
    }

    /// Returns what `work` returns; nil if the program has to end before that. Throws what `work` throws.
    func unlessEnded<Value: Sendable>(_ work: @escaping @MainActor () async throws -> Value) async throws -> Value? {
        let (outcomes, outcome) = AsyncStream.makeStream(of: Result<Value, any Error>?.self)
        onEnd = { outcome.yield(nil) }
        let working = Task {
            do {
                outcome.yield(.success(try await work()))
            } catch {
                outcome.yield(.failure(error))
            }
        }
        defer { onEnd = {} }
        for await first in outcomes {
            if first == nil { working.cancel() }
            return try first?.get()
        }
        return nil
    }
}

/// Signals that end the program at once.
enum FatalSignals {
    /// Those that end a process by default (signal(7)) and are not taken elsewhere: SIGHUP, SIGINT and SIGTERM end the
    /// program in order, SIGPIPE and SIGXFSZ are ignored, SIGKILL cannot be caught. The real-time signals are left out:
    /// the C library and its threads use some of them.
    static let all =
        [SIGSEGV, SIGILL, SIGABRT, SIGTRAP, SIGBUS, SIGFPE, SIGSYS]
        + [SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGXCPU, SIGPWR, SIGSTKFLT]

    /// Those that end the program at once where it does not end in order.
    static let orderly = [SIGHUP, SIGINT, SIGTERM]

    /// Gives the terminal back before a fatal signal ends the program as it would have anyway.
    static func restoreTerminal(at numbers: [Int32] = all) {
        for number in numbers {
            signal(number) { number in
                CursesTerminal.emergencyRestore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
